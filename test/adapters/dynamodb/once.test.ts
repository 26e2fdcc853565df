/** Marks of what counts once, on the stand-ins' table: new, repeated, with another meaning, broken off. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createOnce } from '../../../adapters/dynamodb/once.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { Once } from '../../../core/ports/once.ts';
import { createDesk, type Desk } from '../../support/sending.ts';

const NOW = Date.parse('2027-02-09T10:00:00Z');
const DAY_MS = 24 * 60 * 60_000;
const MARK = { hash: 'h1', meaning: 'customers/redact' };

let desk: Desk;
let once: Once;

beforeEach(async () => {
  desk = await createDesk();
  once = createOnce(desk.table);
  return () => desk.close();
});

describe('what counts once', () => {
  it('is new, then being carried out, then done for as long as it is remembered', async () => {
    expect(await once.take(MARK, NOW)).toEqual({ kind: 'new' });
    expect(await once.take(MARK, NOW + 1)).toEqual({ kind: 'busy' });
    await once.done(MARK);
    for (const days of [0, 1, LIMITS.takenInDays - 1])
      expect(await once.take(MARK, NOW + days * DAY_MS)).toEqual({ kind: 'again', at: NOW });
  });

  it('is refused with another meaning, done or not', async () => {
    await once.take(MARK, NOW);
    const other = { ...MARK, meaning: 'shop/redact' };
    expect(await once.take(other, NOW + DAY_MS)).toEqual({ kind: 'other' });
    await once.done(MARK);
    expect(await once.take(other, NOW + 900 * DAY_MS)).toEqual({ kind: 'other' });
  });

  it('is new again where it was given back, or broke off longer ago than its lease', async () => {
    await once.take(MARK, NOW);
    await once.giveBack(MARK);
    expect(await once.take(MARK, NOW + 1)).toEqual({ kind: 'new' });
    expect(await once.take(MARK, NOW + LIMITS.commandLeaseMs)).toEqual({ kind: 'busy' });
    expect(await once.take(MARK, NOW + 1 + LIMITS.commandLeaseMs)).toEqual({ kind: 'new' });
  });

  it('stays done at its own time, although its attempt is given back afterwards', async () => {
    await once.take(MARK, NOW);
    await once.done(MARK);
    await once.giveBack(MARK);
    expect(await once.take(MARK, NOW + DAY_MS)).toEqual({ kind: 'again', at: NOW });
  });

  it('says nothing of whom it was about, and costs two small writes', async () => {
    desk.standIns.resetCalls();
    await once.take(MARK, NOW);
    await once.done(MARK);
    const rows = desk.standIns.calls().filter(({ service }) => service === 'dynamodb');
    expect(rows).toMatchObject([{ operation: 'UpdateItem', count: 2, readUnits: 0, writeUnits: 2 }]);
  });
});
