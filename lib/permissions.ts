/**
 * Permissions as data, with least privilege: actions by name, resources by ARN, and a reason for every ARN
 * that ends in a wildcard.
 */
import { ArnFormat, Reference, Stack, Token, Tokenization, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export type Permission = Readonly<{
  actions: readonly string[];
  resources: readonly string[];
  conditions?: Readonly<Record<string, unknown>>;
  /** Why a resource ends in a wildcard; without a reason the checks at synthesis fail. */
  why?: string;
}>;

export const allow = (actions: readonly string[], ...resources: readonly string[]): Permission => ({
  actions,
  resources,
});

/** The queue of notices, where the deployment has one. */
export const noticesOf = ({
  notices,
}: Readonly<{ notices: Readonly<{ queue: IQueue }> | undefined }>): readonly string[] =>
  notices ? [notices.queue.queueArn] : [];

/** Allows actions on objects under some prefixes of a bucket. */
export const allowUnder = (
  actions: readonly string[],
  bucket: Bucket,
  ...prefixes: readonly string[]
): Permission => ({
  actions,
  resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
  why: 'Keys are made at run time; the prefix says which kind of object it may be.',
});

/** Allows actions on the items of the table whose partition keys begin with one of these. */
export const allowItems = (
  actions: readonly string[],
  tableArn: string,
  ...beginnings: readonly string[]
): Permission => ({
  actions,
  resources: [tableArn],
  conditions: {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': beginnings.map((beginning) => `${beginning}*`) },
  },
});

/**
 * The calls with which the Lambda service polls a queue for the function; the code itself makes none of them.
 */
export const allowConsuming = (queue: IQueue): Permission =>
  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queue.queueArn);

export const allowTimers = (scope: Construct, groupName: string): Permission => ({
  actions: ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule'],
  resources: [
    Stack.of(scope).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${groupName}/*`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    }),
  ],
  why: 'Every waiting customer has a schedule of their own; the group holds nothing else.',
});

export const documentOf = (permissions: readonly Permission[]): PolicyDocument =>
  new PolicyDocument({
    statements: permissions.map(
      ({ actions, resources, conditions }) =>
        new PolicyStatement({
          actions: [...actions],
          resources: [...resources],
          ...(conditions ? { conditions } : {}),
        }),
    ),
  });

/**
 * Acknowledges the wildcards. The checks name each one by its ARN as it stands in the template, so the
 * acknowledgement must spell it in the same way.
 */
export const acknowledgeWildcards = (owner: Construct, permissions: readonly Permission[]): void => {
  for (const { resources, why } of permissions) {
    if (why === undefined) continue;
    for (const resource of resources.filter((arn) => arn.endsWith('*'))) {
      Validations.of(owner).acknowledge({
        id: `AwsSolutions::AwsSolutions-IAM5[Resource::${inTemplate(owner, resource)}]`,
        reason: why,
      });
    }
  }
};

const inTemplate = (scope: Construct, arn: string): string => {
  let spelled = arn;
  for (const token of Tokenization.reverseString(arn).tokens) {
    const owner = Reference.isReference(token) ? Stack.of(token.target) : undefined;
    if (owner !== undefined && owner !== Stack.of(scope))
      spelled = spelled.replace(Token.asString(token), owner.exportValue(token));
  }
  return flat(Stack.of(scope).resolve(spelled));
};

/** An ARN in the spelling of the checks: names of exports unchanged, references in angle brackets. */
const flat = (node: unknown): string => {
  if (typeof node !== 'object' || node === null) return String(node);
  const [kind, value] = Object.entries(node)[0] ?? [];
  if (kind === 'Fn::Join' && Array.isArray(value)) return (value[1] as readonly unknown[]).map(flat).join('');
  if (kind === 'Fn::ImportValue') return flat(value);
  if (kind === 'Fn::GetAtt' && Array.isArray(value)) return `<${value.join('.')}>`;
  return `<${String(value)}>`;
};
