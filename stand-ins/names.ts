/** The names and ARNs of everything in the stand-ins: one imaginary account in one region. */

export const ACCOUNT = '000000000000';
export const REGION = 'eu-central-1';

export const LOCAL = {
  table: 'stammkunde',
  configBucket: 'config',
  rawBucket: 'raw',
  factsBucket: 'facts',
  scheduleGroup: 'timers',
  configurationSet: 'stammkunde',
  feedbackTopic: 'feedback',
  webhookSecrets: 'webhooks',
  bearerTokens: 'bearer-tokens',
  privacySecrets: 'privacy-secrets',
  shopCredentials: 'shop-credentials',
  callSecrets: 'call-secrets',
  writeKeys: 'write-keys',
  callQueue: 'calls',
  callDeadLetters: 'calls-dlq',
  noticeQueue: 'notices',
  noticeDeadLetters: 'notices-dlq',
  keys: 'keys',
  inputQueue: 'input.fifo',
  outboxQueue: 'outbox',
  whatsappOutbox: 'outbox-whatsapp',
  inputDeadLetters: 'input-dlq.fifo',
  outboxDeadLetters: 'outbox-dlq',
  whatsappDeadLetters: 'outbox-whatsapp-dlq',
  schedulerDeadLetters: 'scheduler-dlq',
  feedbackDeadLetters: 'feedback-dlq',
} as const;

export const arns = {
  table: (name: string): string => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`,
  index: (table: string, index: string): string =>
    `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${table}/index/${index}`,
  queue: (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`,
  schedule: (group: string, name: string): string =>
    `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/${group}/${name}`,
  scheduleGroup: (group: string): string => `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule-group/${group}`,
  scheduleRole: `arn:aws:iam::${ACCOUNT}:role/schedule`,
  phoneNumber: (id: string): string =>
    id.startsWith('arn:') ? id : `arn:aws:social-messaging:${REGION}:${ACCOUNT}:phone-number-id/${id}`,
  identity: (domain: string): string => `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${domain}`,
  configurationSet: (name: string): string => `arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/${name}`,
  bucket: (name: string): string => `arn:aws:s3:::${name}`,
  topic: (name: string): string => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`,
  secret: (id: string): string => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${id}`,
} as const;

/** The last part of a queue's URL or ARN is its name. */
export const queueNameOf = (urlOrArn: string): string => urlOrArn.split(/[/:]/).at(-1) ?? '';
