/**
 * The construct of privacy: customers' rights and decisions about shops that left, by signed command. HTTP
 * API → [this] → gate items, input queue
 */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { RAW_PREFIX } from '../contract/bucket.ts';
import type { PrivacyEnv } from '../contract/environment.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowUnder } from './permissions.ts';

export class Privacy extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    this.function = nodeFunction<PrivacyEnv>(this, {
      name: 'privacy',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        RAW_BUCKET: state.rawBucket.bucketName,
        PRIVACY_SECRETS_ID: state.privacySecrets.secretArn,
        KEYS_SECRET_ID: state.keys.secretArn,
      },
      may: [
        allow(
          ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
          state.table.tableArn,
        ),
        allow(['sqs:SendMessage'], state.inputs.queueArn),
        allow(['secretsmanager:GetSecretValue'], state.privacySecrets.secretArn, state.keys.secretArn),
        // For exports that are too large for the answer.
        allowUnder(['s3:PutObject'], state.rawBucket, RAW_PREFIX.exports),
      ],
      memoryMb: 512,
      timeout: Duration.seconds(28),
    });
  }
}
