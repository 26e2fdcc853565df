/** Alarms that say in their description where the runbook explains them. */
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Headings of RUNBOOK.md, as their anchors. A test holds this list against the file. */
export type RunbookHeading =
  | 'input-dead-letters'
  | 'outbox-dead-letters'
  | 'timer-dead-letters'
  | 'feedback-dead-letters'
  | 'publish-dead-letters'
  | 'sweep-dead-letters'
  | 'quarantine'
  | 'data-requests'
  | 'inputs-are-late'
  | 'waits-are-overdue'
  | 'function-errors'
  | 'function-throttled';

export const ALARM_PERIOD = Duration.minutes(5);

type AlarmProps = Readonly<{
  metric: IMetric;
  /** Alarms when the metric is above this. */
  above: number;
  /** How many periods in a row; one where every single case needs a person. */
  periods?: number;
  /** One sentence on what has happened. */
  says: string;
  heading: RunbookHeading;
  topic: ITopic;
}>;

export const alarm = (scope: Construct, id: string, props: AlarmProps): Alarm => {
  const made = new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: props.periods ?? 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${props.says} What to do: RUNBOOK.md#${props.heading}`,
  });
  made.addAlarmAction(new SnsAction(props.topic));
  return made;
};

/** Whatever lies in a dead-letter queue was promised to somebody, so one message is enough. */
export const alarmOnDeadLetters = (queue: IQueue, heading: RunbookHeading, topic: ITopic): Alarm =>
  alarm(queue.node.scope as Construct, `${queue.node.id}NotEmpty`, {
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
    above: 0,
    says: 'Something could not be processed and lies in a dead-letter queue.',
    heading,
    topic,
  });
