/** How long things are kept in relation to each other: what explains a timeline entry outlives it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { DAY_MS, dueOf, expiryOf, keptFor, ledgerKeptUntil, linkExpiryOf } from '../../../core/state/due.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { Enrollment, Tombstone } from '../../../core/state/profile.ts';

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

const waits = (step: string, dueAt: number) =>
  ({ entryId: step, flow: 'f', step, dueAt, timerId: `t-${step}` }) as Enrollment;
const bare = emptyProfile('1p', 1, NOW);
const link: Tombstone = { kind: 'tombstone', id: '1p', mergedInto: '0q', at: NOW, pending: [] };
const doing = { kind: 'record-fact', id: 'x' } as never;
const arming = ['arm-timer', 'cancel-timer'].map((kind) => ({ kind, id: kind }) as never);

describe('a state in the due index', () => {
  const enrollments = [waits('late', NOW + 9), waits('soon', NOW + 5)];

  it('stands at its earliest wait, whichever that is, and names the steps at which people wait', () => {
    const waiting = ['f/late', 'f/soon'];
    expect(dueOf(bare, undefined, NOW)).toBeUndefined();
    expect(dueOf({ ...bare, enrollments }, undefined, NOW)).toEqual({ at: NOW + 5, waiting });
    expect(dueOf({ ...bare, enrollments, watch: { timerId: 'w', dueAt: NOW + 2 } }, undefined, NOW)).toEqual({
      at: NOW + 2,
      waiting,
    });
    expect(dueOf({ ...bare, watch: { timerId: 'w', dueAt: NOW + 2 } }, undefined, NOW)).toEqual({
      at: NOW + 2,
      waiting: [],
    });
  });

  it('is due now where anything but a timer is still to be done, and keeps its place where it is due already', () => {
    expect(dueOf({ ...bare, enrollments, pending: [...arming, doing] }, undefined, NOW)?.at).toBe(NOW);
    expect(dueOf({ ...bare, enrollments, pending: arming }, undefined, NOW)?.at).toBe(NOW + 5);
    expect(dueOf({ ...bare, pending: arming }, undefined, NOW)).toBeUndefined();
    expect(dueOf({ ...link, pending: [doing] }, undefined, NOW)).toEqual({ at: NOW, waiting: [] });
    expect(dueOf(link, undefined, NOW)).toBeUndefined();
    const before = { at: NOW - 7, waiting: ['old'] };
    expect(dueOf({ ...bare, pending: [doing] }, before, NOW)).toBe(before);
    expect(dueOf({ ...bare, pending: [doing] }, { ...before, at: NOW }, NOW)?.waiting).toEqual(['old']);
    expect(dueOf({ ...bare, pending: [doing] }, { ...before, at: NOW + 1 }, NOW)).toEqual({
      at: NOW,
      waiting: [],
    });
    expect(dueOf({ ...bare, enrollments }, before, NOW)?.at).toBe(NOW + 5);
    const overdue = { ...bare, enrollments: [waits('over', NOW - 3)], pending: [doing] };
    expect(dueOf(overdue, undefined, NOW)?.at).toBe(NOW - 3);
  });
});

describe('a state is kept', () => {
  it('so many days from its last change, or from the end of its last wait in a flow', () => {
    const watch = { timerId: 'w', dueAt: NOW + 900 * DAY_MS };
    expect(expiryOf({ ...bare, watch }, 30, NOW)).toBe(NOW + 30 * DAY_MS);
    const enrollments = [waits('a', NOW + 5), waits('b', NOW + 9), waits('c', NOW - 9)];
    expect(expiryOf({ ...bare, enrollments }, 30, NOW)).toBe(NOW + 9 + 30 * DAY_MS);
    expect(expiryOf(link, 30, NOW)).toBe(NOW + 30 * DAY_MS);
  });

  it('for a short time where a sign-up was all that was ever heard', () => {
    const days = { timeline: 400, profile: 900 };
    const heard = (...events: readonly string[]) => ({
      ...bare,
      history: Object.fromEntries(events.map((event) => [event, { first: NOW, last: NOW, count: 1 }])),
    });
    const short = { timeline: LIMITS.unconfirmedDays, profile: LIMITS.unconfirmedDays };
    expect(keptFor(heard('consent.requested'), days)).toEqual(short);
    expect(keptFor(heard('consent.requested'), { timeline: 5, profile: 7 })).toEqual({
      timeline: 5,
      profile: 7,
    });
    expect(keptFor(heard('consent.requested', 'order.placed'), days)).toEqual(days);
    expect(keptFor(heard(), days)).toEqual(days);
    expect(keptFor(link, days)).toEqual(days);
  });

  it('for a short time where nothing but looks of an unknown browser was heard', () => {
    const days = { timeline: 400, profile: 900 };
    const heard = (id: string, ...events: readonly string[]) => ({
      ...bare,
      id,
      history: Object.fromEntries(events.map((event) => [event, { first: NOW, last: NOW, count: 1 }])),
    });
    const short = { timeline: LIMITS.browsedOnlyDays, profile: LIMITS.browsedOnlyDays };
    expect(keptFor(heard('4browser', 'product.viewed', 'cart.updated'), days)).toEqual(short);
    expect(keptFor(heard('4browser', 'product.viewed', 'order.placed'), days)).toEqual(days);
    expect(keptFor(heard('4cart', 'checkout.updated'), days)).toEqual(days);
    expect(keptFor(heard('1mail', 'product.viewed'), days)).toEqual(days);
  });

  it('for as long as carts are where it is the link of a cart or a browser, else without end', () => {
    expect(linkExpiryOf('4cart', NOW)).toBe(NOW + LIMITS.anonymousLinkDays * DAY_MS);
    for (const from of ['1mail', '2account', '3phone']) expect(linkExpiryOf(from, NOW)).toBeUndefined();
  });
});
