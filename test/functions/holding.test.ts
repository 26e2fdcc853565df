/** The hold around one input, call by call: when it is written and lifted, and what happens where it cannot be. */
import { describe, expect, it } from 'vitest';
import { MAX_RECEIVES } from '../../contract/queues.ts';
import { putBackAs, redrivenAs } from '../../core/state/redriven.ts';
import { withHold } from '../../functions/advance/holding.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
const away = new Error('the table is away');

/** What happens around an input that is delivered so. */
const around = async (attributes: object, { works = true, table = true } = {}) => {
  const did: unknown[] = [];
  const note =
    (name: string, fails = false) =>
    async (...about: readonly unknown[]) => {
      did.push([name, ...about]);
      if (fails) throw away;
    };
  const deps = {
    now: () => NOW,
    holds: { add: note('add', !table), lift: note('lift') },
    putBack: note('put back'),
  };
  const record = { messageId: 'message-1', body: 'body', attributes };
  const ended = await withHold(deps as never, record as never, note('work', !works)).then(
    () => 'done',
    (error: unknown) => (error === away ? 'comes again' : error),
  );
  return [...did, ended];
};
const delivered = (receives: number, id = 'order-1') => ({
  ApproximateReceiveCount: String(receives),
  MessageGroupId: '1a',
  MessageDeduplicationId: id,
});
const add = ['add', '1a', 'order-1', NOW];
const lift = ['lift', '1a', 'order-1'];

describe('an input', () => {
  it('that comes for the first time is applied without a hold, and one of no group never has any', async () => {
    expect(await around(delivered(1))).toEqual([['work'], 'done']);
    expect(await around({ MessageGroupId: '1a' })).toEqual([['work'], 'done']);
    expect(await around({ ApproximateReceiveCount: '3' })).toEqual([['work'], 'done']);
    expect(await around(delivered(1), { works: false })).toEqual([['work'], 'comes again']);
  });

  it('that failed before holds its customer until it is applied', async () => {
    expect(await around(delivered(2))).toEqual([add, ['work'], lift, 'done']);
    expect(await around(delivered(2), { works: false })).toEqual([add, ['work'], 'comes again']);
    expect(await around(delivered(1, redrivenAs('order-1', 'dead')))).toEqual([add, ['work'], lift, 'done']);
  });

  it('without a name of its own is known by its message', async () => {
    expect(await around({ ...delivered(2), MessageDeduplicationId: undefined })).toEqual([
      ['add', '1a', 'message-1', NOW],
      ['work'],
      ['lift', '1a', 'message-1'],
      'done',
    ]);
  });
});

describe('where the hold cannot be written', () => {
  const back = (round: number) => [
    'put back',
    'body',
    { group: '1a', deduplicationId: putBackAs('order-1', 'message-1', round) },
  ];

  it('the input is not tried, and goes back to the queue one before its last delivery', async () => {
    expect(await around(delivered(MAX_RECEIVES - 2), { table: false })).toEqual([add, 'comes again']);
    for (const receives of [MAX_RECEIVES - 1, MAX_RECEIVES])
      expect(await around(delivered(receives), { table: false })).toEqual([add, back(1), 'done']);
  });

  it('it goes back for about a day, and then becomes a dead letter', async () => {
    const put = (round: number) => delivered(MAX_RECEIVES - 1, putBackAs('order-1', 'before', round));
    expect(await around(put(159), { table: false })).toEqual([add, back(160), 'done']);
    expect(await around(put(160), { table: false })).toEqual([add, 'comes again']);
  });
});
