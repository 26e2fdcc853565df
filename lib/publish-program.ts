/**
 * The construct of publish-program, which makes a program from the marketers' files. config bucket →
 * EventBridge → [this] → programs/, controls item
 */
import { Duration } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { CONFIG_PREFIX, EDITED_KEYS } from '../contract/bucket.ts';
import type { PublishProgramEnv } from '../contract/environment.ts';
import { FREE_CODES, GIVEN_CODES, TABLE } from '../contract/table.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowItems, allowUnder } from './permissions.ts';
import { deadLetterQueue } from './queues.ts';

/**
 * MJML contains CommonJS, which needs `require`, and a loader of configuration files that could read
 * TypeScript, which nobody needs here.
 */
export const MJML_BUNDLING = {
  banner:
    "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  externalModules: ['typescript'],
};

export class PublishProgram extends Construct {
  readonly function: IFunction;
  /** The rule must exist before the first content is copied. */
  readonly edits: Rule;

  constructor(scope: Construct, id: string, { deployment, state }: ConstructProps) {
    super(scope, id);
    const { configBucket, inputs, table } = state;
    const deadLetters = deadLetterQueue(this, 'DeadLetters', {
      heading: 'publish-dead-letters',
      topic: state.alarms,
    });
    this.function = nodeFunction<PublishProgramEnv>(this, {
      name: 'publish-program',
      deployment,
      alarms: state.alarms,
      environment: {
        TABLE_NAME: table.tableName,
        CONFIG_BUCKET: configBucket.bucketName,
        INPUT_QUEUE_URL: inputs.queueUrl,
      },
      may: [
        allow(['s3:ListBucket'], configBucket.bucketArn),
        allowUnder(['s3:GetObject'], configBucket, CONFIG_PREFIX.content, CONFIG_PREFIX.programs),
        // May write the programs, the report and the schemas only, so publishing cannot change the marketers'
        // files.
        allowUnder(
          ['s3:PutObject'],
          configBucket,
          CONFIG_PREFIX.programs,
          CONFIG_PREFIX.reports,
          CONFIG_PREFIX.schema,
        ),
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], table.tableArn),
        // Begins the walk that meets who fulfils a new trigger already.
        allow(['sqs:SendMessage'], inputs.queueArn),
        allow(['dynamodb:Query'], `${table.tableArn}/index/${TABLE.dueIndex.name}`),
        allowItems(['dynamodb:Query'], table.tableArn, GIVEN_CODES, FREE_CODES),
        allowItems(['dynamodb:BatchWriteItem'], table.tableArn, FREE_CODES),
      ],
      // Memory and time-out are generous: MJML is slow to load and to compile, and a list of coupons is long.
      memoryMb: 1769,
      timeout: Duration.minutes(2),
      bundling: MJML_BUNDLING,
      async: { onFailure: new SqsDestination(deadLetters), retryAttempts: 2 },
    });
    this.edits = new Rule(this, 'Edits', {
      description: 'A marketer changed the content',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created', 'Object Deleted'],
        detail: {
          bucket: { name: [configBucket.bucketName] },
          object: { key: EDITED_KEYS.flatMap((key) => Match.wildcard(key)) },
        },
      },
      targets: [new LambdaFunction(this.function, { deadLetterQueue: deadLetters })],
    });
  }
}
