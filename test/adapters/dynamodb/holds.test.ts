/** Hold items: a customer is held until the last input that failed is applied, or nothing could lift it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createHolds, holdExpiryOf } from '../../../adapters/dynamodb/holds.ts';
import { createLook } from '../../../adapters/dynamodb/situation.ts';
import { keys } from '../../../contract/table.ts';
import type { Holds } from '../../../core/ports/holds.ts';
import { createDesk, type Desk, programWith, START } from '../../support/sending.ts';

const DAY_MS = 24 * 60 * 60_000;
let desk: Desk;
let holds: Holds;

beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
  holds = createHolds(desk.table);
  return () => desk.close();
});

const heldUntil = async (...groups: readonly string[]) =>
  (await createLook(desk.table)('1jette', [], groups)).heldUntil;

describe('a customer', () => {
  it('is held until the last of the inputs that failed is applied, however often each is named', async () => {
    expect(await heldUntil('1jette')).toBeUndefined();
    for (const input of ['a', 'b', 'a']) await holds.add('1jette', input, START);
    await holds.lift('1jette', 'a');
    expect(await heldUntil('1jette')).toBe(START + 15 * DAY_MS);
    await holds.lift('1jette', 'b');
    expect(await heldUntil('1jette')).toBeUndefined();
  });

  it('is held a day longer than the dead letters last, in whole seconds, by the latest hold of any group', async () => {
    await holds.add('1jette', 'a', START + 1);
    expect(await heldUntil('1jette', '1other')).toBe(START + 1_000 + 15 * DAY_MS);
    await holds.add('2jette', 'b', START + DAY_MS);
    expect(await heldUntil('1jette', '2jette')).toBe(START + 16 * DAY_MS);
    expect(await heldUntil('1jette')).toBe(START + 1_000 + 15 * DAY_MS);
  });

  it('is let go by a release, whatever is still unapplied', async () => {
    for (const input of ['a', 'b']) await holds.add('1jette', input, START);
    await holds.release('1jette');
    expect(await heldUntil('1jette')).toBeUndefined();
  });
});

it('an item without inputs, or of another kind, holds nobody', () => {
  const { pk } = keys.hold('1jette');
  const inputs = new Set(['a']);
  for (const item of [{}, { inputs }, { pk }, { pk, inputs: new Set<string>() }, { pk: `x${pk}`, inputs }])
    expect(holdExpiryOf([item])).toBeUndefined();
  expect(holdExpiryOf([{ pk, inputs }])).toBe(0);
  expect(holdExpiryOf([{}, { pk, inputs, expiresAt: 5 }, { pk, inputs, expiresAt: 3 }])).toBe(5_000);
});
