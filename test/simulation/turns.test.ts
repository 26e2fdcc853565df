/** The scheduler of the worlds goes on, whatever tasks leave behind. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { chanceOf } from './random.ts';
import { createTurns, type Task } from './turns.ts';

test('a call that a task left behind when it ended is made, though another task waits for nothing but its answer', async () => {
  const turns = createTurns(() => 0, chanceOf(1, 'turns'), new AsyncLocalStorage<Task>());
  const loading = Promise.withResolvers<string>();
  const first = turns.start({ name: 'advance', about: 'one' }, async () => {
    await Promise.resolve();
    void turns.ask(first, 'load', 0, async () => loading.resolve('program'));
    throw new Error('another call failed');
  });
  const told: string[] = [];
  turns.start({ name: 'advance', about: 'two' }, async () => void told.push(await loading.promise));
  await turns.calm();
  expect(first.done).toBe(true);
  expect(await turns.next()).toBe(true);
  await turns.calm();
  expect(told).toEqual(['program']);
  expect(turns.running()).toBe(0);
});
