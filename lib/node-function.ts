/**
 * Makes every function of this system: how it is built, bundled, logged and watched. Each construct adds its
 * own parts.
 */
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, type NodejsFunctionProps, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ALARM_PERIOD, alarm } from './alarms.ts';
import { type Deployment, nameOf } from './deployment.ts';
import { acknowledgeWildcards, allow, documentOf, type Permission } from './permissions.ts';

const ROOT = `${import.meta.dirname}/..`;

const DEFAULTS = {
  runtime: Runtime.NODEJS_24_X,
  architecture: Architecture.ARM_64,
  handler: 'handler',
  projectRoot: ROOT,
  depsLockFilePath: `${ROOT}/package-lock.json`,
  awsSdkConnectionReuse: false,
  loggingFormat: LoggingFormat.JSON,
  applicationLogLevelV2: ApplicationLogLevel.INFO,
  // Drops the START, END and REPORT lines of every call: more than half of the log volume, and the metrics
  // say the same.
  systemLogLevelV2: SystemLogLevel.WARN,
  // Tracing is off: a trace costs about as much as handling the event, and the ids in logs and on the
  // timeline tell the same.
  tracing: Tracing.DISABLED,
} satisfies NodejsFunctionProps;

/**
 * The SDK is bundled, so that the tested code is the code that runs; the runtime's own SDK may not know our
 * calls yet.
 */
export const BUNDLING = {
  format: OutputFormat.ESM,
  target: 'node24',
  minify: true,
  bundleAwsSDK: true,
  mainFields: ['module', 'main'],
  // Lambda passes credentials in the environment; the SDK's search for other sources would be a seventh of
  // every bundle.
  esbuildArgs: { '--alias:@aws-sdk/credential-provider-node': './runtime/lambda-credentials.ts' },
} satisfies NonNullable<NodejsFunctionProps['bundling']>;

/**
 * The variables that lib must supply: every key of the function's contract except the one that Lambda sets
 * itself.
 */
export type Supplied<Env> = Readonly<{
  [Key in Exclude<keyof Env, 'AWS_LAMBDA_FUNCTION_NAME'>]: Extract<Env[Key], string>;
}>;

type Props<Env> = Readonly<{
  /** Folder under functions/. */
  name: string;
  deployment: Deployment;
  alarms: ITopic;
  environment: Supplied<Env>;
  may: readonly Permission[];
  memoryMb: number;
  timeout: Duration;
  /** Further options for this function's bundle; they override the defaults. */
  bundling?: NonNullable<NodejsFunctionProps['bundling']>;
  /** For functions that are invoked asynchronously. */
  async?: Pick<NodejsFunctionProps, 'onFailure' | 'onSuccess' | 'retryAttempts' | 'maxEventAge'>;
}>;

export const nodeFunction = <Env>(scope: Construct, props: Props<Env>): NodejsFunction => {
  const functionName = nameOf(props.deployment, props.name);
  const logGroup = new LogGroup(scope, 'Logs', {
    logGroupName: `/stammkunde/${props.deployment.shop}/${props.deployment.stage}/${props.name}`,
    retention: props.deployment.stage === 'prod' ? RetentionDays.THREE_MONTHS : RetentionDays.TWO_WEEKS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const fn = new NodejsFunction(scope, 'Function', {
    ...DEFAULTS,
    functionName,
    description: `Stammkunde for ${props.deployment.shop} (${props.deployment.stage}): functions/${props.name}`,
    entry: `${ROOT}/functions/${props.name}/index.ts`,
    memorySize: props.memoryMb,
    timeout: props.timeout,
    role: roleFor(scope, logGroup, props.may),
    logGroup,
    // Metrics have the function's name as their only dimension; alarms look for it there.
    environment: { ...props.environment, POWERTOOLS_SERVICE_NAME: functionName },
    bundling: { ...BUNDLING, ...props.bundling },
    ...props.async,
  });
  watch(scope, fn, props);
  return fn;
};

/** Our own role instead of the managed one, which may write to every log group of the account. */
const roleFor = (scope: Construct, logGroup: LogGroup, may: readonly Permission[]): Role => {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      logs: documentOf([allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn)]),
      calls: documentOf(may),
    },
  });
  acknowledgeWildcards(role, may);
  return role;
};

const watch = <Env>(scope: Construct, fn: NodejsFunction, props: Props<Env>): void => {
  alarm(scope, 'Errors', {
    metric: fn.metricErrors({ period: ALARM_PERIOD }),
    above: 0,
    // Two periods in a row, because the queue repeats a single error and nobody has to act.
    periods: 2,
    says: `${props.name} fails again and again.`,
    heading: 'function-errors',
    topic: props.alarms,
  });
  alarm(scope, 'Throttles', {
    metric: fn.metricThrottles({ period: ALARM_PERIOD }),
    above: 0,
    periods: 3,
    says: `${props.name} does not get the concurrency it needs.`,
    heading: 'function-throttled',
    topic: props.alarms,
  });
};
