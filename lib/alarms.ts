/** Makes alarms whose description names the heading of the runbook that explains them. */
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { METRICS } from '../contract/routes.ts';

/** Headings of RUNBOOK.md as anchors. A test compares this list with the file. */
export type RunbookHeading =
  | 'input-dead-letters'
  | 'outbox-dead-letters'
  | 'timer-dead-letters'
  | 'feedback-dead-letters'
  | 'publish-dead-letters'
  | 'catalogue-dead-letters'
  | 'import-dead-letters'
  | 'sweep-dead-letters'
  | 'quarantine'
  | 'data-requests'
  | 'sign-up-ceiling'
  | 'coupon-pool-empty'
  | 'coupon-not-made'
  | 'content-invalid'
  | 'call-dead-letters'
  | 'calls-refused'
  | 'shop-erasures'
  | 'shop-warnings'
  | 'orders-not-reconciled'
  | 'notice-dead-letters'
  | 'details-refused'
  | 'inputs-are-late'
  | 'waits-are-overdue'
  | 'function-errors'
  | 'function-throttled';

export const ALARM_PERIOD = Duration.minutes(5);

type AlarmProps = Readonly<{
  metric: IMetric;
  /** The alarm is raised when the metric is above this. */
  above: number;
  /** How many periods in a row; one where every single case needs an operator. */
  periods?: number;
  /** One sentence that says what has happened. */
  says: string;
  heading: RunbookHeading;
  topic: ITopic;
  /** The alarm is also raised when nothing reports the metric. */
  silence?: true;
}>;

export const alarm = (scope: Construct, id: string, props: AlarmProps): Alarm => {
  const made = new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: props.periods ?? 1,
    treatMissingData: props.silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    alarmDescription: `${props.says} What to do: RUNBOOK.md#${props.heading}`,
  });
  made.addAlarmAction(new SnsAction(props.topic));
  return made;
};

/** One message is enough: everything in a dead-letter queue was acknowledged to its sender. */
export const alarmOnDeadLetters = (queue: IQueue, heading: RunbookHeading, topic: ITopic): Alarm =>
  alarm(queue.node.scope as Construct, `${queue.node.id}NotEmpty`, {
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
    above: 0,
    says: 'Something could not be processed and lies in a dead-letter queue.',
    heading,
    topic,
  });

/** What both senders have to tell an operator. */
export const alarmOnSender = (scope: Construct, sender: IFunction, topic: ITopic): void => {
  // One held message means that the limit of the whole hour, or day, is reached.
  alarmOnCount(scope, 'SignUpCeiling', {
    counts: METRICS.signUpCeiling,
    sender,
    says: 'More sign-ups want a confirmation than settings.json lets out in an hour, or a day on WhatsApp.',
    heading: 'sign-up-ceiling',
    topic,
  });
  alarmOnCount(scope, 'CouponPoolEmpty', {
    counts: METRICS.couponPoolEmpty,
    sender,
    says: 'A message did not leave, because its pool had no coupon code left.',
    heading: 'coupon-pool-empty',
    topic,
  });
  alarmOnCount(scope, 'CouponNotMade', {
    counts: METRICS.couponNotMade,
    sender,
    says: 'A message did not leave, because the shop did not make its coupon code.',
    heading: 'coupon-not-made',
    topic,
  });
  alarmOnCount(scope, 'ContentInvalid', {
    counts: METRICS.contentInvalid,
    sender,
    says: 'A message did not leave, because its template could not be filled for the customer.',
    heading: 'content-invalid',
    topic,
  });
};

type Counting = Pick<AlarmProps, 'says' | 'heading' | 'topic'> &
  Readonly<{ counts: string; sender: IFunction }>;

export const alarmOnCount = (scope: Construct, id: string, { counts, sender, ...told }: Counting): Alarm =>
  alarm(scope, id, {
    metric: new Metric({
      namespace: METRICS.namespace,
      metricName: counts,
      dimensionsMap: { [METRICS.dimension]: sender.functionName },
      statistic: 'Sum',
      period: ALARM_PERIOD,
    }),
    above: 0,
    ...told,
  });
