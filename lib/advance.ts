/**
 * The construct of the engine: one input at a time per profile, one conditional write, then the effects.
 * input queue → [this] → timers, outbox
 */
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { CONFIG_PREFIX, RAW_PREFIX } from '../contract/bucket.ts';
import type { AdvanceEnv } from '../contract/environment.ts';
import { ALARM_PERIOD, alarm } from './alarms.ts';
import type { ConstructProps } from './construct-props.ts';
import { consume } from './consume.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowConsuming, allowTimers, allowUnder } from './permissions.ts';
import { ADVANCE_TIMEOUT } from './stateful-stack.ts';

/**
 * Limits the engine, so that a flood of inputs leaves the door enough of the account's concurrency to accept
 * more.
 */
const ENGINES_AT_ONCE = 100;
/** The engine promises to be at most this late (I8). */
const LATE_SECONDS = 15 * 60;

export class Advance extends Construct {
  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    const { timers } = state;
    const fn = nodeFunction<AdvanceEnv>(this, {
      name: 'advance',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        INPUT_QUEUE_ARN: state.inputs.queueArn,
        OUTBOX_QUEUE_URL: state.outbox.queueUrl,
        WHATSAPP_OUTBOX_URL: state.whatsappOutbox.queueUrl,
        CALL_QUEUE_URL: state.calls.queueUrl,
        RAW_BUCKET: state.rawBucket.bucketName,
        CONFIG_BUCKET: state.configBucket.bucketName,
        KEYS_SECRET_ID: state.keys.secretArn,
        SCHEDULE_GROUP: timers.group.scheduleGroupName,
        SCHEDULE_ROLE_ARN: timers.role.roleArn,
        SCHEDULE_DLQ_ARN: timers.deadLetters.queueArn,
        TEST_REACHES: 'addresses',
      },
      may: [
        allowConsuming(state.inputs),
        allow(
          ['sqs:SendMessage'],
          state.inputs.queueArn,
          state.outbox.queueArn,
          state.whatsappOutbox.queueArn,
          state.calls.queueArn,
        ),
        allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], state.table.tableArn),
        // For erasures and exports: records, the ledger's rows, and the walk over all customers of a shop
        // that leaves.
        allow(
          ['dynamodb:Query', 'dynamodb:Scan', 'dynamodb:DeleteItem', 'dynamodb:BatchGetItem'],
          state.table.tableArn,
        ),
        allow(['secretsmanager:GetSecretValue'], state.keys.secretArn),
        allow(['s3:ListBucket'], state.rawBucket.bucketArn),
        allowUnder(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], state.rawBucket, RAW_PREFIX.inputs),
        allowUnder(['s3:GetObject', 's3:DeleteObject'], state.rawBucket, RAW_PREFIX.mentions),
        allowUnder(['s3:DeleteObject'], state.rawBucket, RAW_PREFIX.quarantine),
        allowUnder(['s3:PutObject', 's3:DeleteObject'], state.rawBucket, RAW_PREFIX.exports),
        allowUnder(['s3:GetObject'], state.configBucket, CONFIG_PREFIX.programs),
        allowTimers(this, timers.group.scheduleGroupName),
        allow(['iam:PassRole'], timers.role.roleArn),
      ],
      memoryMb: 512,
      timeout: ADVANCE_TIMEOUT,
    });
    consume(fn, state.inputs, { maxConcurrency: ENGINES_AT_ONCE });
    alarm(this, 'InputsAreLate', {
      metric: new Metric({
        namespace: 'AWS/SQS',
        metricName: 'ApproximateAgeOfOldestMessage',
        dimensionsMap: { QueueName: state.inputs.queueName },
        statistic: 'Maximum',
        period: ALARM_PERIOD,
      }),
      above: LATE_SECONDS,
      says: 'The oldest input has waited for more than 15 minutes.',
      heading: 'inputs-are-late',
      topic: state.alarms,
    });
  }
}
