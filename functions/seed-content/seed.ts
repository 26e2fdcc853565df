/** Copies every file of the folder into the bucket, if the bucket has no content yet. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { CONFIG_PREFIX } from '../../contract/bucket.ts';
import type { SeedContentDeps } from './deps.ts';

/** Returns how many files were copied. */
export const seedIfEmpty = async ({ s3, bucket, folder }: SeedContentDeps): Promise<number> => {
  const found = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: CONFIG_PREFIX.content, MaxKeys: 1 }),
  );
  if ((found.KeyCount ?? 0) > 0) return 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files) {
    const key = CONFIG_PREFIX.content + file.slice(folder.length + 1).replaceAll('\\', '/');
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: await readFile(file) }));
  }
  return files.length;
};
