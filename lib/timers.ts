/**
 * The resources of one-off timers: their group, the role with which Scheduler delivers them, and the queue of
 * those it could not deliver.
 */
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Deployment, nameOf } from './deployment.ts';
import { allow, documentOf } from './permissions.ts';
import { deadLetterQueue } from './queues.ts';

/**
 * The construct is stateful, because every armed timer names the role and the group: a new role would strand
 * all waiting customers.
 */
export class Timers extends Construct {
  readonly group: ScheduleGroup;
  readonly role: Role;
  readonly deadLetters: Queue;

  constructor(
    scope: Construct,
    id: string,
    props: Readonly<{ deployment: Deployment; inputs: IQueue; alarms: ITopic }>,
  ) {
    super(scope, id);
    this.group = new ScheduleGroup(this, 'Group', {
      scheduleGroupName: nameOf(props.deployment, 'timers'),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', {
      heading: 'timer-dead-letters',
      topic: props.alarms,
    });
    this.role = new Role(this, 'Role', {
      // Without the condition, a schedule of another account could use the role.
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Stack.of(this).account,
            'aws:SourceArn': this.group.scheduleGroupArn,
          },
        },
      }),
      inlinePolicies: {
        deliver: documentOf([allow(['sqs:SendMessage'], props.inputs.queueArn, this.deadLetters.queueArn)]),
      },
    });
    this.role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
