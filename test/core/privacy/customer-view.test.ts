/**
 * Each message is one entry of the timeline, and the entry never shows an outcome that was replaced since.
 */
import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../../core/message/ledger-row.ts';
import { customerView } from '../../../core/privacy/customer-view.ts';
import { messageIdsOf } from '../../../core/privacy/shown-timeline.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { Wish } from '../../../core/state/figures.ts';
import type { TimelineEntry } from '../../../core/state/timeline.ts';
import { customerOf } from '../../support/sending.ts';

const AT = Date.UTC(2026, 10, 20, 9);
const ISO = '2026-11-20T09:00:00.000Z';
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

describe('a wish that is shown', () => {
  const wish = (change: object) => ({ product: '8101', by: { viewed: AT }, ...change }) as const;
  const shown = (...wishes: readonly Wish[]) =>
    (customerView({ ...emptyProfile('1p', 1, 0), wishes }, [], []).profile as { wishes: object }).wishes;

  it('is every one, however the customer came to it, with what was seen and what was told', () => {
    const ref = 't#1#r';
    const price = { amount: 1_290, currency: 'EUR' };
    expect(
      shown(
        wish({ ref, price, variant: '250 g', told: { 'back-in-stock': AT } }),
        wish({ by: { carted: AT } }),
      ),
    ).toEqual([
      {
        product_id: '8101',
        variant_id: '250 g',
        viewed: ISO,
        seen_price: '12.90',
        currency: 'EUR',
        told: { 'back-in-stock': ISO },
      },
      { product_id: '8101', carted: ISO },
    ]);
  });
});

describe('times', () => {
  it('are shown as dates where they are ours; the words and figures of the shop stay as they are', () => {
    const own = { at: AT, until: AT, count: AT };
    const profile = {
      ...emptyProfile('1p', 1, AT),
      erasedAt: AT,
      attributes: own as never,
      spent: own,
      tags: [AT] as never,
      history: { 'order.placed': { first: AT, last: AT, count: 2 } },
      enrollments: [
        { flow: 'late', dueAt: AT + 1, since: AT, since2: AT },
        { flow: 'soon', dueAt: AT, since: AT, about: { kind: 'order' } },
      ] as never,
      person: {
        asOf: AT,
        firstName: 'Jette',
        times: { email: { at: AT } },
        ahead: { source: 's', statedAt: AT },
      },
    };
    const view = customerView(profile, [], []);
    const iso = ISO;
    expect(view.profile).toMatchObject({
      since: iso,
      erasedAt: iso,
      attributes: own,
      spent: own,
      tags: [AT],
      history: { 'order.placed': { first: iso, last: iso, count: 2 } },
    });
    expect((view.profile as { person: object }).person).toEqual({ asOf: iso, firstName: 'Jette' });
    expect(view.enrollments).toEqual([
      { flow: 'soon', dueAt: iso, since: iso, about: { kind: 'order' } },
      { flow: 'late', dueAt: '2026-11-20T09:00:00.001Z', since: iso, since2: AT },
    ]);
  });

  it('of an event, a statement and a decision are shown, beside what the shop said', () => {
    const entries: TimelineEntry[] = [
      {
        type: 'event',
        at: AT,
        event: 'e',
        eventId: 'i',
        source: 's',
        statedAt: AT - 1,
        data: { at: AT, a: null },
      },
      { type: 'event', at: AT + 1, event: 'e', eventId: 'i', source: 's', data: { timestamp: 'own' } },
      {
        type: 'consent',
        at: AT + 2,
        channel: 'email',
        purpose: 'marketing',
        state: 'given',
        evidence: { at: AT },
      },
      { type: 'decision', at: AT + 3, what: 'waiting', until: AT },
    ];
    const record = { profileId: '1p', ref: 'r', inputId: 'i', entries } as const;
    expect(customerView(emptyProfile('1p', 1, 0), [record], []).timeline).toMatchObject([
      {
        at: '2026-11-20T09:00:00.000Z',
        statedAt: '2026-11-20T08:59:59.999Z',
        data: { timestamp: '2026-11-20T08:59:59.999Z', at: AT, a: null },
      },
      { at: '2026-11-20T09:00:00.001Z', data: { timestamp: 'own' } },
      { at: '2026-11-20T09:00:00.002Z', evidence: { at: AT } },
      { at: '2026-11-20T09:00:00.003Z', until: '2026-11-20T09:00:00.000Z' },
    ]);
  });
});

describe('a message on the timeline', () => {
  it('is one entry over all its records, by its last word: a final one stays, others give way', () => {
    const entry = (at: number, change: object) => ({ ...told({ outcome: 'queued' }), at, ...change });
    const shown = (...entries: readonly object[]) => {
      const record = (base: number, one: object) =>
        ({ profileId: '1p', ref: `r${base}`, inputId: 'i', base, entries: [one] }) as never;
      return customerView(
        emptyProfile('1p', 1, 0),
        entries.map((one, index) => record(index, one)),
        [],
      ).timeline;
    };
    const deferred = entry(AT + 1, { outcome: 'deferred', reason: 'quiet-hours', until: AT + 9 });
    const skipped = entry(AT + 2, { outcome: 'skipped', reason: 'exit', until: AT + 9 });
    expect(shown(entry(AT, { basis: 'contract' }), deferred)).toEqual([
      {
        at: '2026-11-20T09:00:00.001Z',
        type: 'message',
        messageId,
        flow,
        step,
        channel,
        outcome: 'deferred',
        reason: 'quiet-hours',
        basis: 'contract',
        until: '2026-11-20T09:00:00.009Z',
      },
    ]);
    expect(shown(entry(AT, {}), skipped, deferred)).toMatchObject([{ outcome: 'skipped', reason: 'exit' }]);
    expect(shown(skipped, entry(AT + 5, { outcome: 'queued' }))).toMatchObject([{ outcome: 'skipped' }]);
    expect(shown(skipped, entry(AT + 5, { outcome: 'failed' }))).toMatchObject([{ outcome: 'failed' }]);
    expect(shown(skipped)[0]).not.toHaveProperty('until');
    expect(shown(entry(AT + 7, { messageId: 'b' }), entry(AT, {}))).toMatchObject([
      { messageId },
      { messageId: 'b' },
    ]);
  });

  it('stands at the time of its call, else where it was settled; a final word keeps its own time', () => {
    const at = (entry: TimelineEntry, row: Partial<LedgerRow>) =>
      (viewed(entry, row)[0] as { at: string } | undefined)?.at.slice(-5);
    const queued = told({ outcome: 'queued' });
    expect(at(queued, { outcome: 'sent', calledAt: AT + 3, settledAt: AT + 5 })).toBe('.003Z');
    expect(at(queued, { outcome: 'sent', settledAt: AT + 5 })).toBe('.005Z');
    expect(at(told({ outcome: 'skipped' }), { outcome: 'skipped', settledAt: AT + 5 })).toBe('.000Z');
    expect(at(queued, { phase: 'calling', calledAt: AT + 3 })).toBe('.000Z');
    expect(viewed(queued, { phase: 'calling', outcome: 'sent' })).toMatchObject([{ outcome: 'queued' }]);
    expect(viewed({ ...queued, cost: 'old' } as never, { outcome: 'sent', basis: 'contract' })).toMatchObject(
      [{ basis: 'contract', cost: 'old' }],
    );
    const payment = { micros: 75_300, currency: 'EUR', month: '2026-11' };
    expect(viewed({ ...queued, cost: 'old' } as never, { outcome: 'sent', payment })).toMatchObject([
      { cost: '0.0753 EUR' },
    ]);
  });

  it('leads to its ledger row by an id that is asked for once', () => {
    const record = (ref: string, ...entries: readonly TimelineEntry[]) => ({
      profileId: '1p',
      ref,
      inputId: 'i',
      entries,
    });
    const queued = told({ outcome: 'queued' });
    const noted: TimelineEntry = { type: 'decision', at: AT, what: 'noted' };
    expect(
      messageIdsOf([record('a', queued, noted), record('b', queued, { ...queued, messageId: 'b' } as never)]),
    ).toEqual([messageId, 'b']);
  });

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
