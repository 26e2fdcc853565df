/**
 * The load test on a small scale; `npm run load-test` does the same with a hundred thousand waiting
 * customers.
 */
import { expect, test } from 'vitest';
import { startSystem } from '../support/local-system.ts';
import { hostileCorpus } from './corpus.ts';
import { waitingCrowd } from './crowd.ts';
import { burst, hotCustomer } from './floods.ts';
import { hostility } from './hostility.ts';
import { readExports } from './imports.ts';
import { timerFlood } from './timers.ts';
import { walkOver } from './walk.ts';

test('a burst of events of many customers loses none', async () => expect(await burst(150)).toEqual([]));

test('one hot customer loses no event and holds up nobody', async () =>
  expect(await hotCustomer(100)).toEqual([]));

test('hostile requests are answered gracefully, and honest ones in between as ever', async () =>
  expect(await hostility()).toEqual([]));

test('altered webhooks of every platform are answered, and no order counts twice', async () =>
  expect((await hostileCorpus(120)).problems).toEqual([]));

test('timers that are due in the same minute each arrive once, at their time', async () =>
  expect(await timerFlood(2_000)).toEqual([]));

test('a crowd that is due in the same minute gets one mail each, in time', async () => {
  const people = 100;
  const system = await startSystem('2026-11-20T08:00:00Z');
  const due = await waitingCrowd(system, people);
  await system.moveTo(new Date(due + 3 * 60_000).toISOString());
  const mails = system.standIns.mailbox.messages();
  expect(new Set(mails.map(({ to }) => to)).size).toBe(people);
  expect(mails).toHaveLength(people);
  expect(
    mails.every(({ sentAt }) => Date.parse(sentAt) >= due && Date.parse(sentAt) <= due + 3 * 60_000),
  ).toBe(true);
  await system.close();
});

test('exports of every tool are read to their end, and memory stays flat', async () =>
  expect((await readExports(2_000)).flatMap(({ problems }) => problems)).toEqual([]));

test('the walk after a publish meets everybody once', async () =>
  expect((await walkOver(2_000)).problems).toEqual([]));
