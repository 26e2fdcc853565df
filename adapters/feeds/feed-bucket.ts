/** Product feeds and files of reviews in the config bucket, and the report beside each. */
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { LIMITS } from '../../core/limits.ts';
import type { FeedSource, RowIn } from '../../core/ports/feed-source.ts';
import { csvRows } from './csv-rows.ts';
import { FeedBroken } from './feed-broken.ts';
import { textOf } from './text-of.ts';
import { xmlRows } from './xml-rows.ts';

export const createFeedBucket = ({ s3, bucket }: Readonly<{ s3: S3Client; bucket: string }>): FeedSource => ({
  open: async (key) => {
    const object = await got(s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
    if (object?.Body === undefined) return undefined;
    const bytes = object.Body as AsyncIterable<Uint8Array>;
    return {
      at: object.LastModified?.getTime() ?? 0,
      rows: rowsOf(key, bytes, object.ContentLength ?? 0),
    };
  },
  breakIn: (error) => (error instanceof FeedBroken ? { line: error.line, reason: error.reason } : undefined),
  report: async (key, text, contentType) => {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: text,
        ContentType: contentType,
      }),
    );
  },
});

async function* rowsOf(key: string, bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<RowIn> {
  if (size > LIMITS.feedBytes) throw new FeedBroken(1, 'size');
  yield* key.endsWith('.xml') ? xmlRows(textOf(bytes)) : csvRows(textOf(bytes));
}

const got = async <T>(call: Promise<T>): Promise<T | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
};
