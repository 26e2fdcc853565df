/** What a door does with a stop by WhatsApp and with what Meta tells of a message. */
import { describe, expect, it } from 'vitest';
import { newestPlace } from '../../core/consent/gate-places.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { LedgerRow } from '../../core/message/ledger-row.ts';
import { outcomeInput } from '../../core/message/outcome.ts';
import { eventInput } from '../../core/state/event-input.ts';
import { type ActDeps, performActs } from '../../doors/acts.ts';
import type { AddressedAct } from '../../platforms/understand.ts';

const KEYS: Keys = { 1: 'first-key-first-key-first-key-first-key' };
const NOW = 900;
const message = { messageId: 'm-1', channel: 'whatsapp', flow: 'talk', step: 'hi' };
const row = (change: object = {}) =>
  ({
    messageId: 'm-1',
    profileId: '1mina',
    phase: 'settled',
    outcome: 'failed',
    message,
    ...change,
  }) as LedgerRow;

const desk = ({ rows = [row()], behind = {} as Readonly<Record<string, string>> } = {}) => {
  const done: unknown[][] = [];
  const deps: ActDeps = {
    keys: async () => KEYS,
    now: () => NOW,
    gateItems: { stopMarketing: async (...told: unknown[]) => void done.push(['stop', ...told]) },
    ledger: {
      feedback: async (...told: unknown[]) => void done.push(['feedback', ...told]),
      read: async (ids: readonly string[]) => rows.filter(({ messageId }) => ids.includes(messageId)),
    },
    whatsappIds: {
      find: async (id: string) =>
        behind[id] === undefined ? undefined : { messageId: behind[id], profileId: '1mina' },
    },
    budget: { refund: async (id: string) => void done.push(['refund', id]) },
  } as never;
  return { deps, done };
};
const optOut = [
  eventInput(
    { id: 'o', name: 'consent.withdrawn', at: 5, source: 'whatsapp', identities: [], data: {} },
    { profileId: '3phone', receivedAt: 7 },
  ),
];
const status = (change: object = {}): AddressedAct => ({
  kind: 'status',
  status: { messageId: 'm-1', providerIds: ['wa-1'], outcome: 'failed', at: 5, code: 131026, ...change },
  optOut,
});

describe('a stop', () => {
  it('holds at every address that it names, before anything is recorded', async () => {
    const { deps, done } = desk();
    const stop: AddressedAct = {
      kind: 'stop-marketing',
      channel: 'whatsapp',
      addresses: ['+491', 'DE.1'],
      at: 5,
    };
    expect(await performActs(deps, [status({ outcome: 'read' }), stop])).toEqual([]);
    expect(done.map(([what]) => what)).toEqual(['stop', 'stop', 'feedback']);
    const place = (address: string) => newestPlace(KEYS, { channel: 'whatsapp', address });
    expect(done.slice(0, 2)).toEqual([
      ['stop', place('+491'), 5, 'stop'],
      ['stop', place('DE.1'), 5, 'stop'],
    ]);
  });

  it('that a batch tells again and again is performed once, and so is what became of a message', async () => {
    const { deps, done } = desk();
    const stop: AddressedAct = { kind: 'stop-marketing', channel: 'whatsapp', addresses: ['+491'], at: 5 };
    const batch = Array.from({ length: 400 }, () => [structuredClone(stop), status({ outcome: 'read' })]);
    expect(await performActs(deps, batch.flat())).toEqual([]);
    expect(done.map(([what]) => what)).toEqual(['stop', 'feedback']);
  });

  it('waits for no other one', async () => {
    const { deps } = desk();
    const [waiting, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const begun: number[] = [];
    const gateItems = {
      stopMarketing: async (_place: unknown, at: number) => {
        if (begun.push(at) === 3) waiting.resolve();
        await release.promise;
      },
    };
    const stops = [1, 2, 3].map(
      (at): AddressedAct => ({ kind: 'stop-marketing', channel: 'whatsapp', addresses: ['+491'], at }),
    );
    const all = performActs({ ...deps, gateItems }, stops);
    await waiting.promise;
    release.resolve();
    expect(await all).toEqual([]);
    expect(begun).toEqual([1, 2, 3]);
  });

  it('is nothing where nothing was told', async () => {
    expect(await performActs(desk().deps)).toEqual([]);
  });
});

describe('what became of a message', () => {
  it.each(['sent', 'delivered', 'read'])('that was %s is recorded and leads to nothing', async (outcome) => {
    const { deps, done } = desk({ rows: [row({ payment: { micros: 1 } })] });
    expect(await performActs(deps, [status({ outcome })])).toEqual([]);
    expect(done).toEqual([['feedback', 'm-1', outcome, 5, { providerId: 'wa-1' }]]);
  });

  it('that failed is recorded with its reason, and gives slot and second channel to the flow', async () => {
    const { deps, done } = desk();
    const inputs = await performActs(deps, [status()]);
    expect(done).toEqual([['feedback', 'm-1', 'failed', 5, { providerId: 'wa-1', reason: 'rejected' }]]);
    const outcome = { profileId: '1mina', outcome: 'failed', reason: 'rejected', at: NOW } as const;
    expect(inputs[0]).toEqual({ ...optOut[0], profileId: '1mina' });
    expect(inputs[1]).toEqual(outcomeInput(row().message, outcome));
    expect(inputs[2]).toMatchObject({
      profileId: '1mina',
      receivedAt: NOW,
      event: {
        id: '9p0s6cvq8bpitdhk6vsqi450c',
        name: 'message.failed',
        at: 5,
        source: 'whatsapp',
        data: {
          ...{ channel: 'whatsapp', message_id: 'm-1', flow: 'talk', step: 'hi' },
          kind: 'rejected',
          code: '131026',
        },
      },
    });
    expect(inputs).toHaveLength(3);
  });

  it('that failed without a code says none', async () => {
    const inputs = await performActs(desk().deps, [status({ code: undefined })]);
    expect(inputs.at(-1)).not.toHaveProperty('event.data.code');
  });

  it('is paid back where it was paid and did not arrive', async () => {
    const { deps, done } = desk({ rows: [row({ payment: { micros: 1 } })] });
    await performActs(deps, [status()]);
    expect(done.at(-1)).toEqual(['refund', 'm-1']);
  });

  it('that arrived all the same has not failed: only the recipient’s own stop goes on', async () => {
    for (const rows of [[], [row({ outcome: 'delivered', payment: { micros: 1 } })]]) {
      const { deps, done } = desk({ rows });
      expect(await performActs(deps, [status()])).toEqual(optOut);
      expect(done).toHaveLength(1);
    }
  });

  it('is found by WhatsApp’s own ids, one after the other', async () => {
    const { deps, done } = desk({ behind: { 'wa-2': 'm-2' } });
    await performActs(deps, [status({ messageId: undefined, providerIds: ['wa-1', 'wa-2'] })]);
    expect(done[0]).toEqual(['feedback', 'm-2', 'failed', 5, { providerId: 'wa-1', reason: 'rejected' }]);
  });

  it('of another sender with this number is not recorded, and its stop stops ours too', async () => {
    const { deps, done } = desk();
    expect(await performActs(deps, [status({ messageId: undefined })])).toEqual(optOut);
    expect(done).toEqual([]);
  });

  it('is recorded for each of very many, once and in their order', async () => {
    const { deps, done } = desk();
    const told = Array.from({ length: 45 }, (_, index) =>
      status({ messageId: `m-${index}`, outcome: 'read' }),
    );
    await performActs(deps, told);
    expect(done.map(([, id]) => id)).toEqual(told.map((_, index) => `m-${index}`));
  });

  it('is recorded of twenty at a time', async () => {
    const { deps } = desk();
    let [open, most] = [0, 0];
    const feedback = async (): Promise<void> => {
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
    };
    const told = Array.from({ length: 45 }, (_, index) =>
      status({ messageId: `m-${index}`, outcome: 'read' }),
    );
    await performActs({ ...deps, ledger: { ...deps.ledger, feedback } }, told);
    expect(most).toBe(20);
  });
});
