/** Files that a shop brings along, `imports/<name>.csv` or `.jsonl` in the bucket, and their reports. */
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CONFIG_PREFIX, importOf, importRejectionsOf, importReportOf } from '../../contract/bucket.ts';
import type { FileRow, ImportFiles } from '../../core/ports/import-files.ts';
import { csvCells } from './csv-rows.ts';
import { decoded } from './decoded.ts';
import { FeedBroken } from './feed-broken.ts';
import { lines } from './lines.ts';

export const createImportBucket = ({
  s3,
  bucket,
}: Readonly<{ s3: S3Client; bucket: string }>): ImportFiles => {
  const get = async (key: string) => {
    try {
      return await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw error;
    }
  };
  const put = async (key: string, text: string): Promise<void> => {
    const ContentType = 'application/json; charset=utf-8';
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType }));
  };
  return {
    open: async (key) => {
      const object = await get(key);
      if (object?.Body === undefined) return undefined;
      const at = object.LastModified?.getTime() ?? 0;
      return {
        at,
        version: `${object.VersionId ?? at} ${object.ETag ?? ''}`,
        rows: rowsOf(key, object.Body as AsyncIterable<Uint8Array>),
      };
    },
    brokenAt: (error) => (error instanceof FeedBroken ? error.line : undefined),
    readReport: async (key) => (await get(importReportOf(key)))?.Body?.transformToString(),
    writeReport: (key, text) => put(importReportOf(key), text),
    readRejections: async (key, part) =>
      (await get(importRejectionsOf(key, part)))?.Body?.transformToString(),
    writeRejections: (key, part, text) => put(importRejectionsOf(key, part), text),
    goOn: (key) => put(`${CONFIG_PREFIX.importsNext}${importOf(key)}`, '{}'),
  };
};

const rowsOf = (key: string, bytes: AsyncIterable<Uint8Array>): AsyncIterable<FileRow> =>
  key.endsWith('.jsonl') ? lines(withoutMark(decoded(bytes))) : csvCells(decoded(bytes));

async function* withoutMark(text: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const piece of text) {
    yield isFirst ? piece.replace(/^\ufeff/, '') : piece;
    isFirst = false;
  }
}
