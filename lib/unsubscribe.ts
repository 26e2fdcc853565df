/**
 * The construct of unsubscribe: one click or a page with a button, in force before the answer. HTTP API →
 * [this] → gate item, input queue
 */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { UnsubscribeEnv } from '../contract/environment.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow } from './permissions.ts';

export class Unsubscribe extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    this.function = nodeFunction<UnsubscribeEnv>(this, {
      name: 'unsubscribe',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        KEYS_SECRET_ID: state.keys.secretArn,
      },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], state.table.tableArn),
        allow(['sqs:SendMessage'], state.inputs.queueArn),
        allow(['secretsmanager:GetSecretValue'], state.keys.secretArn),
      ],
      memoryMb: 256,
      timeout: Duration.seconds(15),
    });
  }
}
