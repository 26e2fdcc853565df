/**
 * The construct of receive-browse: what the shop's pages tell, and the script that tells it. HTTP API →
 * [this] → input queue
 */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { CONFIG_PREFIX } from '../contract/bucket.ts';
import type { ReceiveBrowseEnv } from '../contract/environment.ts';
import { keys } from '../contract/table.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowItems, allowUnder } from './permissions.ts';

export class ReceiveBrowse extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    this.function = nodeFunction<ReceiveBrowseEnv>(this, {
      name: 'receive-browse',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: state.table.tableName,
        INPUT_QUEUE_URL: state.inputs.queueUrl,
        CONFIG_BUCKET: state.configBucket.bucketName,
        KEYS_SECRET_ID: state.keys.secretArn,
        WRITE_KEYS_ID: state.writeKeys.secretArn,
      },
      may: [
        // Which program is live, and the counters of senders: it reads and writes nobody's state.
        allowItems(['dynamodb:GetItem'], state.table.tableArn, keys.controls.pk),
        allowItems(['dynamodb:UpdateItem'], state.table.tableArn, keys.rate('', 0).pk),
        allowUnder(['s3:GetObject'], state.configBucket, CONFIG_PREFIX.programs),
        allow(['sqs:SendMessage'], state.inputs.queueArn),
        allow(['secretsmanager:GetSecretValue'], state.keys.secretArn, state.writeKeys.secretArn),
      ],
      memoryMb: 512,
      timeout: Duration.seconds(15),
    });
  }
}
