/**
 * The frequency cap on calendar days of the recipient and on any days in a row, across DST changes and in odd
 * zones (rule 12, I5).
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capUntil, recentSlots, slotDayChanged, withoutSlot } from '../../../core/gate/frequency-cap.ts';
import { LIMITS } from '../../../core/limits.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { SendSlot } from '../../../core/state/send-slot.ts';
import { toIso } from '../../../core/time/instant.ts';
import { localDay } from '../../../core/time/zone.ts';
import { DAY, HOUR } from '../../support/flows.ts';

const at = (text: string): number => Date.parse(text);
const slots = (...times: readonly string[]): readonly SendSlot[] =>
  times.map((time, index) => ({ messageId: `m${index}`, channel: 'email', at: at(time) }));
type Asked = Partial<Parameters<typeof capUntil>[0]>;
const next = (change: Asked): string | undefined => {
  const until = capUntil({
    slots: [],
    channel: 'email',
    cap: null,
    zone: 'Europe/Berlin',
    now: at('2026-11-20T09:00:00Z'),
    ...change,
  });
  return until === undefined ? undefined : toIso(until);
};

test('of two limits the one that holds longest counts, also where the other had held until a moment ago', () => {
  const sent = slots('2026-11-12T10:00:00Z', '2026-11-17T10:00:00Z', '2026-11-20T08:00:00Z');
  expect(next({ cap: { perDay: 1, perWeek: 3 }, slots: sent })).toBe('2026-11-20T23:00:00.000Z');
  const more = slots('2026-11-14T10:00:00Z', '2026-11-17T10:00:00Z', '2026-11-20T08:00:00Z');
  expect(next({ cap: { perDay: 1, perWeek: 3 }, slots: more })).toBe('2026-11-21T10:00:00.000Z');
});

describe('one a day', () => {
  const cap = { perDay: 1, perWeek: null };

  test('waits for midnight where the customer lives', () => {
    const sent = slots('2026-11-20T08:00:00Z');
    expect(next({ cap, slots: sent })).toBe('2026-11-20T23:00:00.000Z');
    expect(next({ cap, slots: sent, zone: 'America/New_York' })).toBe('2026-11-21T05:00:00.000Z');
    expect(next({ cap, slots: sent, zone: 'Pacific/Auckland' })).toBe('2026-11-20T11:00:00.000Z');
  });

  test('lets one go that follows the other by an hour over midnight', () => {
    expect(
      next({ cap, slots: slots('2026-11-20T22:30:00Z'), now: at('2026-11-20T23:30:00Z') }),
    ).toBeUndefined();
  });

  test('waits 25 hours on the day on which the clocks go back, and 23 where they go forward', () => {
    expect(next({ cap, slots: slots('2026-10-24T22:00:00Z'), now: at('2026-10-24T22:00:00Z') })).toBe(
      '2026-10-25T23:00:00.000Z',
    );
    expect(next({ cap, slots: slots('2027-03-27T23:00:00Z'), now: at('2027-03-27T23:00:00Z') })).toBe(
      '2027-03-28T22:00:00.000Z',
    );
  });
});

describe('three a week', () => {
  const cap = { perDay: null, perWeek: 3 };

  test('waits until the first of the three is seven days old, not three weeks', () => {
    const sent = slots('2026-11-16T09:00:00Z', '2026-11-18T09:00:00Z', '2026-11-19T09:00:00Z');
    expect(next({ cap, slots: sent })).toBe('2026-11-23T09:00:00.000Z');
  });

  test('counts any seven days in a row, not weeks of the calendar', () => {
    const sent = slots('2026-11-20T09:00:00Z', '2026-11-21T09:00:00Z', '2026-11-22T09:00:00Z');
    expect(next({ cap, slots: sent, now: at('2026-11-23T09:00:00Z') })).toBe('2026-11-27T09:00:00.000Z');
  });

  test('ends at the same time of day although the clocks have changed in between', () => {
    const sent = slots('2026-10-20T07:00:00Z', '2026-10-21T07:00:00Z', '2026-10-22T07:00:00Z');
    expect(next({ cap, slots: sent, now: at('2026-10-23T07:00:00Z') })).toBe('2026-10-27T08:00:00.000Z');
  });

  test('together with one a day waits for the later of both', () => {
    const sent = slots('2026-11-14T09:00:00Z', '2026-11-19T09:00:00Z', '2026-11-20T08:00:00Z');
    expect(next({ cap: { perDay: 1, perWeek: 3 }, slots: sent })).toBe('2026-11-21T09:00:00.000Z');
  });
});

describe('a cap of one channel', () => {
  const cap = { perDay: null, perWeek: null, whatsapp: { perDay: 1, perWeek: null } };

  test('holds back that channel alone', () => {
    const sent: readonly SendSlot[] = [
      { messageId: 'w', channel: 'whatsapp', at: at('2026-11-20T08:00:00Z') },
    ];
    expect(next({ cap, slots: sent, channel: 'whatsapp' })).toBe('2026-11-20T23:00:00.000Z');
    expect(next({ cap, slots: sent, channel: 'email' })).toBeUndefined();
  });
});

describe("the customer's own wish", () => {
  const sent: readonly SendSlot[] = [{ messageId: 'w', channel: 'whatsapp', at: at('2026-11-19T09:00:00Z') }];

  test('counts over both channels, with or without a cap of the shop', () => {
    expect(next({ frequency: 'weekly', slots: sent })).toBe('2026-11-26T09:00:00.000Z');
    expect(next({ frequency: 'monthly', slots: sent, cap: { perDay: 5, perWeek: 9 } })).toBe(
      '2026-12-19T09:00:00.000Z',
    );
  });

  test('does not loosen what the shop set', () => {
    const cap = { perDay: null, perWeek: 1 };
    expect(next({ frequency: 'weekly', slots: sent, cap })).toBe('2026-11-26T09:00:00.000Z');
  });
});

test('of several that are full the latest decides, in whatever order the slots are kept', () => {
  const cap = { perDay: 1, perWeek: 3, email: { perDay: null, perWeek: 1 } };
  const sent = slots('2026-11-20T08:00:00Z', '2026-11-14T09:30:00Z', '2026-11-19T09:00:00Z');
  expect(next({ cap, slots: sent })).toBe('2026-11-27T08:00:00.000Z');
  expect(next({ cap: { perDay: 1, perWeek: 3 }, slots: sent })).toBe('2026-11-21T09:30:00.000Z');
});

test('a cap of one channel does not count what left on the other', () => {
  const cap = { perDay: null, perWeek: null, email: { perDay: 1, perWeek: null } };
  const whatsapp = slots('2026-11-20T08:00:00Z').map((slot) => ({ ...slot, channel: 'whatsapp' as const }));
  expect(next({ cap, slots: whatsapp })).toBeUndefined();
  expect(next({ cap, slots: slots('2026-11-20T08:00:00Z') })).toBe('2026-11-20T23:00:00.000Z');
});

test('a slot is free again at the very moment at which its days are over', () => {
  const cap = { perDay: null, perWeek: 1 };
  expect(next({ cap, slots: slots('2026-11-13T09:00:00Z') })).toBeUndefined();
  expect(next({ cap, slots: slots('2026-11-13T09:00:01Z') })).toBe('2026-11-20T09:00:01.000Z');
});

test('a message whose slot is of another day of the customer has to be decided anew', () => {
  const profile = {
    ...emptyProfile('1', 1, 0),
    slots: slots('2026-11-19T23:30:00Z', '2026-11-18T09:00:00Z'),
  };
  const changed = (messageId: string, zone: string): boolean =>
    slotDayChanged(profile, messageId, at('2026-11-20T09:00:00Z'), zone);
  expect(changed('m0', 'Europe/Berlin')).toBe(false);
  expect(changed('m0', 'UTC')).toBe(true);
  expect(changed('m1', 'Europe/Berlin')).toBe(true);
  expect(changed('other', 'UTC')).toBe(false);
});

describe('slots', () => {
  const profile = {
    ...emptyProfile('1', 1, 0),
    slots: slots('2026-11-01T09:00:00Z', '2026-11-19T09:00:00Z'),
  };
  const now = at('2026-11-20T09:00:00Z');

  test('are forgotten once no cap can count them', () => {
    expect(recentSlots(profile, now)).toHaveLength(1);
    expect(
      recentSlots({ ...profile, preferences: { at: 0, topics: {}, frequency: 'monthly' } }, now),
    ).toHaveLength(2);
  });

  test('are kept for a day more than the longest cap, because a day may have 25 hours', () => {
    const aged = (ms: number) => ({
      ...profile,
      slots: [{ messageId: 'm', channel: 'email' as const, at: now - ms }],
    });
    expect(recentSlots(aged(8 * DAY - 1), now)).toHaveLength(1);
    expect(recentSlots(aged(8 * DAY), now)).toHaveLength(0);
  });

  test('are bounded in number, and the latest stay', () => {
    const many = Array.from({ length: LIMITS.slotsPerProfile + 1 }, (_, index) => ({
      messageId: `m${index}`,
      channel: 'email' as const,
      at: now - LIMITS.slotsPerProfile + index,
    }));
    const kept = recentSlots({ ...profile, slots: many }, now);
    expect(kept).toHaveLength(LIMITS.slotsPerProfile);
    expect(kept.at(-1)).toEqual(many.at(-1));
  });

  test('are given back one by one', () => {
    expect(withoutSlot(profile.slots, 'm0').map(({ messageId }) => messageId)).toEqual(['m1']);
    expect(withoutSlot(profile.slots, 'other')).toBe(profile.slots);
  });
});

test('whatever has left, the answer is a moment at which one more fits, at most eight days ahead', () => {
  const cap = { perDay: 1, perWeek: 3 };
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Pacific/Auckland',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'UTC',
  );
  const start = fc.constantFrom(
    at('2026-10-22T00:00:00Z'),
    at('2027-03-25T00:00:00Z'),
    at('2026-11-20T09:00:00Z'),
  );
  fc.assert(
    fc.property(
      zones,
      start,
      fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 12 }),
      (zone, now, ages) => {
        const sent = ages.map((age, index) => ({
          messageId: `m${index}`,
          channel: 'email' as const,
          at: now - age * HOUR,
        }));
        const fits = (moment: number): boolean => {
          const today = sent.filter((slot) => localDay(slot.at, zone) === localDay(moment, zone));
          const week = sent.filter((slot) => moment - slot.at < 7 * DAY - HOUR);
          return today.length < 1 && week.length < 3;
        };
        const until = capUntil({ slots: sent, channel: 'email', cap, zone, now }) ?? now;
        expect(fits(until)).toBe(true);
        expect(until - now).toBeLessThanOrEqual(8 * DAY);
      },
    ),
  );
});
