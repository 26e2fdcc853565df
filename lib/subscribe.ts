/** The way in: the sign-up page and the address that forms are sent to. HTTP API → [this] → input queue */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { CONFIG_PREFIX } from '../contract/bucket.ts';
import type { SubscribeEnv } from '../contract/environment.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowUnder } from './permissions.ts';

export class Subscribe extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    this.function = nodeFunction<SubscribeEnv>(this, {
      name: 'subscribe',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        RAW_BUCKET: state.rawBucket.bucketName,
        CONFIG_BUCKET: state.configBucket.bucketName,
        KEYS_SECRET_ID: state.keys.secretArn,
      },
      may: [
        // Counts sign-ups, and reads which program is live.
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], state.table.tableArn),
        allowUnder(['s3:GetObject'], state.configBucket, CONFIG_PREFIX.programs),
        allow(['sqs:SendMessage'], state.inputs.queueArn),
        allow(['secretsmanager:GetSecretValue'], state.keys.secretArn),
      ],
      memoryMb: 512,
      timeout: Duration.seconds(15),
    });
  }
}
