/** Loading programs: the pointer is always read anew, a program only once. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPrograms } from '../../../adapters/buckets/programs.ts';
import { controlsOf, createControlsStore } from '../../../adapters/dynamodb/controls.ts';
import { type ConfigCloud, freshCloud } from '../../support/config-cloud.ts';

let cloud: ConfigCloud;
beforeEach(() => {
  cloud = freshCloud({});
  for (let seq = 1; seq <= 8; seq += 1)
    cloud.objects.set(`programs/${String(seq).padStart(10, '0')}.json`, JSON.stringify({ seq }));
});

const programs = () =>
  createPrograms({
    s3: new S3Client({}),
    bucket: 'config',
    controls: createControlsStore({
      tableName: 'table',
      client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
    }),
  });
const reads = (): number => cloud.s3.commandCalls(GetObjectCommand).length;

describe('controls', () => {
  it('are read strongly consistently, every time', async () => {
    cloud.controls = { seq: 4, sending: 'test', paused: ['welcome'] };
    const { controls } = programs();
    expect(await controls()).toEqual({ seq: 4, sending: 'test', paused: ['welcome'] });
    await controls();
    expect(cloud.dynamo.commandCalls(GetCommand).map(({ args }) => args[0].input.ConsistentRead)).toEqual([
      true,
      true,
    ]);
  });

  it('say clearly where nothing was published yet', async () => {
    await expect(programs().controls()).rejects.toThrow('No program is published yet');
  });

  it('refuse an item that is none', () => {
    expect(() => controlsOf({ seq: 'four' })).toThrow();
  });

  it('only ever move up', async () => {
    const store = createControlsStore({
      tableName: 'table',
      client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
    });
    expect(await store.move(0, { seq: 1, sending: 'off', paused: [] })).toBe(true);
    expect(await store.move(0, { seq: 2, sending: 'off', paused: [] })).toBe(false);
    expect(await store.readShop()).toBeUndefined();
    const shop = { name: 'Teekontor', imprintUrl: 'https://shop.example/imprint' };
    expect(await store.move(1, { seq: 2, sending: 'live', paused: ['a'], shop })).toBe(true);
    expect(await store.readShop()).toEqual(shop);
    expect(await store.read()).toEqual({ seq: 2, sending: 'live', paused: ['a'] });
    await expect(store.move(2, { seq: 2, sending: 'off', paused: [] })).rejects.toThrow('only rises');
  });
});

describe('programs', () => {
  it('are read once, also when several ask at the same time', async () => {
    const { load } = programs();
    const [first, second] = await Promise.all([load(1), load(1)]);
    expect(first).toBe(second);
    await load(1);
    expect(reads()).toBe(1);
  });

  it('are kept five at a time; the one used longest ago goes first', async () => {
    const { load } = programs();
    for (const seq of [1, 2, 3, 4, 5, 1, 6]) await load(seq);
    expect(reads()).toBe(6);
    await load(1);
    expect(reads()).toBe(6);
    await load(2);
    expect(reads()).toBe(7);
  });

  it('that failed to load are asked for again', async () => {
    const { load } = programs();
    const text = cloud.objects.get('programs/0000000001.json') ?? '';
    cloud.objects.delete('programs/0000000001.json');
    await expect(load(1)).rejects.toThrow();
    cloud.objects.set('programs/0000000001.json', text);
    expect(await load(1)).toEqual({ seq: 1 });
  });

  it('that are not what their name says are refused', async () => {
    cloud.objects.set('programs/0000000009.json', '{"seq":8}');
    await expect(programs().load(9)).rejects.toThrow('does not hold program 9');
  });
});
