/** The walk that follows a publish, in a real table: it moves on once from each place. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createCatchUps } from '../../../adapters/dynamodb/catch-ups.ts';
import { createProfileStore } from '../../../adapters/dynamodb/profiles.ts';
import type { CatchUp } from '../../../core/ports/catch-ups.ts';
import { createDesk, type Desk } from '../../support/sending.ts';

const NOW = Date.parse('2026-12-03T08:00:00Z');
const begun: CatchUp = {
  seq: 2,
  stretch: 1,
  flows: { 'win-back': 'sixty days' },
  met: {},
  looked: 0,
  due: 0,
  beganAt: NOW,
  nextAt: NOW,
};
const next: CatchUp = { ...begun, stretch: 2, after: 'a place', looked: 500, due: 20, nextAt: NOW + 900_000 };

let desk: Desk;

beforeEach(async () => {
  desk = await createDesk();
  return () => desk.close();
});

describe('a walk', () => {
  test('is nothing before the first publish, and then what was written', async () => {
    const walks = createCatchUps(desk.table);
    expect(await walks.read()).toBeUndefined();
    expect(await walks.write(begun, undefined)).toBe(true);
    expect(await walks.write(next, begun)).toBe(true);
    expect(await walks.read()).toEqual(next);
  });

  test('moves on once from each place, and begins once', async () => {
    const walks = createCatchUps(desk.table);
    expect(await walks.write(begun, undefined)).toBe(true);
    expect(await walks.write(begun, undefined)).toBe(false);
    expect(await walks.write(next, begun)).toBe(true);
    expect(await walks.write({ ...next, looked: 1 }, begun)).toBe(false);
    expect(await walks.read()).toEqual(next);
  });

  test('is found by the sweep like a customer while it goes on, and by nobody once it has ended', async () => {
    const { table } = desk;
    const [walks, profiles] = [createCatchUps(table), createProfileStore(table)];
    await walks.write(begun, undefined);
    expect(await profiles.overdue(0, NOW, 10)).toEqual([{ profileId: 'catch-up', dueAt: NOW }]);
    expect(await profiles.waiting()).toEqual({});
    const { nextAt: _, ...ended } = { ...next, met: next.flows };
    await walks.write(ended, begun);
    expect(await profiles.overdue(0, NOW + 900_000, 10)).toEqual([]);
  });
});
