/**
 * The construct of receive-feedback: SES reports the outcome of a message through SNS, and the ledger and the
 * gate record it. SES → SNS → [this] → ledger, gate item, input queue
 */
import { Duration } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { ReceiveFeedbackEnv } from '../contract/environment.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow } from './permissions.ts';
import { deadLetterQueue } from './queues.ts';

export class ReceiveFeedback extends Construct {
  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    const deadLetterTarget = deadLetterQueue(this, 'DeadLetters', {
      heading: 'feedback-dead-letters',
      topic: state.alarms,
    });
    const fn = nodeFunction<ReceiveFeedbackEnv>(this, {
      name: 'receive-feedback',
      deployment,
      alarms: state.alarms,
      environment: {
        FEEDBACK_DLQ_URL: deadLetterTarget.queueUrl,
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        KEYS_SECRET_ID: state.keys.secretArn,
      },
      may: [
        allow(['dynamodb:UpdateItem', 'dynamodb:GetItem', 'dynamodb:BatchGetItem'], state.table.tableArn),
        allow(['sqs:SendMessage'], state.inputs.queueArn),
        allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], deadLetterTarget.queueArn),
        allow(['secretsmanager:GetSecretValue'], state.keys.secretArn),
      ],
      memoryMb: 256,
      timeout: Duration.seconds(30),
      async: { onFailure: new SqsDestination(deadLetterTarget), retryAttempts: 2 },
    });
    // The queue serves twice: for what SNS cannot deliver, and for what the function gives up on.
    state.mail.feedback.addSubscription(new LambdaSubscription(fn, { deadLetterQueue: deadLetterTarget }));
  }
}
