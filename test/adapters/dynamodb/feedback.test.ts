/** What providers report of a message later: it proves a call, moves the outcome on, and ends all sending. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxMessage } from '../../../core/state/effect.ts';
import { runs } from '../../support/runs.ts';
import { createDesk, customerOf, type Desk, LEASE_MS, START } from '../../support/sending.ts';

let desk: Desk;
let ids = 0;
let message: OutboxMessage;

beforeAll(async () => {
  desk = await createDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  ids += 1;
  message = { ...customerOf('jette').message, messageId: `f${ids}` };
});

const settle = (outcome: 'sent' | 'unknown', facts: { token?: string; at?: number } = {}) =>
  desk.ledger.settle(message.messageId, { outcome, at: START, ...facts });

describe('feedback', () => {
  it('proves that a call got through, before and after it was called unknown', async () => {
    await desk.ledger.claim(message, 'a', START);
    await desk.ledger.calling(message.messageId, 'a', { at: START });
    await desk.ledger.feedback(message.messageId, 'sent', START + 3, { providerId: 'ses-1' });
    expect(await desk.row(message)).toMatchObject({ phase: 'settled', outcome: 'sent', providerId: 'ses-1' });
    await settle('unknown', { at: START + LEASE_MS });
    expect(await desk.row(message)).toMatchObject({
      phase: 'settled',
      outcome: 'sent',
      feedback: { sent: START + 3 },
    });
  });

  it('moves a message on from why it failed: the reason goes with the outcome that it was told with', async () => {
    await desk.ledger.claim(message, 'a', START);
    await settle('sent', { token: 'a' });
    const why = { reason: 'rejected', providerId: 'wa-1' } as const;
    await desk.ledger.feedback(message.messageId, 'failed', START + 1, why);
    expect(await desk.row(message)).toMatchObject({ outcome: 'failed', ...why });
    await desk.ledger.feedback(message.messageId, 'bounced', START + 2);
    const row = await desk.row(message);
    expect([row?.outcome, row?.reason]).toEqual(['bounced', undefined]);
  });

  it('about a message that nobody sent makes no row', async () => {
    await desk.ledger.feedback(message.messageId, 'delivered', START);
    expect(await desk.row(message)).toBeUndefined();
  });

  it('ends in the same outcome in whatever order and however often it comes', async () => {
    const pieces = fc.array(
      fc.constantFrom('sent' as const, 'delivered' as const, 'opened' as const, 'clicked' as const),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (told) => {
        ids += 1;
        message = { ...message, messageId: `m${ids}` };
        await desk.ledger.claim(message, 'a', START);
        await settle('sent', { token: 'a' });
        for (const [index, outcome] of told.entries())
          await desk.ledger.feedback(message.messageId, outcome, START + index);
        const row = await desk.row(message);
        expect(row?.outcome).toBe(
          (['clicked', 'opened', 'delivered', 'sent'] as const).find((outcome) => told.includes(outcome)),
        );
        for (const outcome of told) expect(row?.feedback?.[outcome]).toBe(START + told.indexOf(outcome));
      }),
      { numRuns: runs(15) },
    );
  });

  it('takes nothing over that feedback has come for: who refused it has sent it after all', async () => {
    const told = () => desk.ledger.feedback(message.messageId, 'delivered', START + 1);
    await desk.ledger.claim(message, 'a', START);
    await desk.ledger.calling(message.messageId, 'a', { at: START });
    await desk.ledger.release(message.messageId, 'a');
    await told();
    const sent = { phase: 'settled', outcome: 'delivered' };
    expect(await desk.ledger.claim(message, 'b', START + LEASE_MS)).toMatchObject(sent);
    message = { ...message, messageId: `${message.messageId}-claimed` };
    await desk.ledger.claim(message, 'a', START);
    await told();
    expect(await desk.ledger.claim(message, 'b', START + LEASE_MS)).toMatchObject(sent);
    expect(await desk.ledger.calling(message.messageId, 'a', { at: START + 2 })).toBe(false);
  });
});
