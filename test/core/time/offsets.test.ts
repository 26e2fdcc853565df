/** How long the clocks of a zone stand as they do, and how far from UTC. */
import { expect, test } from 'vitest';
import { steadyAround } from '../../../core/time/offsets.ts';

const HOUR = 60 * 60_000;
const SPRING = Date.parse('2027-03-28T01:00:00Z');
const AUTUMN = Date.parse('2027-10-31T01:00:00Z');

test('at the very moment of a change the new time begins, whoever asks first', () => {
  const summer = { from: SPRING, to: AUTUMN, offsetMs: 2 * HOUR };
  expect(steadyAround(SPRING, 'Europe/Vienna')).toEqual(summer);
  expect(steadyAround(SPRING - 1, 'Europe/Vienna')).toMatchObject({ to: SPRING, offsetMs: HOUR });
  expect(steadyAround(AUTUMN - 1, 'Europe/Vienna')).toEqual(summer);
  expect(steadyAround(AUTUMN, 'Europe/Vienna')).toMatchObject({ from: AUTUMN, offsetMs: HOUR });
});

test('a zone may lie half an hour off, and change no more', () => {
  expect(steadyAround(SPRING, 'Asia/Kolkata')).toMatchObject({
    to: Number.POSITIVE_INFINITY,
    offsetMs: 5.5 * HOUR,
  });
});
