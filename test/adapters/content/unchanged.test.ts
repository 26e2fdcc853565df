/** A result is made anew only when its text has changed, was dropped from the cache, or has failed. */
import { expect, test } from 'vitest';
import { whileUnchanged } from '../../../adapters/content/unchanged.ts';

const MOST = 2;

const counted = (fails: readonly string[] = []) => {
  const made: string[] = [];
  const lengthOf = whileUnchanged(async (text) => {
    made.push(text);
    if (fails.includes(text)) throw new Error(`cannot be made: ${text}`);
    return text.length;
  }, MOST);
  return { made, lengthOf };
};

test('a text that stays as it is is worked on once, also when two ask at the same time', async () => {
  const { made, lengthOf } = counted();
  expect(await Promise.all([lengthOf('tea'), lengthOf('tea')])).toEqual([3, 3]);
  expect(await lengthOf('tea')).toBe(3);
  expect(await lengthOf('coffee')).toBe(6);
  expect(made).toEqual(['tea', 'coffee']);
});

test('what was asked for longest ago is forgotten first', async () => {
  const { made, lengthOf } = counted();
  for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await lengthOf(text);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('what failed is tried again', async () => {
  const { made, lengthOf } = counted(['broken']);
  await expect(lengthOf('broken')).rejects.toThrow('cannot be made');
  await expect(lengthOf('broken')).rejects.toThrow('cannot be made');
  expect(made).toEqual(['broken', 'broken']);
});
