/** The local clock stands still between moves or runs with real time, and never goes back. */
import { expect, test } from 'vitest';
import { createClock } from '../../stand-ins/clock.ts';

const realTime = (at: number) => {
  const time = { at };
  return { time, realTimeNow: () => time.at };
};

test('a clock with a start stands still until it is moved', () => {
  const { time, realTimeNow } = realTime(1_000_000);
  const clock = createClock({ startAt: 5_000, realTimeNow });
  time.at += 60_000;
  expect(clock.now()).toBe(5_000);
  clock.moveTo(7_000);
  expect(clock.now()).toBe(7_000);
  expect(clock.standing).toBe(true);
});

test('a clock without a start runs with real time, and moves add to it', () => {
  const { time, realTimeNow } = realTime(1_000_000);
  const clock = createClock({ realTimeNow });
  clock.moveTo(1_600_000);
  time.at += 1_000;
  expect(clock.now()).toBe(1_601_000);
  expect(clock.standing).toBe(false);
});

test('no clock goes back', () => {
  const { time, realTimeNow } = realTime(1_000_000);
  const running = createClock({ realTimeNow });
  time.at -= 5_000;
  expect(running.now()).toBe(1_000_000);
  expect(() => createClock({ startAt: 5_000, realTimeNow }).moveTo(4_999)).toThrow('never goes back');
  expect(() => createClock({ startAt: 5_000, realTimeNow }).moveTo(5_000.5)).toThrow('whole milliseconds');
});

test('a stored state goes on where it was, and an earlier start is ignored', () => {
  const { realTimeNow } = realTime(1_000_000);
  const stored = { now: 2_000_000, standing: false, offset: 1_000_000 };
  expect(createClock({ realTimeNow, stored }).now()).toBe(2_000_000);
  expect(createClock({ startAt: 5_000, realTimeNow, stored }).now()).toBe(2_000_000);
  expect(createClock({ startAt: 3_000_000, realTimeNow, stored }).now()).toBe(3_000_000);
});

test('each move is told, so that it can be stored', () => {
  const moves: number[] = [];
  const clock = createClock({ startAt: 1, realTimeNow: () => 0, onMove: ({ now }) => moves.push(now) });
  clock.moveTo(2);
  clock.moveTo(9);
  expect(moves).toEqual([2, 9]);
});
