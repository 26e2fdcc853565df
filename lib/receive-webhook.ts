/**
 * The construct of the door, which verifies what platforms send and answers only once the queue has accepted
 * it. HTTP API → [this] → input queue
 */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { RAW_PREFIX } from '../contract/bucket.ts';
import type { ReceiveWebhookEnv } from '../contract/environment.ts';
import { METRICS } from '../contract/routes.ts';
import { alarmOnCount } from './alarms.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowUnder, noticesOf } from './permissions.ts';

export class ReceiveWebhook extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    this.function = nodeFunction<ReceiveWebhookEnv>(this, {
      name: 'receive-webhook',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        RAW_BUCKET: state.rawBucket.bucketName,
        WEBHOOK_SECRETS_ID: state.webhookSecrets.secretArn,
        BEARER_TOKENS_ID: state.bearerTokens.secretArn,
        KEYS_SECRET_ID: state.keys.secretArn,
        SHOPS: JSON.stringify(deployment.shops),
        NOTICE_QUEUE_URL: state.notices?.queue.queueUrl ?? '',
      },
      may: [
        allow(
          ['secretsmanager:GetSecretValue'],
          state.webhookSecrets.secretArn,
          state.bearerTokens.secretArn,
          state.keys.secretArn,
        ),
        // For what must hold before the answer (STOP on WhatsApp, erasures), and for statuses, which update
        // the ledger.
        allow(['dynamodb:UpdateItem', 'dynamodb:GetItem', 'dynamodb:BatchGetItem'], state.table.tableArn),
        allow(['sqs:SendMessage'], state.inputs.queueArn, ...noticesOf(state)),
        allowUnder(
          ['s3:PutObject'],
          state.rawBucket,
          RAW_PREFIX.inputs,
          RAW_PREFIX.quarantine,
          RAW_PREFIX.mentions,
        ),
      ],
      memoryMb: 512,
      // Shopify waits five seconds; the rest is needed for large bodies on a cold start.
      timeout: Duration.seconds(15),
    });
    alarmOnCount(this, 'Quarantined', {
      counts: METRICS.quarantined,
      sender: this.function,
      says: 'A signed webhook could not be understood and was kept in quarantine.',
      heading: 'quarantine',
      topic: state.alarms,
    });
    alarmOnCount(this, 'DataRequested', {
      counts: METRICS.dataRequests,
      sender: this.function,
      says: 'A customer asks for their data; a person must act within 30 days.',
      heading: 'data-requests',
      topic: state.alarms,
    });
    alarmOnCount(this, 'ShopErasureWaits', {
      counts: METRICS.shopErasures,
      sender: this.function,
      says: 'A shop has left and asks that everybody it told of is forgotten; it runs by itself after 10 days.',
      heading: 'shop-erasures',
      topic: state.alarms,
    });
    alarmOnCount(this, 'ShopWarned', {
      counts: METRICS.shopWarnings,
      sender: this.function,
      says: 'Webhooks show that the shop should change a setting, such as its own reminder of carts.',
      heading: 'shop-warnings',
      topic: state.alarms,
    });
  }
}
