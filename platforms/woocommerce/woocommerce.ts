/**
 * WooCommerce's webhooks (REST API versions 1 to 3, and the legacy one): finds the translation of a body, and
 * gives its events ids that every telling of them shares.
 */
import { parseEventData } from '../../core/events/event-data.ts';
import { idOf } from '../../core/identity/identity.ts';
import { present } from '../../core/present.ts';
import { readJson } from '../json.ts';
import {
  type AsWebhook,
  type Delivery,
  type Headers,
  ignored,
  notUnderstood,
  type Platform,
  type TranslatedEvent,
  type Translation,
} from '../platform.ts';
import { connect } from './connect.ts';
import { customer } from './customer.ts';
import { calledAs, type KindName, kindOf } from './kinds.ts';
import { inTodaysForm } from './legacy.ts';
import { optOuts } from './opt-outs.ts';
import { order } from './order.ts';
import { deletedProduct, product } from './product.ts';
import { shopAt, shopLinkedIn, signedShop } from './shop.ts';
import type { Context, Reading, Word } from './topic.ts';

const READERS: Readonly<Record<KindName, (payload: unknown, context: Context) => Reading>> = {
  order,
  customer,
  product,
};

/** What a deletion means is in the topic alone, because its body is a number. */
const DELETIONS: Readonly<Record<KindName, (payload: unknown, context: Context) => Reading>> = {
  order: () => ({ ignored: 'an order that was deleted says neither whose it was nor whether it was sold' }),
  customer: () => ({ ignored: 'an account that was deleted is no request to forget its owner' }),
  product: deletedProduct,
};

const translate = ({ headers, body, now }: Delivery): Translation => {
  const topic = header(headers, 'x-wc-webhook-topic');
  if (topic === '') return notUnderstood('the header X-WC-Webhook-Topic is missing');
  const [resource = '', event = ''] = topic.split('.');
  if (!isResource(resource)) return ignored('this topic is not used');
  const json = readJson(body);
  if (!json.ok) return notUnderstood(json.problem);
  const reading = read(resource, json.value, { event, now });
  if ('ignored' in reading) return ignored(reading.ignored);
  return 'problem' in reading ? notUnderstood(`${resource}: ${reading.problem}`) : told(reading);
};

const read = (resource: KindName, value: unknown, context: Context): Reading => {
  if (!isFields(value)) return { problem: 'the body is no JSON object' };
  const payload = inTodaysForm(value);
  const kind = kindOf(payload);
  if (kind === 'error') return { problem: NO_RIGHTS };
  const isDeletion = kind === 'deleted' && context.event === 'deleted';
  if (!isDeletion && kind !== resource) return { problem: `the body is ${calledAs(kind)}` };
  return (isDeletion ? DELETIONS : READERS)[resource](payload, context);
};

const NO_RIGHTS =
  'the shop sent an error instead; whoever made the webhook may not read this any more, so make it anew';

const isResource = (text: string): text is KindName => Object.hasOwn(READERS, text);

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A part that cannot be understood costs the others nothing, and an operator is told of it. */
const told = ({ words, leftOver, warnings = [] }: Told): Translation => {
  const checks = words.map(checked);
  const events = checks.flatMap((check) => ('problem' in check ? [] : [check]));
  const problems = checks.flatMap((check) => ('problem' in check ? [check.problem] : []));
  if (events.length === 0) return notUnderstood(problems[0] ?? leftOver ?? 'nothing that could be told');
  const unheard = [...(leftOver === undefined ? [] : [leftOver]), ...problems];
  return present({
    kind: 'events',
    events,
    leftOver: unheard.length > 0 ? unheard.join('; ') : undefined,
    warnings: warnings.length > 0 ? warnings : undefined,
  });
};

type Told = Extract<Reading, { words: readonly Word[] }>;

const checked = ({ name, at, key, once, data, evidence }: Word): TranslatedEvent | { problem: string } => {
  if (at === undefined) return { problem: `${name}: its time is missing or cannot be read` };
  const parsed = parseEventData(name, data);
  if (!parsed.ok) return { problem: parsed.problem };
  // A shop changes an order without a new date: the hash tells two bodies of one moment apart.
  const id = once ? key : `${key}:${idOf(JSON.stringify(parsed.data)).slice(0, HASH_CHARS)}`;
  return present({ id, name, at, data: parsed.data, unread: parsed.unread, evidence });
};

const HASH_CHARS = 10;

const header = (headers: Headers, name: string): string => (headers[name] ?? '').trim().toLowerCase();

const shopOf = (headers: Headers): string => shopAt(header(headers, 'x-wc-webhook-source'));

/**
 * Saving a webhook makes WooCommerce ask whether the address answers, without signature: anything but 200
 * shows an error to whoever saves.
 */
const isPing = ({ headers, body }: Readonly<{ headers: Headers; body: string }>): boolean =>
  header(headers, 'content-type').startsWith('application/x-www-form-urlencoded') &&
  !Object.keys(headers).some((name) => name.startsWith('x-wc-')) &&
  /^webhook_id=\d{1,20}$/.test(body.slice(0, PING_CHARS));

/** One character more than a ping has. */
const PING_CHARS = 32;

/** Its API states an order as its webhooks do, and a webhook states all that the order is by now. */
const asWebhooks = (order: unknown, shop: string): readonly AsWebhook[] => [
  {
    headers: {
      'x-wc-webhook-topic': 'order.updated',
      // A shop may call itself otherwise than the host at which it is asked.
      'x-wc-webhook-source': `https://${shopLinkedIn(order) ?? shop}/`,
    },
    body: JSON.stringify(order),
  },
];

export const woocommerce: Platform = {
  name: 'woocommerce',
  connect,
  signature: { kind: 'hmac-base64', header: 'x-wc-webhook-signature', secretIn: 'html' },
  shopOf,
  countsFromOne: { signedShop },
  isPing,
  accepts: () => true,
  translate,
  asWebhooks,
  optOuts,
};
