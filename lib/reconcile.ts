/**
 * The construct of reconcile, which asks shops for orders that no webhook told of. The function is always
 * there; what wakes and watches it only where the deployment switches it on. EventBridge → [this] → shop's
 * API, input queue
 */
import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { RAW_PREFIX } from '../contract/bucket.ts';
import type { ReconcileEnv } from '../contract/environment.ts';
import { METRICS } from '../contract/routes.ts';
import { SHOPS_OWN_API } from '../contract/secrets.ts';
import { PROFILES, RECONCILIATIONS, SHOP_NUMBERS } from '../contract/table.ts';
import { ALARM_PERIOD, alarm } from './alarms.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowItems, allowUnder } from './permissions.ts';
import { deadLetterQueue } from './queues.ts';

const EVERY = Duration.hours(1);
/** What changed longer ago has not been looked at: some runs in a row failed, or there is too much of it. */
const LAG_SECONDS = 4 * 60 * 60;
const HEADING = 'orders-not-reconciled';

export class Reconcile extends Construct {
  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    const switchedOn = deployment.reconcile.length > 0;
    const deadLetters = switchedOn
      ? deadLetterQueue(this, 'DeadLetters', { heading: HEADING, topic: state.alarms })
      : undefined;
    const fn = nodeFunction<ReconcileEnv>(this, {
      name: 'reconcile',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        RAW_BUCKET: state.rawBucket.bucketName,
        KEYS_SECRET_ID: state.keys.secretArn,
        SHOP_CREDENTIALS_ID: state.shopCredentials.secretArn,
        SHOP_API_URL: SHOPS_OWN_API,
        RECONCILE: deployment.reconcile.join(','),
      },
      may: [
        allow(['secretsmanager:GetSecretValue'], state.keys.secretArn, state.shopCredentials.secretArn),
        allowItems(['dynamodb:GetItem'], state.table.tableArn, PROFILES),
        allowItems(['dynamodb:GetItem', 'dynamodb:PutItem'], state.table.tableArn, RECONCILIATIONS),
        allowItems(['dynamodb:GetItem', 'dynamodb:UpdateItem'], state.table.tableArn, SHOP_NUMBERS),
        allow(['sqs:SendMessage'], state.inputs.queueArn),
        allowUnder(
          ['s3:PutObject'],
          state.rawBucket,
          RAW_PREFIX.inputs,
          RAW_PREFIX.quarantine,
          RAW_PREFIX.mentions,
        ),
      ],
      memoryMb: 512,
      // A run ends itself after four minutes and says where it came to; its last page may take a while.
      timeout: Duration.minutes(6),
      // A failed run is repeated only briefly, because the next one comes anyway and goes on from its place.
      ...(deadLetters
        ? { async: { onFailure: new SqsDestination(deadLetters), retryAttempts: 1, maxEventAge: EVERY } }
        : {}),
    });
    if (!deadLetters) return;
    new Rule(this, 'EveryHour', {
      schedule: Schedule.rate(EVERY),
      targets: [new LambdaFunction(fn, { deadLetterQueue: deadLetters, maxEventAge: EVERY })],
    });
    this.watch(fn, { deployment, state });
  }

  private watch(fn: NodejsFunction, { state }: ConstructProps): void {
    const metric = (metricName: string, statistic: string, period: Duration): Metric =>
      new Metric({
        namespace: METRICS.namespace,
        metricName,
        dimensionsMap: { [METRICS.dimension]: fn.functionName },
        statistic,
        period,
      });
    alarm(this, 'Lag', {
      metric: metric(METRICS.reconciliationLagSeconds, 'Maximum', EVERY),
      above: LAG_SECONDS,
      periods: 3,
      silence: true,
      says: 'A shop has not been asked for its orders for hours, or not for all of them.',
      heading: HEADING,
      topic: state.alarms,
    });
    alarm(this, 'Quarantined', {
      metric: metric(METRICS.quarantined, 'Sum', ALARM_PERIOD),
      above: 0,
      says: 'An order that was asked for could not be understood and was kept in quarantine.',
      heading: 'quarantine',
      topic: state.alarms,
    });
  }
}
