/** A WhatsApp message that failed, as AWS tells it, in memory: its outcome reaches the engine with its reason. */
import { expect, it } from 'vitest';
import type { Input } from '../../core/state/input.ts';
import { takeIn } from '../../functions/receive-feedback/take-in.ts';
import { message, profile } from '../support/sender-bench.ts';
import { KEYS, START } from '../support/sending.ts';
import { entryOf, failedWith, says, status, throughSns } from '../support/whatsapp.ts';

const hears = async (value: object) => {
  const did: (readonly unknown[])[] = [];
  const note =
    (name: string, answer?: unknown) =>
    async (...about: readonly unknown[]) => {
      did.push([name, ...about]);
      return answer;
    };
  const row = {
    messageId: message.messageId,
    profileId: profile.id,
    message,
    outcome: 'failed',
    payment: {},
  };
  const deps = {
    ledger: { feedback: note('feedback'), read: note('read', [row]) },
    whatsappIds: { find: async () => ({ messageId: message.messageId }) },
    budget: { refund: note('refund') },
    gateItems: { stopMarketing: note('stop') },
    queues: { sendInputs: note('inputs') },
    keys: async () => KEYS,
    now: () => START,
    metrics: { count: note('count') },
    log: { info: () => {} },
  };
  await takeIn(deps as never, JSON.stringify(throughSns(entryOf(value as never))));
  const inputs = did.flatMap(([name, sent]) => (name === 'inputs' ? (sent as readonly Input[]) : []));
  return { did: did.map(([name]) => name), inputs };
};

it('what became of a message follows what the same entry says, and gives its price back', async () => {
  const { did, inputs } = await hears({
    messages: [says(START, 'Hallo')],
    statuses: [status(START, 'failed', 'wamid.1', failedWith(131_026))],
  });
  expect(did).toEqual(['feedback', 'read', 'refund', 'inputs']);
  const told = inputs.map((input) => (input.kind === 'event' ? input.event.name : input.kind));
  expect(told).toEqual(['message.replied', 'outcome', 'message.failed']);
  expect(inputs[1]).toMatchObject({ profileId: profile.id, outcome: 'failed' });
});
