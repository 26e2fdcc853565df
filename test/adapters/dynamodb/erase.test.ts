/**
 * Which records an erasure removes on the stand-ins' table: everything of the person up to its date, nothing
 * of anybody else, and all of it also where a run breaks off.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import { recordRef } from '../../../core/state/record-ref.ts';
import type { TimelineEntry } from '../../../core/state/timeline.ts';
import { dyingAt } from '../../support/dying.ts';
import {
  AT,
  bucketOf,
  createErasing,
  DAY_MS,
  type Erasing,
  heard,
  merged,
  orderFor,
} from '../../support/erasing.ts';

let desk: Erasing;
let people = 0;
/** The person of the test; each has ids of its own. */
let me: string;

beforeAll(async () => {
  desk = await createErasing();
});
afterAll(() => desk.close());
beforeEach(() => {
  people += 1;
  me = `1person-${people}`;
});

describe('the records of the erased person', () => {
  it('go up to the last second of the order and no further, and nobody else loses any', async () => {
    const other = `${me}-other`;
    for (const at of [AT - 700 * DAY_MS, AT, AT + 10_999, AT + 11_000, AT + DAY_MS])
      await desk.records(me, at, heard('order.placed', {}));
    await desk.records(other, AT, heard('order.placed', {}));
    await desk.profiles.save(emptyProfile(me, 1, AT), 0, {});
    await desk.eraseBy()(orderFor(me, { upTo: AT + 10_500 }));
    expect((await desk.profiles.timeline(me)).map(({ ref }) => ref)).toEqual(
      [AT + 11_000, AT + DAY_MS].map((at) => recordRef({ receivedAt: at, inputId: `i${at}` })),
    );
    expect(await desk.left(other)).toBe(1);
    expect((await desk.profiles.load(me)).version).toBe(1);
  });

  it('lead on to those of every profile that was merged into theirs, also where two name each other', async () => {
    const [second, third] = [`${me}-2`, `${me}-3`];
    await desk.records(me, AT, heard('order.placed', {}), merged(second));
    await desk.records(second, AT, merged(third), merged(me));
    await desk.records(third, AT - 1_000, merged(second));
    await desk.eraseBy()(orderFor(me));
    expect(await Promise.all([me, second, third].map(desk.left))).toEqual([0, 0, 0]);
  });

  it('are read strongly consistently, a page at a time, and more than a run takes are left to the next', async () => {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    const dynamodb = mockClient(client);
    onTestFinished(() => dynamodb.restore());
    const pages = (full: number) => {
      let read = 0;
      dynamodb.reset();
      dynamodb.on(GetCommand).resolves({});
      dynamodb.on(DeleteCommand).resolves({});
      dynamodb.on(QueryCommand).callsFake(() => {
        read += 1;
        if (read > full) return { Items: [] };
        const key = { pk: `profile#${me}`, sk: `t#${read}` };
        return { Items: [key], LastEvaluatedKey: key };
      });
      return desk.eraseBy(bucketOf().bucket, { tableName: 't', client })(orderFor(me));
    };
    await pages(400);
    expect(dynamodb.commandCalls(DeleteCommand)).toHaveLength(400);
    expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      TableName: 't',
      ConsistentRead: true,
      Limit: 25,
    });
    await expect(pages(401)).rejects.toThrow('the queue brings the rest');
    expect(dynamodb.commandCalls(DeleteCommand)).toHaveLength(400);
  });

  it('are gone after a repeat wherever the first run broke off, with all that they led to', async () => {
    const told = (id: string): readonly TimelineEntry[] => [
      heard('review.submitted', { product_id: 'p-crash', review_id: `r-${id}` }),
      merged(`${id}-joined`),
    ];
    let broken = true;
    for (let call = 1; broken; call += 1) {
      const id = `${me}-${call}`;
      const { products } = desk;
      const { version } = await products.load('p-crash');
      const reviews = [{ id: `r-${id}`, at: AT, rating: 5 }];
      await products.save({ id: 'p-crash', asOf: AT, categories: [], variants: {}, reviews }, version);
      await desk.records(id, AT, ...told(id));
      await desk.records(`${id}-joined`, AT, heard('order.placed', {}));
      const order = orderFor(me, { partitions: [id] });
      const dying = dyingAt(desk.requestHandler, { call, when: call % 2 === 0 ? 'after' : 'before' });
      broken = await desk
        .eraseBy(
          bucketOf().bucket,
          desk.tableBy(dying),
        )(order)
        .then(
          () => false,
          () => true,
        );
      await desk.eraseBy()(order);
      const product = (await products.load('p-crash')).product;
      expect(
        [await desk.left(id), await desk.left(`${id}-joined`), product?.reviews],
        `call ${call}`,
      ).toEqual([0, 0, []]);
    }
  });
});
