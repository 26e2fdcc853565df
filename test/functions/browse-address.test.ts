/** Whom a browser's words are about: the browser itself, and no other one that uses the same id. */
import { expect, it } from 'vitest';
import { inputsOf } from '../../functions/receive-browse/address.ts';

const NOW = Date.UTC(2026, 10, 20, 18);
const told = async (clientId: string, at = NOW) => {
  const deps = { now: () => NOW, keys: async () => ({ 1: 'first-key-first-key-first-key-first-key' }) };
  const event = { kind: 'event', id: 'e-1', clientId, name: 'product.viewed', at, data: {} } as const;
  const addressed = await inputsOf(deps as never, event);
  if (!('input' in addressed)) throw new Error(addressed.reason);
  return addressed.input;
};

it('two browsers that name the same event tell of two, and one browser of one', async () => {
  const [first, again, other] = [await told('a'), await told('a'), await told('b')];
  expect(again).toEqual(first);
  expect([other.profileId === first.profileId, other.inputId === first.inputId]).toEqual([false, false]);
  expect(other.event.id).not.toBe(first.event.id);
});

it('a browser whose clock is ahead is heard now, and what it said is kept', async () => {
  expect((await told('a', NOW + 5_000)).event).toMatchObject({ at: NOW, statedAt: NOW + 5_000 });
  expect((await told('a', NOW - 5_000)).event).toMatchObject({ at: NOW - 5_000 });
});
