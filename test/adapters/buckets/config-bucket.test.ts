/** The content folder in the config bucket. */
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import {
  createConfigBucket,
  keyOfNotification,
  pathInFolder,
} from '../../../adapters/buckets/config-bucket.ts';
import { LIMITS } from '../../../core/limits.ts';
import { freshCloud } from '../../support/config-cloud.ts';

const bucket = () => createConfigBucket({ s3: new S3Client({}), bucket: 'config' });

describe('the content folder', () => {
  it('is listed over all pages, with paths inside the folder and sizes, and without its own mark', async () => {
    const texts = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`flows/f${index}.json`, 'x'.repeat(index)]),
    );
    freshCloud({ ...texts, '': '' }).objects.set('programs/0000000001.json', '{}');
    expect(await bucket().list()).toEqual(
      Object.entries(texts).map(([path, text]) => ({ path, bytes: text.length })),
    );
  });

  it('is listed one file beyond the limit, so that too many are noticed', async () => {
    freshCloud(
      Object.fromEntries(Array.from({ length: LIMITS.contentFiles + 20 }, (_, index) => [`f${index}`, ''])),
    );
    expect(await bucket().list()).toHaveLength(LIMITS.contentFiles + 1);
  });

  it('is read and written by path; a file that is gone is undefined', async () => {
    freshCloud({ 'settings.json': '{}' });
    const folder = bucket();
    await folder.write('report.txt', 'Grüße', 'text/plain');
    expect([
      await folder.read('settings.json'),
      await folder.read('report.txt'),
      await folder.read('flows/none.json'),
    ]).toEqual(['{}', 'Grüße', undefined]);
  });
});

describe('keys in notifications', () => {
  it('are decoded, and belong to the folder or not', () => {
    const keys = ['content/flows/a.json', 'content/Gr%C3%BC%C3%9Fe+neu.json', 'programs/1.json'].map(
      keyOfNotification,
    );
    expect(keys.map(pathInFolder)).toEqual(['flows/a.json', 'Grüße neu.json', undefined]);
  });
});
