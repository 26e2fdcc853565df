/**
 * The construct of the sweep, which finds overdue customers every five minutes, drives them again and reports
 * them (I8). EventBridge → [this] → input queue
 */
import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import type { SweepEnv } from '../contract/environment.ts';
import { METRICS } from '../contract/routes.ts';
import { TABLE } from '../contract/table.ts';
import { ALARM_PERIOD, alarm } from './alarms.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow } from './permissions.ts';
import { deadLetterQueue } from './queues.ts';

const EVERY = Duration.minutes(5);

export class Sweep extends Construct {
  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    const deadLetters = deadLetterQueue(this, 'DeadLetters', {
      heading: 'sweep-dead-letters',
      topic: state.alarms,
    });
    const fn = nodeFunction<SweepEnv>(this, {
      name: 'sweep',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
      },
      may: [
        allow(['dynamodb:Query'], `${state.table.tableArn}/index/${TABLE.dueIndex.name}`),
        allow(['sqs:SendMessage'], state.inputs.queueArn),
      ],
      memoryMb: 256,
      timeout: Duration.minutes(1),
      // A failed sweep is repeated only briefly, because the next one comes anyway.
      async: { onFailure: new SqsDestination(deadLetters), retryAttempts: 1, maxEventAge: EVERY },
    });
    new Rule(this, 'Every5Minutes', {
      schedule: Schedule.rate(EVERY),
      targets: [new LambdaFunction(fn, { deadLetterQueue: deadLetters, maxEventAge: EVERY })],
    });
    alarm(this, 'Overdue', {
      metric: new Metric({
        namespace: METRICS.namespace,
        metricName: METRICS.overdue,
        dimensionsMap: { [METRICS.dimension]: fn.functionName },
        statistic: 'Maximum',
        period: ALARM_PERIOD,
      }),
      above: 0,
      // The first sweep drives them again; a customer who is still overdue at the third has not moved.
      periods: 3,
      says: 'Customers wait longer than they should, although they were driven again.',
      heading: 'waits-are-overdue',
      topic: state.alarms,
    });
  }
}
