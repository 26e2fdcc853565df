/**
 * The environment variables of each function. Constructs must supply exactly these keys, and handlers read
 * exactly these.
 */
import * as z from 'zod';
import { SHOPS_OWN_API } from './secrets.ts';

const text = z.string().min(1);

const everyFunction = { AWS_LAMBDA_FUNCTION_NAME: text.default('local') };

/** `everyone` is for one machine only, where all mail ends in the mailbox whatever `sending: test` says. */
const testReaches = z.enum(['addresses', 'everyone']).default('addresses');

const notices = {
  /** The queue of notices whose shops are asked; empty where the deployment asks none. */
  NOTICE_QUEUE_URL: z.string().default(''),
};

export const receiveWebhookEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  RAW_BUCKET: text,
  WEBHOOK_SECRETS_ID: text,
  BEARER_TOKENS_ID: text,
  KEYS_SECRET_ID: text,
  /** JSON: platform to shop domains; `{}` accepts any shop. */
  SHOPS: text.default('{}'),
  ...notices,
});

export const receiveBrowseEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  CONFIG_BUCKET: text,
  KEYS_SECRET_ID: text,
  WRITE_KEYS_ID: text,
});

export const advanceEnv = z.object({
  ...everyFunction,
  KEYS_SECRET_ID: text,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  INPUT_QUEUE_ARN: text,
  OUTBOX_QUEUE_URL: text,
  WHATSAPP_OUTBOX_URL: text,
  CALL_QUEUE_URL: text,
  RAW_BUCKET: text,
  CONFIG_BUCKET: text,
  SCHEDULE_GROUP: text,
  SCHEDULE_ROLE_ARN: text,
  SCHEDULE_DLQ_ARN: text,
  TEST_REACHES: testReaches,
});

const shopsOwnApi = {
  /** The secret with what opens the shops' own APIs. */
  SHOP_CREDENTIALS_ID: text,
  /** Base address of those APIs: the shop's own host, or on one machine a stand-in; no slash at the end. */
  SHOP_API_URL: text.default(SHOPS_OWN_API),
};

/** Variables that sending needs on every channel. */
const sendingEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  CONFIG_BUCKET: text,
  KEYS_SECRET_ID: text,
  /** Public base address of the HTTP API, for links in messages; no slash at the end. */
  PUBLIC_URL: text,
  TEST_REACHES: testReaches,
  ...shopsOwnApi,
});

export const sendEmailEnv = z.object({
  ...sendingEnv.shape,
  OUTBOX_QUEUE_URL: text,
  CONFIGURATION_SET: text,
});

export const sendWhatsappEnv = z.object({
  ...sendingEnv.shape,
  WHATSAPP_OUTBOX_URL: text,
  /** The secret that holds Meta's access token beside the signing secrets. */
  WEBHOOK_SECRETS_ID: text,
  /** Base address of Meta's Cloud API; no slash at the end. */
  META_GRAPH_URL: text.default('https://graph.facebook.com'),
});

export const callWebhookEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  CALL_QUEUE_URL: text,
  CONFIG_BUCKET: text,
  CALL_SECRETS_ID: text,
  /** `{url}` is the called address itself; on one machine it stands in the address of a stand-in. */
  CALL_URL: text.default('{url}'),
  TEST_REACHES: testReaches,
});

export const unsubscribeEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  KEYS_SECRET_ID: text,
});

export const subscribeEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  CONFIG_BUCKET: text,
  KEYS_SECRET_ID: text,
});

export const confirmEnv = z.object(subscribeEnv.shape);

export const preferencesEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  CONFIG_BUCKET: text,
  KEYS_SECRET_ID: text,
});

export const receiveFeedbackEnv = z.object({
  ...everyFunction,
  FEEDBACK_DLQ_URL: text,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  KEYS_SECRET_ID: text,
});

export const privacyEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  RAW_BUCKET: text,
  PRIVACY_SECRETS_ID: text,
  KEYS_SECRET_ID: text,
});

export const publishProgramEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  CONFIG_BUCKET: text,
  INPUT_QUEUE_URL: text,
});

export const importCatalogueEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  CONFIG_BUCKET: text,
  INPUT_QUEUE_URL: text,
});

export const importHistoryEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  CONFIG_BUCKET: text,
  INPUT_QUEUE_URL: text,
  KEYS_SECRET_ID: text,
});

export const sweepEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
});

export const redriveEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  INPUT_DLQ_URL: text,
  OUTBOX_QUEUE_URL: text,
  OUTBOX_DLQ_URL: text,
  WHATSAPP_OUTBOX_URL: text,
  WHATSAPP_OUTBOX_DLQ_URL: text,
  CALL_QUEUE_URL: text,
  CALL_DLQ_URL: text,
  SCHEDULE_DLQ_URL: text,
  ...notices,
  NOTICE_DLQ_URL: z.string().default(''),
});

export const replayQuarantineEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  RAW_BUCKET: text,
  KEYS_SECRET_ID: text,
  ...notices,
});

export const reconcileEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  RAW_BUCKET: text,
  KEYS_SECRET_ID: text,
  ...shopsOwnApi,
  /** The platforms whose shops are asked for their orders, separated by commas; none where it is empty. */
  RECONCILE: z.string().default(''),
});

export const fetchDetailsEnv = z.object({
  ...everyFunction,
  TABLE_NAME: text,
  INPUT_QUEUE_URL: text,
  RAW_BUCKET: text,
  KEYS_SECRET_ID: text,
  NOTICE_QUEUE_URL: text,
  ...shopsOwnApi,
});

export const seedContentEnv = z.object({ ...everyFunction, CONFIG_BUCKET: text });

export type ReceiveWebhookEnv = z.infer<typeof receiveWebhookEnv>;
export type ReceiveBrowseEnv = z.infer<typeof receiveBrowseEnv>;
export type AdvanceEnv = z.infer<typeof advanceEnv>;
export type SendingEnv = z.infer<typeof sendingEnv>;
export type SendEmailEnv = z.infer<typeof sendEmailEnv>;
export type SendWhatsappEnv = z.infer<typeof sendWhatsappEnv>;
export type CallWebhookEnv = z.infer<typeof callWebhookEnv>;
export type UnsubscribeEnv = z.infer<typeof unsubscribeEnv>;
export type SubscribeEnv = z.infer<typeof subscribeEnv>;
export type ConfirmEnv = z.infer<typeof confirmEnv>;
export type PreferencesEnv = z.infer<typeof preferencesEnv>;
export type ReceiveFeedbackEnv = z.infer<typeof receiveFeedbackEnv>;
export type PrivacyEnv = z.infer<typeof privacyEnv>;
export type PublishProgramEnv = z.infer<typeof publishProgramEnv>;
export type ImportCatalogueEnv = z.infer<typeof importCatalogueEnv>;
export type ImportHistoryEnv = z.infer<typeof importHistoryEnv>;
export type SweepEnv = z.infer<typeof sweepEnv>;
export type RedriveEnv = z.infer<typeof redriveEnv>;
export type ReplayQuarantineEnv = z.infer<typeof replayQuarantineEnv>;
export type ReconcileEnv = z.infer<typeof reconcileEnv>;
export type FetchDetailsEnv = z.infer<typeof fetchDetailsEnv>;
export type SeedContentEnv = z.infer<typeof seedContentEnv>;
