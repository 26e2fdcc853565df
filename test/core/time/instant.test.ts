/** Which numbers are moments that can be written as a date. */
import { expect, it } from 'vitest';
import { isInstant } from '../../../core/time/instant.ts';

it('a moment is a whole number of milliseconds that a date can hold, on either side of 1970', () => {
  const last = 8_640_000_000_000_000;
  expect([0, last, -last].map(isInstant)).toEqual([true, true, true]);
  expect([last + 1, -last - 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY].map(isInstant)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
