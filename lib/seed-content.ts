/**
 * The construct of seed-content, which fills a new deployment's empty config bucket once with the content of
 * this repository. CloudFormation → [this] → publish-program
 */
import { CustomResource, Duration, Stack, Validations } from 'aws-cdk-lib';
import type { CfnFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { LambdaDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { CONFIG_PREFIX } from '../contract/bucket.ts';
import type { SeedContentEnv } from '../contract/environment.ts';
import type { ConstructProps } from './construct-props.ts';
import { nodeFunction } from './node-function.ts';
import { allow, allowUnder } from './permissions.ts';

const TIMEOUT = Duration.minutes(1);
/** Without this limit CloudFormation would wait an hour for a function that died before it answered. */
const ANSWER_WITHIN = Duration.minutes(5);

export class SeedContent extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { deployment, state, publish }: ConstructProps & Readonly<{ publish: IFunction }>,
  ) {
    super(scope, id);
    const fn = nodeFunction<SeedContentEnv>(this, {
      name: 'seed-content',
      deployment,
      alarms: state.alarms,
      environment: { CONFIG_BUCKET: state.configBucket.bucketName },
      may: [
        allow(['s3:ListBucket'], state.configBucket.bucketArn),
        allowUnder(['s3:PutObject'], state.configBucket, CONFIG_PREFIX.content),
      ],
      memoryMb: 256,
      timeout: TIMEOUT,
      bundling: {
        commandHooks: { beforeBundling: () => [], beforeInstall: () => [], afterBundling: withContent },
      },
      // Invokes the first publish directly, because a new bucket's events can take minutes to reach
      // EventBridge.
      async: { onSuccess: new LambdaDestination(publish), retryAttempts: 2 },
    });
    const { role } = fn;
    if (role) {
      Validations.of(role).acknowledge({
        id: `AwsSolutions::AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(publish.node.defaultChild as CfnFunction)}.Arn>:*]`,
        reason: 'The grant of the CDK for a destination covers the versions of that one function.',
      });
    }
    const content = new CustomResource(this, 'Content', {
      serviceToken: fn.functionArn,
      serviceTimeout: ANSWER_WITHIN,
      resourceType: 'Custom::SeedContent',
    });
    // The destination, and the permission to use it, must exist before the first call.
    content.node.addDependency(fn, ...(role ? [role] : []));
  }
}

/**
 * Copies the folder with Node, so that it works on every system. Reports of a system on this machine are not
 * copied.
 */
const withContent = (inputDir: string, outputDir: string): string[] => [
  `node -e "require('node:fs').cpSync(process.argv[1], process.argv[2], { recursive: true, filter: (path) => !['report.json', 'report.txt'].includes(require('node:path').basename(path)) })" "${inputDir}/content" "${outputDir}/content"`,
];
