/**
 * Everything that the doors let in, at its bounds all at once, through door, queue and table: nothing ends as
 * a dead letter, nobody is held, and what the state had to give up is told on the timeline.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { profileIdOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { LOCAL, REGION } from '../../stand-ins/names.ts';
import { outcomesOf, startSystem, type TestSystem, type View } from '../support/local-system.ts';
import { ALPHABETS, type Alphabet, widestEvent } from '../support/widest.ts';

const EMAIL = 'jette@example.org';
const WHAT = ['consent', 'cart', 'order', 'own event', 'withdrawal', 'typed account'];
/** How many of each; in the letters of which most bytes fit into a text, as many as are too much together. */
const EACH: Readonly<Record<Alphabet, number>> = { 'three bytes': 14, 'four bytes': 3, escaped: 3 };
/** Sent at once, as a shop does that makes up for a failure. */
const AT_ONCE = 6;

describe.each(ALPHABETS)('in letters of %s', (alphabet) => {
  let system: TestSystem;
  let view: View;

  const sends = async (what: string, seed: number): Promise<number> =>
    (await system.tell(...widestEvent({ what, seed, alphabet, at: 0 }))).status;

  /** What the table holds of the customer, without the effects that are still to be done. */
  const stateBytes = async (): Promise<number> => {
    const client = new DynamoDBClient({ requestHandler: system.standIns.requestHandler, region: REGION });
    const id = profileIdOf(IDENTITY_KEY, 'email', EMAIL);
    const { state } = await createProfileStore({ client, tableName: LOCAL.table }).load(id);
    return Buffer.byteLength(JSON.stringify({ ...state, pending: [] }));
  };

  beforeAll(async () => {
    system = await startSystem('2026-11-20T09:00:00Z');
    const seeds = Array.from({ length: EACH[alphabet] }, (_, seed) => seed);
    const told = seeds.flatMap((seed) => WHAT.map((what) => ({ what, seed })));
    const statuses = new Set<number>();
    for (let next = 0; next < told.length; next += AT_ONCE) {
      const some = told.slice(next, next + AT_ONCE).map(({ what, seed }) => sends(what, seed));
      for (const status of await Promise.all(some)) statuses.add(status);
      await system.advance('1m');
    }
    expect([...statuses]).toEqual([200]);
    view = await system.view(EMAIL);
  }, 300_000);
  afterAll(() => system.close());

  test('nothing is a dead letter, and nothing waits in a queue', async () => {
    expect(await system.json('/local/health')).toMatchObject({
      counts: { deadLetters: 0, inputs: 0, outbox: 0 },
    });
  });

  test('the state fits its bytes', async () => {
    expect(await stateBytes()).toBeLessThanOrEqual(LIMITS.profileHardBytes);
  });

  test.runIf(alphabet === 'three bytes')('the timeline tells what the state gave up', () => {
    const notes = view.timeline.filter(({ reason }) => reason === 'bounds');
    expect(notes.map(({ detail }) => String(detail)).join(', ')).toContain('order-lines');
  });

  test('the customer goes on: the next cart is reminded of, and the next order ends that', async () => {
    await system.advance('8d');
    await system.intoTheDay();
    await sends('consent', 102);
    await sends('cart', 101);
    await system.advance('61m');
    const after = await system.view(EMAIL);
    expect(outcomesOf(after).some((outcome) => outcome.includes('held'))).toBe(false);
    expect(after.enrollments.map(({ flow }) => flow)).toContain('abandoned-cart');
    await sends('order', 101);
    const bought = await system.view(EMAIL);
    expect(bought.enrollments.map(({ flow }) => flow)).not.toContain('abandoned-cart');
    expect(await stateBytes()).toBeLessThanOrEqual(LIMITS.profileHardBytes);
  });
});
