/** Gate items only ever become stricter, and are read together with the profile. */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { gateOf } from '../../../adapters/dynamodb/gate-items.ts';
import { readBatch } from '../../../adapters/dynamodb/read-batch.ts';
import { createLook } from '../../../adapters/dynamodb/situation.ts';
import { keys } from '../../../contract/table.ts';
import { createDesk, customerOf, type Desk, programWith, START } from '../../support/sending.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
  return () => desk.close();
});

const look = (table = desk.table) => createLook(table);
const at = (hash: string) => ({ hash, channel: 'email' as const });
const gateAt = async (...hashes: string[]) => (await look()('1nobody', hashes.map(at))).gate;

it('nothing may be sent before a program is published', async () => {
  const fresh = await createDesk();
  onTestFinished(() => fresh.close());
  await expect(look(fresh.table)('1nobody', [])).rejects.toThrow('No program is published yet');
});

it('the latest withdrawal is kept, whatever order they arrive in', async () => {
  await desk.gateItems.stopMarketing(at('a'), START, 'unsubscribe');
  await desk.gateItems.stopMarketing(at('a'), START - 5, 'stop');
  expect(await gateAt('a')).toEqual({ marketingStoppedAt: START, marketingStoppedBy: 'unsubscribe' });
  await desk.gateItems.stopMarketing(at('a'), START + 5, 'withdrawn');
  expect(await gateAt('a')).toEqual({ marketingStoppedAt: START + 5, marketingStoppedBy: 'withdrawn' });
});

it('a full stop is for good, beside a withdrawal, and keeps its first reason', async () => {
  await desk.gateItems.stopMarketing(at('b'), START, 'unsubscribe');
  await desk.gateItems.stopAll(at('b'), START + 1, 'bounce');
  await desk.gateItems.stopAll(at('b'), START + 2, 'complaint');
  expect(await gateAt('b')).toEqual({
    marketingStoppedAt: START,
    marketingStoppedBy: 'unsubscribe',
    allStoppedAt: START + 1,
    allStoppedBy: 'bounce',
  });
});

it('a stop by hand may be taken back, and gives way to what the provider finds out, never the other way', async () => {
  await desk.gateItems.stopAll(at('h'), START, 'manual');
  await desk.gateItems.stopAll(at('h'), START + 1, 'manual');
  expect(await gateAt('h')).toEqual({ allStoppedAt: START, allStoppedBy: 'manual' });
  await desk.gateItems.liftManual(at('h'));
  expect(await gateAt('h')).toEqual({});
  await desk.gateItems.stopAll(at('h'), START + 2, 'manual');
  await desk.gateItems.stopAll(at('h'), START + 3, 'bounce');
  await desk.gateItems.stopAll(at('h'), START + 4, 'manual');
  await desk.gateItems.liftManual(at('h'));
  expect(await gateAt('h')).toEqual({ allStoppedAt: START + 3, allStoppedBy: 'bounce' });
});

it('an erasure moves to the latest one, and a stop for a reason of a newer version is still a stop', async () => {
  for (const later of [0, 5, 3]) await desk.gateItems.markErased(at('e'), START + later);
  expect(await gateAt('e')).toEqual({ erasedAt: START + 5 });
  expect(
    gateOf({ marketingStoppedAt: 1, marketingStoppedBy: 'new', allStoppedAt: 2, allStoppedBy: 'new' }),
  ).toEqual({
    marketingStoppedAt: 1,
    marketingStoppedBy: 'unsubscribe',
    allStoppedAt: 2,
    allStoppedBy: 'manual',
  });
  expect(gateOf({ marketingStoppedBy: 'stop', allStoppedBy: 'bounce' })).toEqual({});
});

it('topics left and pauses are kept beside each other, the latest of each, and read back over all key versions', async () => {
  const read = (...hashes: string[]) => desk.gateItems.read(hashes.map(at));
  await desk.gateItems.stopTopic(at('t'), 'product-care', START);
  await desk.gateItems.stopTopic(at('t'), 'product-care', START - 5);
  const { pk, sk } = keys.gate('t', 'email');
  const Key = { pk: { S: pk }, sk: { S: sk } };
  const raw = new DynamoDBClient({ requestHandler: desk.standIns.requestHandler });
  const { Item } = await raw.send(new GetItemCommand({ TableName: desk.table.tableName, Key }));
  expect(Item).toHaveProperty('topic_product_care');
  await desk.gateItems.stopTopic(at('t'), 'offers', START + 1);
  await desk.gateItems.pause(at('t'), START + 30);
  await desk.gateItems.pause(at('t'), START + 20);
  expect(await read('t')).toEqual({
    topicsStopped: { 'product-care': START, offers: START + 1 },
    pausedUntil: START + 30,
  });
  await desk.gateItems.stopTopic(at('t-old'), 'offers', START + 9);
  expect(await read('t', 't-old')).toMatchObject({
    topicsStopped: { offers: START + 9 },
    pausedUntil: START + 30,
  });
  expect(await read('nothing')).toBeUndefined();
  expect(await read()).toBeUndefined();
});

it('items under several key versions count together, the strictest of each kind', async () => {
  await desk.gateItems.stopMarketing(at('old'), START, 'stop');
  await desk.gateItems.stopMarketing(at('new'), START + 9, 'unsubscribe');
  await desk.gateItems.stopAll(at('old'), START + 1, 'complaint');
  expect(await gateAt('new', 'old', 'none')).toEqual({
    marketingStoppedAt: START + 9,
    marketingStoppedBy: 'unsubscribe',
    allStoppedAt: START + 1,
    allStoppedBy: 'complaint',
  });
  expect(await gateAt('none')).toBeUndefined();
});

it('one look finds the profile behind a chain of merges, with its version and the controls', async () => {
  const { profile } = customerOf('jette');
  await desk.save({ ...profile, id: '1a' });
  await desk.profiles.save({ kind: 'tombstone', id: '2b', mergedInto: '1a', at: START, pending: [] }, 0, {});
  await desk.profiles.save({ kind: 'tombstone', id: '3c', mergedInto: '2b', at: START, pending: [] }, 0, {});
  expect(await look()('3c', [])).toMatchObject({
    profile: { id: '1a' },
    version: 1,
    controls: { seq: 1, sending: 'live', paused: [] },
  });
  expect(await look()('1nobody', [])).toEqual({
    version: 0,
    controls: { seq: 1, sending: 'live', paused: [] },
  });
});

it('what DynamoDB leaves unprocessed is asked for again, but not for ever', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const dynamodb = mockClient(client);
  const key = { pk: 'p', sk: 's' };
  dynamodb
    .on(BatchGetCommand)
    .resolvesOnce({ UnprocessedKeys: { t: { Keys: [key] } } })
    .resolves({ Responses: { t: [key] } });
  expect(await readBatch({ client, tableName: 't' }, [key])).toEqual([key]);
  dynamodb.reset();
  dynamodb.on(BatchGetCommand).resolves({ UnprocessedKeys: { t: { Keys: [key] } } });
  await expect(readBatch({ client, tableName: 't' }, [key])).rejects.toThrow('left 1 of 1 keys unread');
});
