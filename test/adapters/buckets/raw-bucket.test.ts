/**
 * The raw bucket: objects that were put can be listed, read and removed; a missing object is not an error.
 */
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from 'vitest';
import { createQuarantine } from '../../../adapters/buckets/quarantine.ts';
import { createRawBucket } from '../../../adapters/buckets/raw-bucket.ts';
import { freshWorld, type World } from '../../support/door.ts';

const bucket = createRawBucket({ s3: new S3Client({ region: 'eu-central-1' }), bucket: 'raw' });
const quarantine = createQuarantine(bucket);

let world: World;
beforeEach(() => {
  world = freshWorld();
});

test('objects are put, listed by prefix up to a limit, read and removed', async () => {
  for (const key of ['a/1', 'a/2', 'b/1']) await bucket.put(key, `"${key}"`);
  expect(await bucket.list('a/', 10)).toEqual({ keys: ['a/1', 'a/2'], more: false });
  expect(await bucket.list('a/', 1)).toEqual({ keys: ['a/1'], more: true });
  expect(await bucket.get('a/1')).toBe('"a/1"');
  await bucket.remove('a/1');
  expect(await bucket.get('a/1')).toBeUndefined();
});

test('a bucket that does not answer is an error, not an empty one', async () => {
  world.s3.on(GetObjectCommand).rejects(new Error('slow down'));
  await expect(bucket.get('a/1')).rejects.toThrow('slow down');
});

test('the same payload lies in quarantine once, and comes back byte for byte', async () => {
  const refused = {
    platform: 'shopify',
    reason: 'why',
    receivedAt: 1,
    signed: true,
    headers: { 'x-shopify-topic': 'orders/create', 'x-other': undefined },
    body: Buffer.from([0xff, 0x00, 0x41]),
  };
  const key = await quarantine.keep(refused);
  expect(await quarantine.keep(refused)).toBe(key);
  expect(await quarantine.list(10)).toEqual({ keys: [key], more: false });
  const payload = await quarantine.read(key);
  expect(payload).toMatchObject({ encoding: 'base64', headers: { 'x-shopify-topic': 'orders/create' } });
  expect(Buffer.from(payload?.body ?? '', 'base64')).toEqual(refused.body);
  await quarantine.remove(key);
  expect(await quarantine.read(key)).toBeUndefined();
});
