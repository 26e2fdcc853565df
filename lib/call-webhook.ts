/**
 * The construct of call-webhook, which makes the calls of web addresses that flows decided. queue of calls →
 * [this] → the internet
 */
import { Construct } from 'constructs';
import { CONFIG_PREFIX } from '../contract/bucket.ts';
import type { CallWebhookEnv } from '../contract/environment.ts';
import { METRICS } from '../contract/routes.ts';
import { alarmOnCount } from './alarms.ts';
import type { ConstructProps } from './construct-props.ts';
import { consume } from './consume.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowConsuming, allowUnder } from './permissions.ts';
import { CALL_WEBHOOK_TIMEOUT } from './stateful-stack.ts';

/** The far ends are other people's machines, and nobody waits for a call. */
const CALLS_AT_ONCE = 4;

export class CallWebhook extends Construct {
  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    const fn = nodeFunction<CallWebhookEnv>(this, {
      name: 'call-webhook',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        CALL_QUEUE_URL: state.calls.queueUrl,
        CONFIG_BUCKET: state.configBucket.bucketName,
        CALL_SECRETS_ID: state.callSecrets.secretArn,
        CALL_URL: '{url}',
        TEST_REACHES: 'addresses',
      },
      may: [
        allowConsuming(state.calls),
        allow(['sqs:SendMessage'], state.inputs.queueArn, state.calls.queueArn),
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], state.table.tableArn),
        allowUnder(['s3:GetObject'], state.configBucket, CONFIG_PREFIX.programs),
        allow(['secretsmanager:GetSecretValue'], state.callSecrets.secretArn),
      ],
      memoryMb: 256,
      timeout: CALL_WEBHOOK_TIMEOUT,
    });
    consume(fn, state.calls, { maxConcurrency: CALLS_AT_ONCE });
    alarmOnCount(this, 'CallRefused', {
      counts: METRICS.callRefused,
      sender: fn,
      says: 'A call of a flow was not taken by the far end, or was not made.',
      heading: 'calls-refused',
      topic: state.alarms,
    });
  }
}
