/** Each role allows what its function does and nothing else: named actions, named resources. */
import { describe, expect, it } from 'vitest';
import { shortName, statementsIn, statementsOf, synthesize } from './synthesized.ts';

const cloud = synthesize();
const functions = cloud.ofType('AWS::Lambda::Function');

/** The calls with which the Lambda service polls a queue, and stores what the function gave up on. */
const CONSUMING = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
const READING = ['dynamodb:BatchGetItem', 'dynamodb:GetItem'];
/** Doors that count who comes, and read which program is live. */
const COUNTING = [
  'dynamodb:GetItem',
  'dynamodb:UpdateItem',
  's3:GetObject',
  'secretsmanager:GetSecretValue',
  'sqs:SendMessage',
];
const FILES = ['s3:GetObject', 's3:ListBucket', 's3:PutObject'];
const DEAD_LETTERS = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];

/** The calls that each function may make, in the form in which a person would review them. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'receive-webhook': [
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:UpdateItem',
    's3:PutObject',
    'secretsmanager:GetSecretValue',
    'sqs:SendMessage',
  ],
  'receive-browse': COUNTING,
  advance: [
    'dynamodb:BatchGetItem',
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'dynamodb:UpdateItem',
    'iam:PassRole',
    's3:DeleteObject',
    ...FILES,
    'scheduler:CreateSchedule',
    'scheduler:DeleteSchedule',
    'secretsmanager:GetSecretValue',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
  ],
  'call-webhook': [
    'dynamodb:GetItem',
    'dynamodb:UpdateItem',
    's3:GetObject',
    'secretsmanager:GetSecretValue',
    ...CONSUMING,
    'sqs:SendMessage',
  ],
  'send-whatsapp': [
    'dynamodb:BatchGetItem',
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    's3:GetObject',
    'secretsmanager:GetSecretValue',
    'social-messaging:SendWhatsAppMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
  ],
  'send-email': [
    'dynamodb:BatchGetItem',
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    's3:GetObject',
    'secretsmanager:GetSecretValue',
    'ses:SendEmail',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
  ],
  unsubscribe: [
    'dynamodb:GetItem',
    'dynamodb:UpdateItem',
    'secretsmanager:GetSecretValue',
    'sqs:SendMessage',
  ],
  preferences: ['dynamodb:BatchGetItem', ...COUNTING],
  subscribe: COUNTING,
  confirm: [...READING, 's3:GetObject', 'secretsmanager:GetSecretValue', 'sqs:SendMessage'],
  sweep: ['dynamodb:Query', ...DEAD_LETTERS, 'sqs:SendMessage'],
  'receive-feedback': [
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:UpdateItem',
    'secretsmanager:GetSecretValue',
    'sqs:DeleteMessage',
    ...DEAD_LETTERS,
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
  ],
  redrive: ['dynamodb:DeleteItem', 'sqs:DeleteMessage', 'sqs:ReceiveMessage', 'sqs:SendMessage'],
  'publish-program': [
    'dynamodb:BatchWriteItem',
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    ...FILES,
    ...DEAD_LETTERS,
    'sqs:SendMessage',
  ],
  'import-catalogue': [
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    ...FILES,
    ...DEAD_LETTERS,
    'sqs:SendMessage',
  ],
  'import-history': [
    'dynamodb:BatchGetItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:GetItem',
    'dynamodb:UpdateItem',
    ...FILES,
    'secretsmanager:GetSecretValue',
    ...DEAD_LETTERS,
    'sqs:SendMessage',
  ],
  'replay-quarantine': [
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:UpdateItem',
    's3:DeleteObject',
    ...FILES,
    'secretsmanager:GetSecretValue',
    'sqs:SendMessage',
  ],
  privacy: [
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    's3:PutObject',
    'secretsmanager:GetSecretValue',
    'sqs:SendMessage',
  ],
  'seed-content': ['lambda:InvokeFunction', 's3:ListBucket', 's3:PutObject'],
};
const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

describe('the roles', () => {
  it.each(Object.entries(ACTIONS))('%s may call exactly what is listed', (name, actions) => {
    const allowed = statementsOf(cloud, `shop-dev-${name}`).flatMap((statement) => statement.Action);
    expect([...new Set(allowed)].sort()).toEqual([...actions, ...LOGS].sort());
  });

  it('name every action, without a wildcard', () => {
    for (const fn of functions) {
      const actions = statementsOf(cloud, `shop-dev-${shortName(fn)}`).flatMap(
        (statement) => statement.Action,
      );
      expect(actions.length).toBeGreaterThan(2);
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    }
  });

  it('end a resource in a wildcard only where names are made at run time', () => {
    const wild = functions.flatMap((fn) =>
      statementsOf(cloud, `shop-dev-${shortName(fn)}`).flatMap((statement) =>
        statement.Resource.filter((resource) => resource.includes('*')),
      ),
    );
    const kinds = new Set(
      wild.map((resource) =>
        resource.replace(/<[^>]*(RawBucket|ConfigBucket)[^>]*>/, '$1').replace(/<[^>]*>/g, ''),
      ),
    );
    expect([...kinds].sort()).toEqual(
      [
        ':*',
        'ConfigBucket/catalogue/feed.*',
        'ConfigBucket/catalogue/report.*',
        'ConfigBucket/content/*',
        'ConfigBucket/content/report.*',
        'ConfigBucket/content/schema/*',
        ...['imports-next/', 'imports/', 'programs/', 'reviews/', 'reviews/*.report.'].map(
          (key) => `ConfigBucket/${key}*`,
        ),
        'RawBucket/exports/*',
        'RawBucket/inputs/*',
        'RawBucket/mentions/*',
        'RawBucket/quarantine/*',
        'arn:aws:scheduler:eu-central-1::schedule/shop-dev-timers/*',
        'arn:aws:ses:eu-central-1::identity/*',
        'arn:aws:social-messaging:eu-central-1::phone-number-id/*',
      ].sort(),
    );
  });

  it('let the sender send from the mail domain only', () => {
    const sending = statementsOf(cloud, 'shop-dev-send-email').find((statement) =>
      statement.Action.includes('ses:SendEmail'),
    );
    expect(sending?.Condition).toEqual({ StringLike: { 'ses:FromAddress': '*@shop.example' } });
  });

  it('pass on no role but the one of the timers, which only Scheduler of this account may take on', () => {
    const passing = functions
      .flatMap((fn) => statementsOf(cloud, `shop-dev-${shortName(fn)}`))
      .filter((statement) => statement.Action.includes('iam:PassRole'));
    expect(passing.flatMap((statement) => statement.Resource)).toEqual([
      expect.stringContaining('TimersRole'),
    ]);
    const role = cloud.ofType('AWS::IAM::Role').find(({ id }) => id.startsWith('TimersRole'));
    const trust = statementsTrusted(role?.Properties.AssumeRolePolicyDocument);
    expect(trust).toContain('"Service":"scheduler.amazonaws.com"');
    expect(trust).toMatch(/"aws:SourceAccount":\{"Ref":"AWS::AccountId"\}.*"aws:SourceArn":/);
  });

  it('open nothing to everybody: whatever a policy allows names a service and an account, a rule or a topic', () => {
    const policies = ['AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy'].flatMap(
      (type) => cloud.ofType(type),
    );
    const allowed = policies
      .flatMap(({ Properties }) => statementsIn(Properties.PolicyDocument))
      .filter(({ Effect }) => Effect === 'Allow');
    for (const statement of allowed) {
      expect(JSON.stringify(statement.Principal)).toMatch(/"Service":/);
      expect(statement.Condition).toBeDefined();
    }
    for (const permission of cloud.ofType('AWS::Lambda::Permission'))
      expect(permission.Properties.SourceArn, permission.id).toBeDefined();
  });
});

function statementsTrusted(document: unknown): string {
  return JSON.stringify(document);
}
