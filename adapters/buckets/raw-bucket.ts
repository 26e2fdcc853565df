/**
 * The raw bucket: bodies too large for a queue, and signed payloads that could not be understood. Everything
 * in it expires by itself.
 */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { RawBucket } from '../../core/ports/raw-bucket.ts';

/** The most keys that S3 lists per call; we never ask for more than one page. */
const PAGE_KEYS = 1_000;

export const createRawBucket = ({ s3, bucket }: { s3: S3Client; bucket: string }): RawBucket => ({
  put: async (key, json) => {
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: json, ContentType: 'application/json' }),
    );
  },
  get: async (key) => {
    try {
      const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return await object.Body?.transformToString('utf-8');
    } catch (error) {
      if (error instanceof NoSuchKey || (error instanceof Error && error.name === 'NoSuchKey'))
        return undefined;
      throw error;
    }
  },
  list: async (prefix, limit) => {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: Math.min(limit, PAGE_KEYS) }),
    );
    return {
      keys: (page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])),
      more: page.IsTruncated === true,
    };
  },
  remove: async (key) => {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  },
  removeUnder: async (prefix, notAfter) => {
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: s3 },
      { Bucket: bucket, Prefix: prefix },
    )) {
      const old = Contents.filter(({ LastModified }) => (LastModified?.getTime() ?? 0) <= notAfter);
      await Promise.all(old.map(({ Key }) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))));
    }
  },
});
