/**
 * The environment variables of all functions, as the constructs would set them, with addresses of the
 * stand-ins.
 */
import { arns, LOCAL } from '../stand-ins/names.ts';

export type Places = Readonly<{
  queueUrl: (name: string) => string;
  publicUrl: string;
  /** Address of the stand-in for Meta's Cloud API; without it that API does not respond. */
  metaGraphUrl?: string;
  /** Address of the stand-in for the shops' own APIs; without it they do not respond. */
  shopApiUrl?: string;
  /** Address of the stand-in for the web addresses that flows call. */
  callsUrl?: string;
  shops: Readonly<Record<string, readonly string[]>>;
  /** Whom the master switch reaches at `test`; on one machine all mail goes to its own mailbox. */
  testReaches?: 'everyone' | 'addresses';
}>;

/** A loopback address at which nothing listens. */
const NOBODY = 'http://127.0.0.1:65535';

export const functionVariables = ({
  queueUrl,
  publicUrl,
  metaGraphUrl = NOBODY,
  shopApiUrl = NOBODY,
  callsUrl = NOBODY,
  shops,
  testReaches = 'everyone',
}: Places): Readonly<Record<string, string>> => ({
  TABLE_NAME: LOCAL.table,
  INPUT_QUEUE_URL: queueUrl(LOCAL.inputQueue),
  INPUT_QUEUE_ARN: arns.queue(LOCAL.inputQueue),
  OUTBOX_QUEUE_URL: queueUrl(LOCAL.outboxQueue),
  WHATSAPP_OUTBOX_URL: queueUrl(LOCAL.whatsappOutbox),
  INPUT_DLQ_URL: queueUrl(LOCAL.inputDeadLetters),
  OUTBOX_DLQ_URL: queueUrl(LOCAL.outboxDeadLetters),
  WHATSAPP_OUTBOX_DLQ_URL: queueUrl(LOCAL.whatsappDeadLetters),
  SCHEDULE_DLQ_URL: queueUrl(LOCAL.schedulerDeadLetters),
  FEEDBACK_DLQ_URL: queueUrl(LOCAL.feedbackDeadLetters),
  RAW_BUCKET: LOCAL.rawBucket,
  CONFIG_BUCKET: LOCAL.configBucket,
  SCHEDULE_GROUP: LOCAL.scheduleGroup,
  SCHEDULE_ROLE_ARN: arns.scheduleRole,
  SCHEDULE_DLQ_ARN: arns.queue(LOCAL.schedulerDeadLetters),
  WEBHOOK_SECRETS_ID: LOCAL.webhookSecrets,
  BEARER_TOKENS_ID: LOCAL.bearerTokens,
  PRIVACY_SECRETS_ID: LOCAL.privacySecrets,
  KEYS_SECRET_ID: LOCAL.keys,
  CONFIGURATION_SET: LOCAL.configurationSet,
  SHOPS: JSON.stringify(shops),
  PUBLIC_URL: publicUrl,
  META_GRAPH_URL: metaGraphUrl,
  SHOP_API_URL: shopApiUrl,
  SHOP_CREDENTIALS_ID: LOCAL.shopCredentials,
  CALL_QUEUE_URL: queueUrl(LOCAL.callQueue),
  CALL_DLQ_URL: queueUrl(LOCAL.callDeadLetters),
  NOTICE_QUEUE_URL: queueUrl(LOCAL.noticeQueue),
  NOTICE_DLQ_URL: queueUrl(LOCAL.noticeDeadLetters),
  CALL_SECRETS_ID: LOCAL.callSecrets,
  WRITE_KEYS_ID: LOCAL.writeKeys,
  CALL_URL: `${callsUrl}/{url}`,
  TEST_REACHES: testReaches,
});
