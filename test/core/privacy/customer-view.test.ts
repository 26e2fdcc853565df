/**
 * Each message is one entry of the timeline, and the entry never shows an outcome that was replaced since.
 */
import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../../core/message/ledger-row.ts';
import { customerView } from '../../../core/privacy/customer-view.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { TimelineEntry } from '../../../core/state/timeline.ts';
import { customerOf } from '../../support/sending.ts';

const AT = Date.UTC(2026, 10, 20, 9);
const { message } = customerOf('jette');
const { messageId, flow, step, channel } = message;

const told = (
  entry: Pick<Extract<TimelineEntry, { type: 'message' }>, 'outcome' | 'reason'>,
): TimelineEntry => ({
  type: 'message',
  at: AT,
  messageId,
  flow,
  step,
  channel,
  ...entry,
});

const viewed = (entry: TimelineEntry, row: Partial<LedgerRow>) => {
  const record = { profileId: '1p', ref: `t#${AT}#r`, inputId: 'i', entries: [entry] } as const;
  const ledger: LedgerRow = { messageId, profileId: '1p', phase: 'settled', settledAt: AT, message, ...row };
  return customerView(emptyProfile('1p', 1, 0), [record], [ledger]).timeline;
};

describe('a profile that is shown', () => {
  it('holds no bookkeeping, and nothing of the people who use the same number', () => {
    const bare = emptyProfile('1p', 1, 0);
    const kept = {
      ...bare,
      applied: ['i1'],
      watch: { timerId: 'w1', dueAt: AT },
      watched: { birthday: AT },
      sharers: ['2other'],
    };
    expect(customerView(kept, [], []).profile).toEqual(customerView(bare, [], []).profile);
  });
});

describe('a message on the timeline', () => {
  it('that the provider rejected says why', () => {
    const timeline = viewed(told({ outcome: 'failed', reason: 'rejected' }), {
      outcome: 'failed',
      reason: 'rejected',
    });
    expect(timeline).toMatchObject([{ outcome: 'failed', reason: 'rejected' }]);
  });

  it('that bounced after it was rejected has no reason left, but both times', () => {
    const feedback = { failed: AT + 1, bounced: AT + 2 };
    const timeline = viewed(told({ outcome: 'failed', reason: 'rejected' }), {
      outcome: 'bounced',
      reason: 'rejected',
      feedback,
    });
    expect(timeline).toMatchObject([
      {
        outcome: 'bounced',
        feedback: { failed: '2026-11-20T09:00:00.001Z', bounced: '2026-11-20T09:00:00.002Z' },
      },
    ]);
    expect(timeline[0]).not.toHaveProperty('reason');
  });

  it('that was skipped keeps its reason', () => {
    const timeline = viewed(told({ outcome: 'queued' }), { outcome: 'skipped', reason: 'frequency-cap' });
    expect(timeline).toMatchObject([{ outcome: 'skipped', reason: 'frequency-cap' }]);
  });
});
