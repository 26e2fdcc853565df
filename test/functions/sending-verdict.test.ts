/** What the sender asks the gate directly before the call, with what only the sender knows, and what it leaves. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import { createLog } from '../../runtime/log.ts';
import { createSender } from '../../sending/handler.ts';
import { verdictOf } from '../../sending/verdict.ts';
import { benchOf, message, readyFor } from '../support/sender-bench.ts';
import { batchOf, START } from '../support/sending.ts';

describe('the verdict directly before the call', () => {
  const verdict = (change: object = {}) => verdictOf(benchOf().deps, readyFor(change));

  it('defers a customer who is held, for as long as the hold lasts', () => {
    expect(verdict()).toEqual({ verdict: 'send', basis: 'double-opt-in' });
    expect(verdict({ heldUntil: START + 1 })).toEqual({
      verdict: 'defer',
      reason: 'held',
      until: START + LIMITS.holdRecheckMs,
    });
    expect(verdict({ heldUntil: START })).toMatchObject({ verdict: 'send' });
  });

  it('lets a message expire that cannot wait so long', () => {
    const until = START + LIMITS.holdRecheckMs;
    const waiting = (usefulUntil: number) =>
      verdict({ heldUntil: START + 1, message: { ...message, usefulUntil } });
    expect(waiting(until)).toMatchObject({ verdict: 'defer' });
    expect(waiting(until - 1)).toEqual({ verdict: 'skip', reason: 'expired' });
  });

  it('knows what is no longer so, what the shop refused to make, and who was stopped at the gate', () => {
    expect(verdict({ contentChanged: true })).toMatchObject({ reason: 'content-changed' });
    const coupon = { ...message, coupon: { id: 'c', step: 's', pool: 'p' } };
    const unmade = (kind: string) => verdict({ message: coupon, drawn: { kind, why: 'no' } });
    expect(unmade('refused')).toMatchObject({ reason: 'coupon-not-made' });
    expect(unmade('later')).toMatchObject({ verdict: 'send' });
    expect(verdict({ gate: { allStoppedAt: START } })).toMatchObject({ reason: 'suppressed' });
  });

  it('knows a code that is missing or over', () => {
    const coupon = { ...message, coupon: { id: 'c', step: 's', pool: 'p' } };
    const of = (drawn: unknown) => verdict({ message: coupon, drawn });
    expect(of('empty')).toMatchObject({ reason: 'coupon-pool-empty' });
    expect(of('expired')).toMatchObject({ reason: 'coupon-expired' });
    expect(of({ code: 'T', told: false, expiresAt: START - 1 })).toMatchObject({ reason: 'coupon-expired' });
    for (const drawn of [undefined, { code: 'T', told: false }, { code: 'T', told: false, expiresAt: START }])
      expect(of(drawn)).toMatchObject({ verdict: 'send' });
  });
});

it('a message that could not be worked off goes back to the queue alone, and is told with its reason', async () => {
  const told: unknown[] = [];
  const log = { ...createLog('sender'), error: (...of: unknown[]) => void told.push(of) };
  const broken = new Error('throttled');
  const claim = async ({ messageId }: typeof message) => {
    if (messageId === 'm-2') throw broken;
    return { phase: 'settled', outcome: 'sent', messageId };
  };
  const { deps } = benchOf({}, { log, ledger: { claim }, metrics: { flush: () => {} } });
  const batch = batchOf(['m-1', 'm-2', 'm-3'].map((messageId) => ({ ...message, messageId })));
  expect(await createSender(deps)(batch as never)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'sqs-1' }],
  });
  expect(told).toEqual([['message not worked off', broken, { messageId: 'sqs-1' }]]);
});
