/**
 * The construct of import-catalogue, which reads a product feed or a file of reviews when one is put into the
 * config bucket. config bucket → EventBridge → [this] → product items, report beside the file, inputs
 */
import { Duration } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { CONFIG_PREFIX, FEED_KEYS, REVIEW_KEYS } from '../contract/bucket.ts';
import type { ImportCatalogueEnv } from '../contract/environment.ts';
import { keys, PRODUCTS } from '../contract/table.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowItems, allowUnder } from './permissions.ts';
import { deadLetterQueue } from './queues.ts';

export class ImportCatalogue extends Construct {
  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    const { configBucket, inputs, table } = state;
    const deadLetters = deadLetterQueue(this, 'DeadLetters', {
      heading: 'catalogue-dead-letters',
      topic: state.alarms,
    });
    const fn = nodeFunction<ImportCatalogueEnv>(this, {
      name: 'import-catalogue',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: table.tableName,
        CONFIG_BUCKET: configBucket.bucketName,
        INPUT_QUEUE_URL: inputs.queueUrl,
      },
      may: [
        allowUnder(['s3:GetObject'], configBucket, CONFIG_PREFIX.feeds, CONFIG_PREFIX.reviews),
        // S3 answers that a file is gone, instead of that it may not be read, only to who may list.
        allow(['s3:ListBucket'], configBucket.bucketArn),
        allowUnder(
          ['s3:PutObject'],
          configBucket,
          CONFIG_PREFIX.catalogueReport,
          `${CONFIG_PREFIX.reviews}*.report.`,
        ),
        allowItems(
          ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
          table.tableArn,
          PRODUCTS,
        ),
        // Whether any flow tells of products, and the news for those who wait for them.
        allowItems(['dynamodb:GetItem'], table.tableArn, keys.controls.pk),
        allowUnder(['s3:GetObject'], configBucket, CONFIG_PREFIX.programs),
        allow(['sqs:SendMessage'], inputs.queueArn),
      ],
      // A feed of hundreds of thousands of items takes minutes, and a repeat passes quickly over what is saved.
      memoryMb: 1024,
      timeout: Duration.minutes(15),
      async: { onFailure: new SqsDestination(deadLetters), retryAttempts: 2 },
    });
    new Rule(this, 'Feeds', {
      description: 'A product feed or a file of reviews was put into the config bucket',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [configBucket.bucketName] },
          object: { key: [...FEED_KEYS, ...Match.wildcard(REVIEW_KEYS)] },
        },
      },
      targets: [new LambdaFunction(fn, { deadLetterQueue: deadLetters })],
    });
  }
}
