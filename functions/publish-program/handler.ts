/** Publishes the content folder. S3 notification or a direct call with {} → [this] → core/program/compile-program → controls item */
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { AwsConfig, RequestHandler } from '../../adapters/aws-config.ts';
import { createConfigBucket, pathOfNotification } from '../../adapters/config-bucket.ts';
import { createControlsStore } from '../../adapters/controls.ts';
import { createProfileStore } from '../../adapters/profiles.ts';
import { createPrograms, storeProgram } from '../../adapters/programs.ts';
import type { PublishProgramEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports.ts';
import { isOutput } from '../../core/program/paths.ts';
import type { Report } from '../../core/program/report.ts';
import { publish } from './publish.ts';

/** The part of an S3 notification that matters here; a direct call has no records. */
export type PublishEvent = Readonly<{ Records?: readonly Readonly<{ s3: Readonly<{ object: Readonly<{ key: string }> }> }>[] }>;

export const createPublishProgram = (env: PublishProgramEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const config: AwsConfig = { userAgentAppId: env.AWS_LAMBDA_FUNCTION_NAME, ...(requestHandler ? { requestHandler } : {}) };
  const dynamo = new DynamoDBClient({ ...config });
  const s3 = new S3Client({ ...config });
  const logger = new Logger({ serviceName: 'publish-program' });
  const table = { tableName: env.TABLE_NAME, client: dynamo };
  const ports = {
    folder: createConfigBucket({ s3, bucket: env.CONFIG_BUCKET }),
    controls: createControlsStore(table),
    programs: createPrograms({ tableName: env.TABLE_NAME, dynamo, s3, bucket: env.CONFIG_BUCKET }),
    store: storeProgram.bind(null, s3, env.CONFIG_BUCKET),
    waiting: createProfileStore(table).waiting,
  };
  /** Undefined where the notification is only about what publishing wrote itself. */
  return async (event: PublishEvent = {}): Promise<Report | undefined> => {
    if (isOwnEcho(event)) return undefined;
    const report = await publish(ports, runtime.now());
    const errors = report.problems.filter(({ severity }) => severity === 'error').length;
    logger.info('publish', { ok: report.ok, program: report.program, errors, warnings: report.problems.length - errors });
    return report;
  };
};

const isOwnEcho = ({ Records = [] }: PublishEvent): boolean =>
  Records.length > 0 &&
  Records.every((record) => {
    const path = pathOfNotification(record.s3.object.key);
    return path === undefined || isOutput(path);
  });
