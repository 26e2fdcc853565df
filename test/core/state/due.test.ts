/** How long things are kept in relation to each other: what explains a timeline entry outlives it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { DAY_MS, keptFor, ledgerKeptUntil } from '../../../core/state/due.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
/** DynamoDB removes expired items within two days, in any order. */
const REMOVED_WITHIN_MS = 2 * DAY_MS;

const profiles = fc.constantFrom('consent.requested', 'consent.given', 'order.placed').map((event) => ({
  ...emptyProfile('1p', 1, NOW),
  history: { [event]: { first: NOW, last: NOW, count: 1 } },
}));
const retentions = fc.record({
  timeline: fc.integer({ min: 30, max: 3650 }),
  profile: fc.integer({ min: 30, max: 3650 }),
});

describe('the ledger row of a message that was handed over', () => {
  it('outlives the record that names the message, whatever the retention, and every queue', () => {
    const late = fc.integer({ min: 0, max: 14 * DAY_MS });
    fc.assert(
      fc.property(profiles, retentions, late, (profile, retention, calledLater) => {
        const recordUntil = NOW + keptFor(profile, retention).timeline * DAY_MS;
        const rowUntil = ledgerKeptUntil(profile, retention, NOW + calledLater);
        expect(rowUntil).toBeGreaterThan(recordUntil + REMOVED_WITHIN_MS);
        expect(rowUntil).toBeGreaterThanOrEqual(NOW + LIMITS.ledgerRetentionDays * DAY_MS);
      }),
    );
  });

  it('of somebody who never confirmed is kept no longer than before', () => {
    const asked = {
      ...emptyProfile('1p', 1, NOW),
      history: { 'consent.requested': { first: NOW, last: NOW, count: 1 } },
    };
    expect(ledgerKeptUntil(asked, { timeline: 730, profile: 1095 }, NOW)).toBe(
      NOW + LIMITS.ledgerRetentionDays * DAY_MS,
    );
  });
});
