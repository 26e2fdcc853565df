/** The S3 stand-in, asked through the real client. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWorld, type World } from './support.ts';

let world: World;
let client: S3Client;

beforeEach(async () => {
  world = await startWorld();
  client = new S3Client(world.config);
});
afterEach(() => world.standIns.close());

const put = (Key: string, Body: string | Uint8Array, more: Record<string, string> = {}, Bucket = 'config') =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const read = async (Key: string, more: { Bucket?: string; VersionId?: string } = {}) =>
  (await client.send(new GetObjectCommand({ Bucket: 'config', Key, ...more }))).Body?.transformToString();

describe('objects', () => {
  test('come back as they were put, with type, metadata and any characters in the key', async () => {
    await client.send(
      new PutObjectCommand({
        Bucket: 'raw',
        Key: 'inputs/ä b+c.json',
        Body: '{"ü":1}',
        ContentType: 'application/json',
        Metadata: { kind: 'x' },
      }),
    );
    const found = await client.send(new GetObjectCommand({ Bucket: 'raw', Key: 'inputs/ä b+c.json' }));
    expect(found).toMatchObject({
      ContentType: 'application/json',
      Metadata: { kind: 'x' },
      ContentLength: 8,
    });
    expect(await found.Body?.transformToString()).toBe('{"ü":1}');
  });

  test('are reached with the bucket in the path or in the host name', async () => {
    const byPath = new S3Client({ ...world.config, forcePathStyle: true });
    await byPath.send(new PutObjectCommand({ Bucket: 'config', Key: 'a', Body: Buffer.from([0, 255, 1]) }));
    const found = await client.send(new GetObjectCommand({ Bucket: 'config', Key: 'a' }));
    expect(await found.Body?.transformToByteArray()).toEqual(new Uint8Array([0, 255, 1]));
  });

  test('that are missing, and buckets that are missing, have typed errors', async () => {
    await expect(read('none')).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(client.send(new HeadObjectCommand({ Bucket: 'config', Key: 'none' }))).rejects.toMatchObject(
      { name: 'NotFound' },
    );
    await expect(put('a', 'x', {}, 'nobodys')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test('are put only where nothing is, if that is asked for', async () => {
    await put('programs/1.json', 'first', { IfNoneMatch: '*' });
    await expect(put('programs/1.json', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    expect(await read('programs/1.json')).toBe('first');
  });
});

describe('versions', () => {
  test('the config bucket keeps every version, and a deletion is one more', async () => {
    const first = await put('content/a.json', 'one');
    const second = await put('content/a.json', 'two');
    const removed = await client.send(new DeleteObjectCommand({ Bucket: 'config', Key: 'content/a.json' }));
    expect(removed.DeleteMarker).toBe(true);
    await expect(read('content/a.json')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await read('content/a.json', { VersionId: first.VersionId ?? '' })).toBe('one');
    expect(await read('content/a.json', { VersionId: second.VersionId ?? '' })).toBe('two');
    expect(world.standIns.s3.versions('config', 'content/a.json')).toHaveLength(3);
  });

  test('the raw bucket keeps none', async () => {
    expect((await put('a', 'one', {}, 'raw')).VersionId).toBeUndefined();
    await put('a', 'two', {}, 'raw');
    await client.send(new DeleteObjectCommand({ Bucket: 'raw', Key: 'a' }));
    expect(world.standIns.s3.versions('raw', 'a')).toEqual([]);
  });
});

describe('lists', () => {
  test('come sorted, by prefix and in pages', async () => {
    for (const key of ['content/b', 'content/a', 'content/ü&', 'programs/1']) await put(key, key);
    const { Contents, KeyCount } = await client.send(
      new ListObjectsV2Command({ Bucket: 'config', Prefix: 'content/' }),
    );
    expect(KeyCount).toBe(3);
    expect(Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['content/a', 9],
      ['content/b', 9],
      ['content/ü&', 11],
    ]);
    const keys: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client, pageSize: 1 }, { Bucket: 'config' }))
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
    expect(keys).toEqual(['content/a', 'content/b', 'content/ü&', 'programs/1']);
  });

  test('changes are told as event notifications would', async () => {
    const heard: string[] = [];
    world.standIns.s3.subscribe(({ bucket, key, kind }) => heard.push(`${kind} ${bucket}/${key}`));
    await put('content/a', 'x');
    await client.send(new DeleteObjectCommand({ Bucket: 'config', Key: 'content/a' }));
    expect(heard).toEqual(['created config/content/a', 'removed config/content/a']);
  });
});

test('what it lacks it refuses instead of pretending', async () => {
  await put('a', 'abc');
  await expect(
    client.send(new GetObjectCommand({ Bucket: 'config', Key: 'a', Range: 'bytes=0-1' })),
  ).rejects.toThrow('lacks: range');
  await expect(
    client.send(new ListObjectsV2Command({ Bucket: 'config', Delimiter: '/' })),
  ).rejects.toMatchObject({
    name: 'NotImplemented',
  });
});
