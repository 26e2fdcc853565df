/**
 * The sender under faults: processes that die between any two calls, a provider with every kind of answer,
 * and several senders at once.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gateHash } from '../../core/identity/keys.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import { type Fate, fated } from '../support/fates.ts';
import { runs } from '../support/runs.ts';
import { createDesk, customerOf, type Desk, KEYS, knows, LEASE_MS, programWith } from '../support/sending.ts';

let desk: Desk;
let customers = 0;

beforeAll(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
});
afterAll(() => desk.close());

/** One more customer, whose message is due by the present clock. */
const nextCustomer = async (change: Parameters<typeof customerOf>[1] = {}): Promise<OutboxMessage> => {
  customers += 1;
  const customer = customerOf(`customer${customers}`, change);
  await knows(desk, customer);
  return { ...customer.message, decidedAt: desk.clock.now(), usefulUntil: desk.clock.now() + 100 * LEASE_MS };
};

const mailsOf = (message: OutboxMessage) =>
  desk.mails().filter(({ messageId }) => messageId === message.messageId);
const toldOf = (message: OutboxMessage) =>
  desk.told().filter(({ messageId }) => messageId === message.messageId);

const ROUNDS_MAX = 12;

/** The queue delivers the message until it is acknowledged, together with every message that was put back. */
const workOff = async (message: OutboxMessage, acknowledged: boolean): Promise<void> => {
  let redelivered = !acknowledged;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    desk.advance(LEASE_MS + 60_000);
    const waiting = [...desk.take(), ...(redelivered ? [message] : [])];
    if (waiting.length === 0) return;
    redelivered = false;
    for (const brought of waiting) if (!(await desk.deliver(brought))) redelivered = true;
  }
  throw new Error('the message never came to rest');
};

describe('a process that dies', () => {
  const callsOfOneDelivery = async (): Promise<number> => {
    const message = await nextCustomer();
    const handler = fated(desk, {});
    await desk.deliver(message, handler);
    expect(mailsOf(message)).toHaveLength(1);
    return handler.calls();
  };

  it('at any call, before or after it, sends at most once and leaves exactly one outcome', async () => {
    const calls = await callsOfOneDelivery();
    expect(calls).toBeGreaterThan(7);
    for (let call = 1; call <= calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const message = await nextCustomer();
        await workOff(message, await desk.deliver(message, fated(desk, { death: { call, when } })));
        const row = await desk.row(message);
        expect(row?.phase, `call ${call} ${when}`).toBe('settled');
        expect(mailsOf(message).length, `call ${call} ${when}`).toBe(
          row?.outcome === 'sent' ? 1 : mailsOf(message).length,
        );
        expect(mailsOf(message).length, `call ${call} ${when}`).toBeLessThanOrEqual(1);
        expect(['sent', 'unknown'], `call ${call} ${when}`).toContain(row?.outcome);
      }
    }
  });

  it('while it skips a message still tells why', async () => {
    for (let call = 1; call <= 12; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const message = await nextCustomer({ consents: {} });
        await workOff(message, await desk.deliver(message, fated(desk, { death: { call, when } })));
        expect(await desk.row(message), `call ${call} ${when}`).toMatchObject({
          phase: 'settled',
          outcome: 'skipped',
        });
        expect(new Set(toldOf(message).map(({ inputId }) => inputId)).size, `call ${call} ${when}`).toBe(1);
      }
    }
  });

  it('while the provider refuses loses nothing: the mail leaves in the end, or its outcome is unknown', async () => {
    for (let call = 1; call <= 12; call += 1) {
      const message = await nextCustomer();
      await workOff(
        message,
        await desk.deliver(message, fated(desk, { provider: 'refuses', death: { call, when: 'after' } })),
      );
      const row = await desk.row(message);
      expect([row?.outcome, mailsOf(message).length], `call ${call}`).toEqual(
        row?.outcome === 'sent' ? ['sent', 1] : ['unknown', 0],
      );
    }
  });
});

const fate: fc.Arbitrary<Fate> = fc.record(
  {
    pauses: fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }),
    death: fc.record({
      call: fc.integer({ min: 1, max: 12 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
    provider: fc.constantFrom(
      'well' as const,
      'refuses' as const,
      'silent-before' as const,
      'silent-after' as const,
      'breaks' as const,
    ),
  },
  { requiredKeys: ['pauses'] },
);

describe('several senders of one message at once', () => {
  it('make one provider call that gets through, whatever befalls each of them, and one outcome that is true', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 2, maxLength: 4 }), async (fates) => {
        const message = await nextCustomer();
        const acknowledged = await Promise.all(fates.map((each) => desk.deliver(message, fated(desk, each))));
        await workOff(message, acknowledged.every(Boolean));
        const [row, mails] = [await desk.row(message), mailsOf(message)];
        expect(mails.length).toBeLessThanOrEqual(1);
        expect(row?.phase).toBe('settled');
        if (row?.outcome === 'sent') expect(mails).toHaveLength(1);
        else expect(row?.outcome).toBe('unknown');
      }),
      { numRuns: runs(15, 200) },
    );
  });

  it('send exactly once where nothing goes wrong', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 4 }),
        async (dawdling) => {
          const message = await nextCustomer();
          const acknowledged = await Promise.all(
            dawdling.map((pauses) => desk.deliver(message, fated(desk, { pauses }))),
          );
          await workOff(message, acknowledged.every(Boolean));
          expect(mailsOf(message)).toHaveLength(1);
          expect(await desk.row(message)).toMatchObject({ outcome: 'sent' });
        },
      ),
      { numRuns: runs(15) },
    );
  });
});

it('nothing leaves once the way out has answered before the last look, wherever the sender stands', async () => {
  for (let call = 1; call <= 12; call += 1) {
    const message = await nextCustomer();
    const address = `customer${customers}@example.org`;
    let calls = 0;
    let stopped = false;
    let lookedAfter = false;
    const { requestHandler } = desk.standIns;
    await desk.deliver(message, {
      handle: async (request, options) => {
        calls += 1;
        if (calls === call) {
          await desk.gateItems.stopMarketing(
            { hash: gateHash(KEYS, '2', 'email', address), channel: 'email' },
            desk.clock.now(),
            'unsubscribe',
          );
          stopped = true;
        }
        lookedAfter ||=
          stopped && new TextDecoder().decode((request as { body?: Uint8Array }).body).includes('gate#');
        return requestHandler.handle(request, options);
      },
    });
    expect(mailsOf(message), `unsubscribed at call ${call}`).toHaveLength(lookedAfter ? 0 : 1);
    expect(lookedAfter || call > 5, `call ${call}`).toBe(true);
  }
});
