/** The DynamoDB stand-in, asked through the real client. */
import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LOCAL } from '../../stand-ins/names.ts';
import { START, startWorld, type World } from './support.ts';

let world: World;
let client: DynamoDBClient;
const TableName = LOCAL.table;
const key = (id: string) => ({ pk: { S: `profile#${id}` }, sk: { S: 'state' } });

beforeEach(async () => {
  world = await startWorld();
  client = new DynamoDBClient(world.config);
});
afterEach(() => world.standIns.close());

const put = (id: string, attributes: Record<string, { S: string } | { N: string }> = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { ...key(id), ...attributes } }));
const get = async (id: string) =>
  (await client.send(new GetItemCommand({ TableName, Key: key(id), ConsistentRead: true }))).Item;
const unitsOf = (operation: string) => world.standIns.calls().find((row) => row.operation === operation);

describe('conditions', () => {
  test('a failed condition brings the old item where it is asked for', async () => {
    await put('a', { version: { N: '3' } });
    const late = new UpdateItemCommand({
      TableName,
      Key: key('a'),
      UpdateExpression: 'SET version = :next',
      ConditionExpression: 'version = :known',
      ExpressionAttributeValues: { ':next': { N: '3' }, ':known': { N: '2' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(client.send(late)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { ...key('a'), version: { N: '3' } },
    });
  });

  test('without asking, or without an old item, the error brings none', async () => {
    await put('a', { version: { N: '3' } });
    const first = { TableName, Item: key('a'), ConditionExpression: 'attribute_not_exists(pk)' };
    await expect(client.send(new PutItemCommand(first))).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: undefined,
    });
    const gone = {
      TableName,
      Key: key('b'),
      ConditionExpression: 'attribute_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    await expect(client.send(new DeleteItemCommand(gone))).rejects.toMatchObject({ Item: undefined });
  });

  test('of many writers with the same condition one wins each time', async () => {
    await put('counter', { n: { N: '0' } });
    const add = () =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: key('counter'),
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      );
    await Promise.all(Array.from({ length: 40 }, add));
    expect((await get('counter'))?.['n']).toEqual({ N: '40' });
  });
});

describe('the index of waiting profiles', () => {
  const waiting = (id: string, at: number) =>
    put(id, {
      dueShard: { S: '0' },
      dueAt: { N: String(at) },
      waiting: { S: `flow/${id}` },
      other: { S: 'x' },
    });
  const query = async (upTo: number) => {
    const command = new QueryCommand({
      TableName,
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :shard AND dueAt <= :at',
      ExpressionAttributeValues: { ':shard': { S: '0' }, ':at': { N: String(upTo) } },
    });
    return (await client.send(command)).Items?.map((item) => item['waiting']?.S);
  };

  test('holds those who wait, in the order of their times, with the projected attributes only', async () => {
    await waiting('b', START + 2);
    await waiting('a', START + 1);
    await put('idle');
    expect(await query(START + 2)).toEqual(['flow/a', 'flow/b']);
    expect(await query(START + 1)).toEqual(['flow/a']);
    expect(world.standIns.dynamodb.earliestDue()).toBe(START + 1);
    expect(world.standIns.dynamodb.earliestDue(START + 1)).toBe(START + 2);
    expect(world.standIns.dynamodb.dueUpTo(START)).toEqual([]);
    expect(world.standIns.dynamodb.dueUpTo(START + 1)).toEqual([{ profileId: 'a', dueAt: START + 1 }]);
  });

  test('forgets who waits no more', async () => {
    await waiting('a', START + 1);
    await put('a');
    expect(await query(START + 9)).toEqual([]);
    expect(world.standIns.dynamodb.earliestDue()).toBeUndefined();
  });

  test('is charged when what it holds changes: entering 1, moving 2, nothing changed 0, leaving 1', async () => {
    const charged = async (write: () => Promise<unknown>) => {
      world.standIns.resetCalls();
      await write();
      return unitsOf('PutItem')?.writeUnits;
    };
    expect(await charged(() => put('a'))).toBe(1);
    expect(await charged(() => waiting('a', START + 1))).toBe(2);
    expect(await charged(() => waiting('a', START + 1))).toBe(1);
    expect(await charged(() => waiting('a', START + 5))).toBe(3);
    expect(await charged(() => put('a'))).toBe(2);
  });
});

describe('units', () => {
  test('a write counts each started KB, also where its condition fails', async () => {
    await put('big', { text: { S: 'ü'.repeat(1_000) } });
    expect(unitsOf('PutItem')?.writeUnits).toBe(2);
    const refused = new PutItemCommand({
      TableName,
      Item: key('big'),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await expect(client.send(refused)).rejects.toThrow('conditional');
    expect(unitsOf('PutItem')).toMatchObject({ count: 2, writeUnits: 4 });
  });

  test('a strongly consistent read counts each started 4 KB, another one half of that', async () => {
    await put('big', { text: { S: 'x'.repeat(5_000) } });
    await get('big');
    expect(unitsOf('GetItem')?.readUnits).toBe(2);
    await client.send(new GetItemCommand({ TableName, Key: key('big') }));
    expect(unitsOf('GetItem')?.readUnits).toBe(3);
    const both = new BatchGetItemCommand({
      RequestItems: { [TableName]: { Keys: [key('big'), key('none')], ConsistentRead: true } },
    });
    expect((await client.send(both)).Responses?.[TableName]).toHaveLength(1);
    expect(unitsOf('BatchGetItem')?.readUnits).toBe(3);
  });
});

describe('time to live', () => {
  const expiring = (id: string, at: number) => put(id, { expiresAt: { N: String(Math.floor(at / 1000)) } });

  test('nothing goes before its time, and afterwards only what has expired', async () => {
    await expiring('early', START + 60_000);
    await expiring('late', START + 600_000);
    expect(await world.standIns.dynamodb.sweepExpired()).toBe(0);
    world.clock.moveTo(START + 60_000);
    expect(await world.standIns.dynamodb.sweepExpired()).toBe(1);
    expect(await get('early')).toBeUndefined();
    expect(await get('late')).toBeDefined();
  });

  test('a prolonged item stays', async () => {
    await expiring('a', START + 60_000);
    await expiring('a', START + 900_000);
    world.clock.moveTo(START + 120_000);
    expect(await world.standIns.dynamodb.sweepExpired()).toBe(0);
  });

  test('its setting can be read and changed', async () => {
    const read = async () =>
      (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
    expect(await read()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { Enabled: false, AttributeName: 'expiresAt' },
      }),
    );
    expect(await read()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  });
});

test('what it does not know it refuses by name', async () => {
  await expect(client.send(new TransactWriteItemsCommand({ TransactItems: [] }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});

test('a batch read comes in an order that is not that of the request, the same each time', async () => {
  for (const id of ['a', 'b', 'c']) await put(id);
  const read = async () => {
    const command = new BatchGetItemCommand({
      RequestItems: { [TableName]: { Keys: ['a', 'b', 'c'].map(key) } },
    });
    return (await client.send(command)).Responses?.[TableName]?.map((item) => item['pk']?.S);
  };
  expect(await read()).toEqual(['profile#c', 'profile#b', 'profile#a']);
});
