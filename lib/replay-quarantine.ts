/**
 * The construct of replay-quarantine, which translates quarantined webhooks again; an operator invokes it
 * after a fix. [this] → input queue
 */
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { RAW_PREFIX } from '../contract/bucket.ts';
import type { ReplayQuarantineEnv } from '../contract/environment.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowUnder, noticesOf } from './permissions.ts';

export class ReplayQuarantine extends Construct {
  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    const { rawBucket } = state;
    nodeFunction<ReplayQuarantineEnv>(this, {
      name: 'replay-quarantine',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        RAW_BUCKET: rawBucket.bucketName,
        KEYS_SECRET_ID: state.keys.secretArn,
        NOTICE_QUEUE_URL: state.notices?.queue.queueUrl ?? '',
      },
      may: [
        allow(['secretsmanager:GetSecretValue'], state.keys.secretArn),
        allow(['dynamodb:UpdateItem', 'dynamodb:GetItem', 'dynamodb:BatchGetItem'], state.table.tableArn),
        allow(['sqs:SendMessage'], state.inputs.queueArn, ...noticesOf(state)),
        allow(['s3:ListBucket'], rawBucket.bucketArn),
        allowUnder(['s3:GetObject', 's3:DeleteObject'], rawBucket, RAW_PREFIX.quarantine),
        allowUnder(['s3:PutObject'], rawBucket, RAW_PREFIX.inputs),
      ],
      memoryMb: 512,
      timeout: Duration.minutes(5),
    });
  }
}
