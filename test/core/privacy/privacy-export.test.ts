/** What somebody is given who asks for their data, and the traces by which an erasure finds the rest. */
import { describe, expect, it } from 'vitest';
import { type CustomerData, exportOf } from '../../../core/privacy/privacy-export.ts';
import { isExerciseOfRights, leavesWith, traceOf } from '../../../core/privacy/rights.ts';
import type { TimelineEntry, TimelineRecord } from '../../../core/state/timeline.ts';
import { someone } from '../../support/conditions.ts';

const AT = Date.UTC(2026, 10, 20, 9);
const ISO = '2026-11-20T09:00:00.000Z';
const record = (ref: string, ...entries: readonly TimelineEntry[]): TimelineRecord => ({
  profileId: '2absorbed',
  ref,
  inputId: 'i',
  entries,
});
const consent = (evidence: object): TimelineEntry => ({
  type: 'consent',
  at: AT,
  channel: 'email',
  purpose: 'marketing',
  state: 'given',
  evidence: { ...evidence },
});
const noted: TimelineEntry = { type: 'decision', at: AT, what: 'noted' };
const event = (name: string, eventId: string, data = {}): TimelineEntry => ({
  type: 'event',
  at: AT,
  event: name,
  eventId,
  source: 'test',
  data,
});
const queued = (messageId: string): TimelineEntry => ({
  type: 'message',
  at: AT,
  messageId,
  flow: 'f',
  step: 's',
  channel: 'email',
  outcome: 'queued',
});
const exported = (change: Partial<CustomerData>) =>
  exportOf({ profile: someone(), records: [], rows: [], gates: {}, ...change }, AT);

describe('an export', () => {
  it('of nobody says so, and of somebody has every part, also where it is empty', () => {
    expect(exportOf(undefined, AT)).toEqual({ exportedAt: ISO, known: false });
    expect(exported({})).toEqual({
      exportedAt: ISO,
      known: true,
      profile: expect.objectContaining({ id: '1someone' }),
      consents: [],
      consentHistory: [],
      enrollments: [],
      messages: [],
      suppressions: [],
      timeline: [],
    });
  });

  it('has every consent with its times and its proof, wherever its record lies', () => {
    const given = {
      state: 'given',
      basis: 'double-opt-in',
      at: AT,
      for: 'tag',
      said: { source: 's', statedAt: 1 },
    } as const;
    const profile = someone({
      consents: {
        'email/marketing': { ...given, ref: 'r1', proof: { source: 'old' } },
        'whatsapp/marketing': { ...given, ref: '2absorbed/r2', requestedAt: AT, withdrawnAt: AT },
        'email/transactional': { ...given, ref: 'gone', proof: { source: 'kept' } },
        'whatsapp/transactional': undefined as never,
      },
    });
    const records = [record('r1', noted, consent({ n: 1 })), record('r2', consent({ n: 2 })), record('r3')];
    const rest = { state: 'given', basis: 'double-opt-in', for: 'tag', at: ISO };
    expect(exported({ profile, records }).consents).toEqual([
      { channel: 'email', purpose: 'marketing', ...rest, evidence: { n: 1 } },
      {
        channel: 'whatsapp',
        purpose: 'marketing',
        ...rest,
        requestedAt: ISO,
        withdrawnAt: ISO,
        evidence: { n: 2 },
      },
      { channel: 'email', purpose: 'transactional', ...rest, evidence: { source: 'kept' } },
    ]);
    const bare = exported({ profile: someone({ consents: { 'email/marketing': given } }), records });
    expect(bare.consents).toEqual([{ channel: 'email', purpose: 'marketing', ...rest, evidence: undefined }]);
  });

  it('tells messages and statements of consent apart from the rest of the timeline', () => {
    const shown = exported({ records: [record('r1', noted, consent({ n: 1 }), queued('m'))] });
    expect(shown.timeline).toHaveLength(3);
    expect(shown.messages).toMatchObject([{ messageId: 'm' }]);
    expect(shown.consentHistory).toMatchObject([{ state: 'given', evidence: { n: 1 }, at: ISO }]);
  });

  it('has what lies under a former spelling of the address', () => {
    const enrollment = (flow: string) => ({ flow, step: 's', dueAt: AT }) as never;
    const stop = { reason: 'bounce', at: AT } as const;
    const other = someone({
      id: '1former',
      consents: { 'email/marketing': { state: 'withdrawn', at: AT } as never },
      enrollments: [enrollment('theirs')],
      suppressions: { email: stop },
    });
    const profile = someone({ enrollments: [enrollment('mine')] });
    const shown = exported({ profile, others: [other] });
    expect(shown.otherProfiles).toMatchObject([{ id: '1former' }]);
    expect(shown.consents).toMatchObject([{ state: 'withdrawn' }]);
    expect(shown.enrollments).toMatchObject([{ flow: 'mine' }, { flow: 'theirs' }]);
    expect(shown.suppressions).toEqual([
      { channel: 'email', everything: true, reason: 'bounce', since: ISO },
    ]);
    expect(exported({ others: [] })).not.toHaveProperty('otherProfiles');
  });

  it('names each stop once: of the profile, else of the gate, and the end of marketing beside it', () => {
    const all = { allStoppedAt: AT, allStoppedBy: 'complaint' } as const;
    const marketing = { marketingStoppedAt: AT, marketingStoppedBy: 'stop' } as const;
    const profile = someone({ suppressions: { email: { reason: 'bounce', at: AT } } });
    const gates = { email: { ...all, ...marketing }, whatsapp: { ...all, ...marketing } };
    const ended = { everything: false, reason: 'stop', since: ISO };
    expect(exported({ profile, gates }).suppressions).toEqual([
      { channel: 'email', everything: true, reason: 'bounce', since: ISO },
      { channel: 'email', ...ended },
      { channel: 'whatsapp', everything: true, reason: 'complaint', since: ISO },
      { channel: 'whatsapp', ...ended },
    ]);
    expect(exported({ gates: { email: { erasedAt: AT } } }).suppressions).toEqual([]);
    const both = someone({
      suppressions: { ...profile.suppressions, whatsapp: { reason: 'manual', at: AT } },
    });
    expect(exported({ profile: both, gates: { email: all } }).suppressions).toHaveLength(2);
  });
});

describe('the traces of a person', () => {
  it('are the profiles that joined, reviews, messages and codes that the records name', () => {
    const coupon = { at: AT, flow: 'f', step: 's', messageId: 'm', pool: 'p' } as const;
    expect(
      traceOf([
        noted,
        { ...noted, joined: '2b' },
        event('review.submitted', 'e1', { product_id: 'p1', review_id: 'r1' }),
        event('review.submitted', 'e2', { product_id: 'p2' }),
        event('review.submitted', 'e3', {}),
        event('order.placed', 'e4', { product_id: 'p3' }),
        queued('m1'),
        queued('m2'),
        queued('m1'),
        { ...coupon, type: 'coupon', couponId: 'c1', code: 'TEA' },
      ]),
    ).toEqual({
      joined: ['2b'],
      reviews: [
        { productId: 'p1', reviewId: 'r1' },
        { productId: 'p2', reviewId: 'e2' },
      ],
      messages: ['m1', 'm2'],
      coupons: [{ id: 'c1', code: 'TEA' }],
    });
  });

  it('lead away with a shop whom it told us of, and those of whom no record is left', () => {
    const told = (eventId: string) => record('r', noted, event('order.placed', eventId));
    expect(leavesWith([told('tea.example:orders:1')], 'tea.example')).toBe(true);
    expect(leavesWith([told('other.example:1'), told('tea.example:2')], 'tea.example')).toBe(true);
    expect(leavesWith([told('other.example:1')], 'tea.example')).toBe(false);
    expect(leavesWith([told('tea.example.org:1')], 'tea.example')).toBe(false);
    expect(leavesWith([record('r', noted)], 'tea.example')).toBe(false);
    expect(leavesWith([], 'tea.example')).toBe(true);
  });

  it('are exercised by three words alone', () => {
    const words = ['customer.erased', 'customer.data_requested', '@shop.erased'];
    expect(words.map(isExerciseOfRights)).toEqual([true, true, true]);
    expect(['customer.updated', 'shop.erased', ''].map(isExerciseOfRights)).toEqual([false, false, false]);
  });
});
