/** The preference centre: one page, one form; what makes us stricter holds before the answer. HTTP API → [this] → gate items, input queue */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { CONFIG_PREFIX } from '../contract/bucket.ts';
import type { PreferencesEnv } from '../contract/environment.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowUnder } from './permissions.ts';

export class Preferences extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    this.function = nodeFunction<PreferencesEnv>(this, {
      name: 'preferences',
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
        // The present choices are read with the gate items; new ones are written to the gate items alone.
        allow(['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], state.table.tableArn),
        allowUnder(['s3:GetObject'], state.configBucket, CONFIG_PREFIX.programs),
        allow(['sqs:SendMessage'], state.inputs.queueArn),
        allow(['secretsmanager:GetSecretValue'], state.keys.secretArn),
      ],
      memoryMb: 512,
      timeout: Duration.seconds(15),
    });
  }
}
