/**
 * Publishes the content folder. S3 notification or a direct call with {} → [this] →
 * core/program/compile-program → controls item
 */

import { Logger } from '@aws-lambda-powertools/logger';
import { createConfigBucket, keyOfNotification, pathInFolder } from '../../adapters/buckets/config-bucket.ts';
import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import type { PublishProgramEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { isOutput } from '../../core/publish/paths.ts';
import type { Report } from '../../core/publish/report.ts';
import { clientOptions, dynamodbClient, type RequestHandler, s3Client } from '../../runtime/clients.ts';
import { publish } from './publish.ts';

/**
 * Where the bucket's change comes from: EventBridge (plain key) or an S3 notification (encoded keys). A
 * direct call has neither.
 */
export type PublishEvent = Readonly<{
  detail?: Readonly<{ object?: Readonly<{ key?: string }> }>;
  Records?: readonly Readonly<{ s3: Readonly<{ object: Readonly<{ key: string }> }> }>[];
}>;

export const createPublishProgram = (
  env: PublishProgramEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
) => {
  const options = clientOptions(env, requestHandler);
  const dynamo = dynamodbClient(options);
  const s3 = s3Client(options);
  const logger = new Logger({ serviceName: 'publish-program' });
  const table = { tableName: env.TABLE_NAME, client: dynamo };
  const ports = {
    folder: createConfigBucket({ s3, bucket: env.CONFIG_BUCKET }),
    controls: createControlsStore(table),
    programs: createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls: createControlsStore(table) }),
    waiting: createProfileStore(table).waiting,
  };
  /** Undefined where the notification is only about what publishing wrote itself. */
  return async (event: PublishEvent = {}): Promise<Report | undefined> => {
    if (isOwnEcho(event)) return undefined;
    const report = await publish(ports, runtime.now());
    const errors = report.problems.filter(({ severity }) => severity === 'error').length;
    logger.info('publish', {
      ok: report.ok,
      program: report.program,
      errors,
      warnings: report.problems.length - errors,
    });
    return report;
  };
};

const isOwnEcho = ({ detail, Records = [] }: PublishEvent): boolean => {
  const key = detail?.object?.key;
  const keys = [
    ...(key === undefined ? [] : [key]),
    ...Records.map((record) => keyOfNotification(record.s3.object.key)),
  ];
  const paths = keys.map(pathInFolder);
  return paths.length > 0 && paths.every((path) => path === undefined || isOutput(path));
};
