/** Composes, once, everything that seed-content works with. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { SeedContentEnv } from '../../contract/environment.ts';
import { clientOptions, type RequestHandler, s3Client } from '../../runtime/clients.ts';
import { createLog, type Log } from '../../runtime/log.ts';
import { put } from './answer.ts';

export type SeedContentOptions = Readonly<{
  /** The folder with the first content. */
  folder: string;
  answer?: (url: string, body: string) => Promise<void>;
  requestHandler?: RequestHandler;
}>;

export type SeedContentDeps = Readonly<{
  s3: S3Client;
  bucket: string;
  folder: string;
  answer: (url: string, body: string) => Promise<void>;
  log: Log;
}>;

export const createDeps = (
  env: SeedContentEnv,
  { folder, answer = put, requestHandler }: SeedContentOptions,
): SeedContentDeps => ({
  s3: s3Client(clientOptions(env, requestHandler)),
  bucket: env.CONFIG_BUCKET,
  folder,
  answer,
  log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
});
