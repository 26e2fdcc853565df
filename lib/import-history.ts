/**
 * The construct of import-history, which brings in the files of other tools that are put into the config
 * bucket. config bucket → EventBridge → [this] → gate items, inputs, imports/<name>.report.json
 */
import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { CONFIG_PREFIX, IMPORTED_KEYS } from '../contract/bucket.ts';
import type { ImportHistoryEnv } from '../contract/environment.ts';
import { GATE, IMPORTED, SHOP_NUMBERS } from '../contract/table.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowItems, allowUnder } from './permissions.ts';
import { deadLetterQueue } from './queues.ts';

export class ImportHistory extends Construct {
  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    const { configBucket, inputs, keys, table } = state;
    const deadLetters = deadLetterQueue(this, 'DeadLetters', {
      heading: 'import-dead-letters',
      topic: state.alarms,
    });
    const fn = nodeFunction<ImportHistoryEnv>(this, {
      name: 'import-history',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: table.tableName,
        CONFIG_BUCKET: configBucket.bucketName,
        INPUT_QUEUE_URL: inputs.queueUrl,
        KEYS_SECRET_ID: keys.secretArn,
      },
      may: [
        allowUnder(['s3:GetObject', 's3:PutObject'], configBucket, CONFIG_PREFIX.imports),
        allowUnder(['s3:PutObject'], configBucket, CONFIG_PREFIX.importsNext),
        // S3 answers that a file is gone, instead of that it may not be read, only to who may list.
        allow(['s3:ListBucket'], configBucket.bucketArn),
        allowItems(['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem'], table.tableArn, IMPORTED),
        allowItems(['dynamodb:UpdateItem'], table.tableArn, GATE),
        allowItems(['dynamodb:GetItem'], table.tableArn, SHOP_NUMBERS),
        allow(['sqs:GetQueueAttributes', 'sqs:SendMessage'], inputs.queueArn),
        allow(['secretsmanager:GetSecretValue'], keys.secretArn),
      ],
      // A file of millions of rows takes more than one invocation; each goes on where the one before ended.
      // Most of the time goes into reading, so it gets a whole processor.
      memoryMb: 1769,
      timeout: Duration.minutes(15),
      async: { onFailure: new SqsDestination(deadLetters), retryAttempts: 2 },
    });
    new Rule(this, 'Files', {
      description: 'A file of another tool was put into the config bucket',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [configBucket.bucketName] },
          object: { key: IMPORTED_KEYS.map((wildcard) => ({ wildcard })) },
        },
      },
      targets: [new LambdaFunction(fn, { deadLetterQueue: deadLetters })],
    });
  }
}
