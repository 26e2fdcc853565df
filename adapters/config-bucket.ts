/** The content folder in the config bucket: what marketers edit, and the report and schemas that publishing writes beside it. */
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CONFIG_PREFIX } from '../contract/bucket.ts';
import { LIMITS } from '../core/limits.ts';

export type ContentEntry = Readonly<{ path: string; bytes: number }>;

/** Paths are inside the content folder, e.g. `flows/welcome.json`. */
export type ContentFolder = Readonly<{
  /** At most one more than LIMITS.contentFiles, so that too many are noticed. */
  list: () => Promise<readonly ContentEntry[]>;
  /** Undefined where the file is gone by now. */
  read: (path: string) => Promise<string | undefined>;
  write: (path: string, text: string, contentType: string) => Promise<void>;
}>;

/** Most keys that S3 lists per call. */
const PAGE_KEYS = 1_000;

export const createConfigBucket = ({ s3, bucket }: Readonly<{ s3: S3Client; bucket: string }>): ContentFolder => ({
  list: async () => {
    const limit = LIMITS.contentFiles + 1;
    const entries: ContentEntry[] = [];
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: CONFIG_PREFIX.content,
          MaxKeys: PAGE_KEYS,
          ...(token ? { ContinuationToken: token } : {}),
        }),
      );
      for (const { Key, Size } of page.Contents ?? [])
        entries.push({ path: (Key ?? '').slice(CONFIG_PREFIX.content.length), bytes: Size ?? 0 });
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined && entries.length < limit);
    return entries.filter(({ path }) => path !== '').slice(0, limit);
  },
  read: async (path) => {
    try {
      const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: CONFIG_PREFIX.content + path }));
      return await object.Body?.transformToString('utf-8');
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw error;
    }
  },
  write: async (path, text, contentType) => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: CONFIG_PREFIX.content + path, Body: text, ContentType: contentType }));
  },
});

/** The path inside the content folder of a key as S3 notifications give it, url-encoded; undefined outside the folder. */
export const pathOfNotification = (key: string): string | undefined => {
  const decoded = decodeURIComponent(key.replaceAll('+', ' '));
  return decoded.startsWith(CONFIG_PREFIX.content) ? decoded.slice(CONFIG_PREFIX.content.length) : undefined;
};
