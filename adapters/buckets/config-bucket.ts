/**
 * The content folder in the config bucket: the files that marketers edit, and the report and schemas that
 * publishing writes beside them.
 */

import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CONFIG_PREFIX } from '../../contract/bucket.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ContentEntry, ContentFolder, NotUtf8 } from '../../core/ports/content-folder.ts';
import { present } from '../../core/present.ts';

/** The most keys that S3 lists per call. */
const PAGE_KEYS = 1_000;

export const createConfigBucket = ({
  s3,
  bucket,
}: Readonly<{ s3: S3Client; bucket: string }>): ContentFolder => ({
  list: async () => {
    const limit = LIMITS.contentFiles + 1;
    const entries: ContentEntry[] = [];
    let page: Page = { entries: [] };
    do {
      page = await readPage(s3, bucket, page.next);
      entries.push(...page.entries);
    } while (page.next !== undefined && entries.length < limit);
    return entries.slice(0, limit);
  },
  read: async (path) => {
    try {
      const object = await s3.send(
        new GetObjectCommand({ Bucket: bucket, Key: CONFIG_PREFIX.content + path }),
      );
      const bytes = await object.Body?.transformToByteArray();
      return bytes && textOf(bytes);
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw error;
    }
  },
  write: async (path, text, contentType) => {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: CONFIG_PREFIX.content + path,
        Body: text,
        ContentType: contentType,
      }),
    );
  },
});

/**
 * Replacing what cannot be decoded would put � into every mail, so a file in another encoding is an answer.
 */
export const textOf = (bytes: Uint8Array): string | NotUtf8 => {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || bytes.includes(0))
    return { encoding: 'UTF-16' };
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { encoding: 'ANSI (Windows-1252)' };
  }
};

type Page = Readonly<{ entries: readonly ContentEntry[]; next?: string }>;

const readPage = async (s3: S3Client, bucket: string, token: string | undefined): Promise<Page> => {
  const page = await s3.send(
    new ListObjectsV2Command(
      present({
        Bucket: bucket,
        Prefix: CONFIG_PREFIX.content,
        MaxKeys: PAGE_KEYS,
        ContinuationToken: token || undefined,
      }),
    ),
  );
  const entries = (page.Contents ?? []).map(({ Key = '', Size = 0 }) => ({
    path: Key.slice(CONFIG_PREFIX.content.length),
    bytes: Size,
  }));
  const named = entries.filter(({ path }) => path !== '');
  return page.IsTruncated && page.NextContinuationToken
    ? { entries: named, next: page.NextContinuationToken }
    : { entries: named };
};

/** The path inside the content folder; undefined for keys outside it. */
export const pathInFolder = (key: string): string | undefined =>
  key.startsWith(CONFIG_PREFIX.content) ? key.slice(CONFIG_PREFIX.content.length) : undefined;

/** The key in an S3 notification, which encodes keys like URLs; EventBridge does not encode them. */
export const keyOfNotification = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));
