/** When a code ends: with the day that a message names, where the customer lives. */
import { expect, test } from 'vitest';
import { codeKey, foldedCode, isCode } from '../../../core/coupons/code.ts';
import { endOfDay, expiryOf, isEndOfDay } from '../../../core/coupons/expiry.ts';
import { toIso } from '../../../core/time/instant.ts';

const ends = (validFor: string | undefined, from: string, zone = 'Europe/Berlin', until?: string) => {
  const end = expiryOf(
    { validFor, until: until === undefined ? undefined : Date.parse(until) },
    Date.parse(from),
    zone,
  );
  return end === undefined ? undefined : toIso(end);
};

test.each([
  ['3d', '2026-11-20T09:00:00Z', 'Europe/Berlin', '2026-11-23T22:59:59.000Z'],
  ['3d', '2026-11-20T23:30:00Z', 'Europe/Berlin', '2026-11-24T22:59:59.000Z'],
  ['3d', '2026-11-20T23:30:00Z', 'America/New_York', '2026-11-24T04:59:59.000Z'],
  ['1w', '2026-10-20T09:00:00Z', 'Europe/Berlin', '2026-10-27T22:59:59.000Z'],
  ['1d', '2027-03-27T12:00:00Z', 'Europe/Berlin', '2027-03-28T21:59:59.000Z'],
  ['24h', '2026-11-20T09:00:00Z', 'Europe/Berlin', '2026-11-21T09:00:00.000Z'],
  ['90m', '2026-11-20T09:00:01Z', 'Europe/Berlin', '2026-11-20T10:31:00.000Z'],
])('%s from %s in %s is until %s', (validFor, from, zone, end) => {
  expect(ends(validFor, from, zone)).toBe(end);
});

test('a pool that ends sooner ends the code; one that ends later does not', () => {
  const from = '2026-11-20T09:00:00Z';
  expect(ends('3d', from, 'Europe/Berlin', '2026-11-21T22:59:59Z')).toBe('2026-11-21T22:59:59.000Z');
  expect(ends('3d', from, 'Europe/Berlin', '2026-12-24T22:59:59Z')).toBe('2026-11-23T22:59:59.000Z');
  expect(ends(undefined, from, 'Europe/Berlin', '2026-12-24T22:59:59Z')).toBe('2026-12-24T22:59:59.000Z');
  expect(ends(undefined, from)).toBeUndefined();
});

test('the end of a day is known as such where it is one', () => {
  const end = endOfDay(Date.parse('2026-11-20T09:00:00Z'), 'Europe/Berlin');
  expect([isEndOfDay(end, 'Europe/Berlin'), isEndOfDay(end, 'Europe/London')]).toEqual([true, false]);
});

test('a code is one word, and capital and small letters make no two', () => {
  expect(['TEA-10', 'tee_ü', '50%', 'x'.repeat(64)].map(isCode)).toEqual([true, true, true, true]);
  expect(['', 'two words', 'a\tb', 'x'.repeat(65)].map(isCode)).toEqual([false, false, false, false]);
  expect(codeKey('TEA-10')).toBe(codeKey('tea-10'));
  expect(codeKey('TEA-10')).not.toBe(codeKey('TEA-11'));
  expect(foldedCode('ＴＥＡ-10 Groß')).toBe('tea-10 groß');
});

test('a code keeps the name under which tables remember it already', () => {
  expect(codeKey('tea-10')).toBe('g2io8kumivkog9c37fb6iphr3');
});
