/**
 * Makes the functions behind our public pages: they read the live program's words and queue what people send.
 */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { CONFIG_PREFIX } from '../contract/bucket.ts';
import type { ConfirmEnv, PreferencesEnv, SubscribeEnv } from '../contract/environment.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowUnder } from './permissions.ts';

type Page = Readonly<{
  /** Folder under functions/. */
  name: string;
  /** The actions that this page may perform on the table. */
  table: readonly string[];
}>;

export const pageFunction = (
  scope: Construct,
  { deployment, state }: ConstructProps,
  { name, table }: Page,
): IFunction =>
  nodeFunction<ConfirmEnv & PreferencesEnv & SubscribeEnv>(scope, {
    name,
    deployment,
    alarms: state.alarms,
    environment: {
      TABLE_NAME: state.table.tableName,
      INPUT_QUEUE_URL: state.inputs.queueUrl,
      CONFIG_BUCKET: state.configBucket.bucketName,
      KEYS_SECRET_ID: state.keys.secretArn,
    },
    may: [
      allow(table, state.table.tableArn),
      allowUnder(['s3:GetObject'], state.configBucket, CONFIG_PREFIX.programs),
      allow(['sqs:SendMessage'], state.inputs.queueArn),
      allow(['secretsmanager:GetSecretValue'], state.keys.secretArn),
    ],
    memoryMb: 512,
    timeout: Duration.seconds(15),
  });
