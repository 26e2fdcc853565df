/** Bugs planted into what advance writes of a customer, and into which program it takes for the live one. */
import type { Tamper } from '../faults.ts';
import { isStateWrite } from '../sdk-call.ts';
import { answerIfDone } from './in-the-calls.ts';
import type { Planted } from './planted.ts';

type Written = { Item: Record<string, Record<string, string>> };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Every state that advance writes, changed before DynamoDB has it. */
export const inWrites =
  (change: (item: Written['Item']) => void): Tamper =>
  (handle, task, call) => {
    if (task.name !== 'advance' || !isStateWrite(call)) return handle;
    const put = JSON.parse(call.text) as Written;
    change(put.Item);
    return (request) => handle({ ...request, body: JSON.stringify(put) });
  };

/** A timer is there, but the sweep would look for it only later. */
const listsLater = inWrites((item) => {
  const at = item['dueAt']?.['N'];
  if (at !== undefined) item['dueAt'] = { N: String(Number(at) + 20 * MINUTE) };
});

/** Where there is something to do and nothing to wait for, the sweep finds nobody. */
const listsOnlyWaits = inWrites((item) => {
  if (item['waiting'] !== undefined) return;
  delete item['dueShard'];
  delete item['dueAt'];
});

/** Whoever waits for nothing any more is found by every sweep. */
const staysListed = inWrites((item) => {
  item['dueShard'] ??= { S: 'due#0' };
  item['dueAt'] ??= { N: String(Date.UTC(2030, 0)) };
});

/** Every other three hours the pointer to the live program is read as it was before the last publish. */
const holdsAnOlderProgram: Tamper = (handle, task, { operation, text }) => {
  const isOld = Math.floor(task.startedAt / (3 * HOUR)) % 2 === 0;
  if (task.name !== 'advance' || operation !== 'GetItem' || !text.includes('"program"') || !isOld)
    return handle;
  return async (request) =>
    answerIfDone(await handle(request), (read) => {
      const { Item } = read as { Item?: Record<string, Record<string, string>> };
      if (Item === undefined) return read;
      const seq = Math.max(1, Number(Item['seq']?.['N']) - 1);
      return { Item: { ...Item, seq: { N: String(seq) } } };
    });
};

/** A handful of customers write what shows it within days. */
const TINY = { customers: 5, days: 10 };

export const IN_THE_WRITES: readonly Planted[] = [
  { name: 'the due index is twenty minutes late', breaks: ['I8'], seeds: 3, size: TINY, tamper: listsLater },
  { name: 'the due index knows waits only', breaks: ['I8'], seeds: 3, size: TINY, tamper: listsOnlyWaits },
  { name: 'who has ended stays in the due index', breaks: ['I8'], seeds: 3, size: TINY, tamper: staysListed },
  {
    name: 'an older program is gone on with',
    breaks: ['I7'],
    seeds: 3,
    size: TINY,
    tamper: holdsAnOlderProgram,
  },
];
