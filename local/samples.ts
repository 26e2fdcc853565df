/**
 * Performs the sample buttons of the page: builds a correctly signed webhook at the virtual time and sends it
 * through the public route.
 */

import type { WebhookSecrets } from '../contract/secrets.ts';
import type { Language } from '../core/message/locale.ts';
import { present } from '../core/present.ts';
import type { Text } from '../core/publish/problem.ts';
import { type Instant, toIso } from '../core/time/instant.ts';
import type { SampleCustomer } from './sample-customers.ts';
import {
  accountData,
  catalogueEvents,
  checkoutPayload,
  consentData,
  emailOf,
  orderPayload,
  whatsappRequest,
} from './sample-events.ts';
import { type SignedWebhook, signShopify, signStandard } from './signing.ts';

export const SAMPLE_NAMES = [
  'consent-given',
  'cart-abandoned',
  'order-placed',
  'unsubscribe',
  'whatsapp-sign-up',
] as const;
type SampleName = (typeof SAMPLE_NAMES)[number];

type SampleResult = Readonly<{
  email: string;
  sent: readonly Readonly<{ event: string; path: string; status: number; answer: string }>[];
  problem?: string;
}>;

export type Mail = Readonly<{ to: string; headers: Readonly<Record<string, string>> }>;

type Wiring = Readonly<{
  url: string;
  secrets: WebhookSecrets;
  shop: string;
  now: () => Instant;
  newId: () => string;
  send: (request: Request) => Promise<Response>;
  mails: () => readonly Mail[];
}>;

export type Samples = (
  name: SampleName,
  customer: SampleCustomer,
  language: Language,
) => Promise<SampleResult>;

export const createSamples = (wiring: Wiring): Samples => {
  /** An order belongs to the last abandoned cart. */
  const lastCart = new Map<SampleCustomer, string>();

  return async (name, customer, language) => {
    const email = emailOf(customer);
    if (name === 'unsubscribe') return { email, ...(await unsubscribe(wiring, email, language)) };
    if (name === 'cart-abandoned') lastCart.set(customer, wiring.newId());
    const token = lastCart.get(customer) ?? wiring.newId();
    const sent: SampleResult['sent'][number][] = [];
    for (const { event, webhook } of webhooksOf(wiring, name, customer, token)) {
      sent.push({ event, path: webhook.path, ...(await deliver(wiring, webhook)) });
    }
    const refused = sent.find(({ status }) => status >= 300);
    return present({
      email,
      sent,
      problem: refused
        ? `${refused.path} answered ${refused.status} to ${refused.event}: ${refused.answer}`
        : undefined,
    });
  };
};

type Delivery = Readonly<{ event: string; webhook: SignedWebhook }>;

const webhooksOf = (
  wiring: Wiring,
  name: SampleName,
  customer: SampleCustomer,
  token: string,
): readonly Delivery[] => {
  const now = wiring.now();
  const standard = (type: string, data: object): Delivery => ({
    event: type,
    webhook: signStandard(wiring.secrets, wiring.newId(), { type, timestamp: toIso(now), data }, now),
  });
  const shopify = (topic: string, payload: object): Delivery => ({
    event: topic,
    webhook: signShopify(
      wiring.secrets,
      { topic, shop: wiring.shop, webhookId: wiring.newId(), payload },
      now,
    ),
  });
  if (name === 'consent-given') return [standard('consent.given', consentData(customer, now))];
  if (name === 'whatsapp-sign-up')
    return [
      standard('customer.updated', accountData(customer)),
      standard('consent.requested', whatsappRequest(customer)),
    ];
  if (name === 'order-placed') return [shopify('orders/create', orderPayload(customer, token, now))];
  const catalogue = catalogueEvents(customer, wiring.url, now).map(({ type, data }) => standard(type, data));
  return [...catalogue, shopify('checkouts/update', checkoutPayload(customer, token, now))];
};

/** Posts what a mail program posts when somebody presses its unsubscribe button (RFC 8058). */
const unsubscribe = async (
  wiring: Wiring,
  email: string,
  language: Language,
): Promise<Omit<SampleResult, 'email'>> => {
  const link = wiring
    .mails()
    .filter(({ to }) => to.toLowerCase().includes(email))
    .map(({ headers }) => /<(https?:[^>]+)>/.exec(headers['List-Unsubscribe'] ?? '')?.[1])
    .findLast((found) => found !== undefined);
  if (!link) return { sent: [], problem: nothingToLeave(email)[language] };
  const path = new URL(link).pathname;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const result = await deliver(wiring, { path, headers, body: 'List-Unsubscribe=One-Click' });
  return { sent: [{ event: 'one-click unsubscribe', path: '/unsubscribe/…', ...result }] };
};

const nothingToLeave = (email: string): Text => ({
  de: `Noch hat keine Mail mit einem Abmeldelink ${email} erreicht. Lassen Sie zuerst einen Warenkorb liegen und warten Sie auf die Mail.`,
  en: `No mail with an unsubscribe link has reached ${email} yet. Abandon a cart first and wait for its mail.`,
});

const deliver = async (
  wiring: Wiring,
  { path, headers, body }: SignedWebhook,
): Promise<Readonly<{ status: number; answer: string }>> => {
  const response = await wiring.send(new Request(wiring.url + path, { method: 'POST', headers, body }));
  return { status: response.status, answer: (await response.text()).slice(0, 500) };
};
