/**
 * Fills an empty config bucket with the first content, once, and tells CloudFormation how that went.
 * CloudFormation → [this] → config bucket
 */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CONFIG_PREFIX } from '../../contract/bucket.ts';
import type { SeedContentEnv } from '../../contract/environment.ts';
import { clientOptions, type RequestHandler, s3Client } from '../../runtime/clients.ts';

const requestSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
});
type CustomResourceRequest = z.infer<typeof requestSchema>;
export type Seeded = Readonly<{ seeded: number }>;

type Options = Readonly<{
  folder: string;
  answer?: (url: string, body: string) => Promise<void>;
  requestHandler?: RequestHandler;
}>;

export const createSeedContent = (
  env: SeedContentEnv,
  { folder, answer = put, requestHandler }: Options,
): ((event: unknown) => Promise<Seeded>) => {
  const s3 = s3Client(clientOptions(env, requestHandler));
  const bucket = { s3, name: env.CONFIG_BUCKET };
  return async (event) => {
    const request = requestSchema.parse(event);
    try {
      // An update or a removal of the stack is none of the content's business: it belongs to the marketers
      // from the first day on.
      const seeded = request.RequestType === 'Create' ? await seedIfEmpty(bucket, folder) : 0;
      await answer(request.ResponseURL, bodyFor(request, { Status: 'SUCCESS' }));
      return { seeded };
    } catch (error) {
      await answer(
        request.ResponseURL,
        bodyFor(request, {
          Status: 'FAILED',
          Reason: `First content: ${error instanceof Error ? error.message : 'unknown'}`,
        }),
      );
      throw error;
    }
  };
};

const seedIfEmpty = async (
  bucket: Readonly<{ s3: S3Client; name: string }>,
  folder: string,
): Promise<number> => {
  const present = await bucket.s3.send(
    new ListObjectsV2Command({ Bucket: bucket.name, Prefix: CONFIG_PREFIX.content, MaxKeys: 1 }),
  );
  if ((present.KeyCount ?? 0) > 0) return 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files) {
    const key = CONFIG_PREFIX.content + file.slice(folder.length + 1).replaceAll('\\', '/');
    await bucket.s3.send(new PutObjectCommand({ Bucket: bucket.name, Key: key, Body: await readFile(file) }));
  }
  return files.length;
};

const bodyFor = (
  { StackId, RequestId, LogicalResourceId, PhysicalResourceId }: CustomResourceRequest,
  result: Readonly<{ Status: string; Reason?: string }>,
): string =>
  JSON.stringify({
    ...result,
    StackId,
    RequestId,
    LogicalResourceId,
    PhysicalResourceId: PhysicalResourceId ?? 'first-content',
  });

const put = async (url: string, body: string): Promise<void> => {
  const response = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!response.ok) throw new Error(`CloudFormation refused the answer with status ${response.status}`);
};
