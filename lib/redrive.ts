/**
 * The construct of redrive, which puts dead letters back or releases a held customer; an operator invokes it
 * after a fix. [this] → input queue, outbox queue
 */
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { RedriveEnv } from '../contract/environment.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, noticesOf } from './permissions.ts';

export class Redrive extends Construct {
  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    const { inputs, outbox, whatsappOutbox, deadLetters, timers } = state;
    nodeFunction<RedriveEnv>(this, {
      name: 'redrive',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: inputs.queueUrl,
        INPUT_DLQ_URL: deadLetters.inputs.queueUrl,
        OUTBOX_QUEUE_URL: outbox.queueUrl,
        OUTBOX_DLQ_URL: deadLetters.outbox.queueUrl,
        WHATSAPP_OUTBOX_URL: whatsappOutbox.queueUrl,
        WHATSAPP_OUTBOX_DLQ_URL: deadLetters.whatsappOutbox.queueUrl,
        CALL_QUEUE_URL: state.calls.queueUrl,
        CALL_DLQ_URL: deadLetters.calls.queueUrl,
        SCHEDULE_DLQ_URL: timers.deadLetters.queueUrl,
        NOTICE_QUEUE_URL: state.notices?.queue.queueUrl ?? '',
        NOTICE_DLQ_URL: state.notices?.deadLetters.queueUrl ?? '',
      },
      may: [
        allow(
          ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
          deadLetters.inputs.queueArn,
          deadLetters.outbox.queueArn,
          deadLetters.whatsappOutbox.queueArn,
          deadLetters.calls.queueArn,
          timers.deadLetters.queueArn,
          ...(state.notices ? [state.notices.deadLetters.queueArn] : []),
        ),
        allow(
          ['sqs:SendMessage'],
          inputs.queueArn,
          outbox.queueArn,
          whatsappOutbox.queueArn,
          state.calls.queueArn,
          ...noticesOf(state),
        ),
        allow(['dynamodb:DeleteItem'], state.table.tableArn),
      ],
      memoryMb: 256,
      timeout: Duration.minutes(5),
    });
  }
}
