/**
 * WhatsApp's payloads for tests: batches of messages, statuses and preferences in Meta's envelope, correctly
 * signed.
 */
import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { request } from './webhooks.ts';

export const APP_SECRET = 'fixture-meta-app-secret';
export const VERIFY_TOKEN = 'fixture-meta-verify-token';

export const WA_ID = '491713920011';
export const PHONE = `+${WA_ID}`;
export const BSUID = 'DE.18340000000000001';

type Value = Readonly<{
  messages?: readonly unknown[];
  statuses?: readonly unknown[];
  user_preferences?: readonly unknown[];
  contacts?: readonly unknown[];
}>;

const CONTACT = { profile: { name: 'Jette' }, wa_id: WA_ID, user_id: BSUID };

export const entryOf = (value: Value, field = 'messages'): object => ({
  id: '102200000000001',
  changes: [
    {
      field,
      value: {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '4930231250', phone_number_id: '106500000000001' },
        contacts: [CONTACT],
        ...value,
      },
    },
  ],
});

export const bodyOf = (...entries: readonly unknown[]) => ({
  object: 'whatsapp_business_account',
  entry: entries,
});

const seconds = (at: number): string => String(Math.floor(at / 1000));

/** One message from Jette. */
export const says = (at: number, text: string, change: object = {}): object => ({
  from: WA_ID,
  from_user_id: BSUID,
  id: `wamid.in.${text.slice(0, 20)}.${seconds(at)}`,
  timestamp: seconds(at),
  type: 'text',
  text: { body: text },
  ...change,
});

export const pressesReply = (at: number, id: string, title: string, change: object = {}): object =>
  says(at, title, {
    type: 'interactive',
    text: undefined,
    interactive: { type: 'button_reply', button_reply: { id, title } },
    ...change,
  });

/** The quick reply of a template. */
export const pressesButton = (at: number, payload: string, text: string): object =>
  says(at, text, { type: 'button', text: undefined, button: { payload, text } });

export const status = (at: number, name: string, id: string, change: object = {}): object => ({
  id,
  status: name,
  timestamp: seconds(at),
  recipient_id: WA_ID,
  recipient_user_id: BSUID,
  ...change,
});

export const failedWith = (code: number) => ({
  errors: [{ code, title: 'words that change with versions' }],
});

export const prefers = (at: number, value: string, change: object = {}): object => ({
  wa_id: WA_ID,
  user_id: BSUID,
  detail: 'the words of the app',
  category: 'marketing_messages',
  value,
  timestamp: Number(seconds(at)),
  ...change,
});

export const signed = (body: Buffer | string, secret = APP_SECRET): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** A signed request to /webhooks/whatsapp. */
export const fromWhatsapp = (body: object | string | Buffer, signature?: string): APIGatewayProxyEventV2 => {
  const bytes =
    typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  return request('whatsapp', bytes, {
    'content-type': 'application/json',
    'x-hub-signature-256': signature ?? signed(bytes),
  });
};

/** The notification of AWS End User Messaging through SNS: one entry, as text. */
export const throughSns = (entry: unknown, messageId = 'aws-1'): object => ({
  context: { MetaWabaIds: [], MetaPhoneNumberIds: [] },
  whatsAppWebhookEntry: JSON.stringify(entry),
  aws_account_id: '000000000000',
  message_timestamp: '2026-11-20T18:00:00.000Z',
  messageId,
});
