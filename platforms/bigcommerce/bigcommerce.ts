/**
 * BigCommerce: its webhooks say only that something has happened and to what, so the shop is asked for the
 * rest. What it answers is written as a body that holds the notice and the details, and is translated here.
 */
import * as z from 'zod';
import { parseEventData } from '../../core/events/event-data.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import { readJson } from '../json.ts';
import {
  type Delivery,
  ignored,
  type Notices,
  notUnderstood,
  type Platform,
  type TranslatedEvent,
  type Translation,
} from '../platform.ts';
import { problemOf } from '../reading.ts';
import { cart } from './cart.ts';
import { connect } from './connect.ts';
import {
  askedBy,
  deletedBy,
  ended,
  type Notice,
  noticeSchema,
  senderOf,
  shopIn,
  signedShop,
} from './notice.ts';
import { order } from './order.ts';
import { customer, subscriber } from './people.ts';
import { product } from './product.ts';
import { momentOf } from './reading.ts';
import { shipment } from './shipment.ts';
import type { Context, Details, Reading, Word } from './topic.ts';

const READERS: Readonly<Record<string, (details: Details, context: Context) => Reading>> = {
  order,
  refund: order,
  cart,
  customer,
  product,
  shipment,
  subscriber,
};

/** The body that `answered` writes; no details where the shop knows the thing no more. */
const answerSchema = z.object({
  notice: noticeSchema,
  asked_at: z.number(),
  details: z.record(z.string(), z.unknown()).optional(),
});

const translate = ({ body, now }: Delivery): Translation => {
  const json = readJson(body);
  if (!json.ok) return notUnderstood(json.problem);
  if (typeof json.value === 'object' && json.value !== null && 'notice' in json.value) {
    const answer = answerSchema.safeParse(json.value);
    return answer.success ? told(readingOf(answer.data)) : notUnderstood(problemOf(answer.error).problem);
  }
  if (body.length > LIMITS.noticeBytes) return notUnderstood('the body is longer than a notice is');
  const read = noticeSchema.safeParse(json.value);
  return read.success ? heard(read.data, now) : notUnderstood(problemOf(read.error).problem);
};

const heard = (notice: Notice, now: number): Translation => {
  const thing = askedBy(notice);
  if (thing && 'problem' in thing) return notUnderstood(`${notice.scope}: ${thing.problem}`);
  if (thing) return notUnderstood(NOBODY_ASKS);
  const deleted = deletedBy(notice, notice.created_at === undefined ? now : notice.created_at * 1_000);
  return deleted ? told(deleted) : ignored('this scope is not used');
};

const NOBODY_ASKS = 'it names a thing alone, and no shop is asked for more; set details=bigcommerce';

const asks: Notices['asks'] = (body) => {
  const notice = noticeIn(body);
  const thing = notice && askedBy(notice);
  return notice && thing && !('problem' in thing) ? { thing, shop: shopIn(notice) } : undefined;
};

const noticeIn = (body: string): Notice | undefined => {
  const json = body.length > LIMITS.noticeBytes ? undefined : readJson(body);
  return noticeSchema.safeParse(json?.ok ? json.value : undefined).data;
};

const readingOf = ({ notice, asked_at: at, details }: z.infer<typeof answerSchema>): Reading => {
  const thing = askedBy(notice);
  if (!thing || 'problem' in thing) return { problem: 'notice: it asks for nothing' };
  if (details === undefined) return ended(thing.kind, thing.id, at);
  const noticeId = notice.data.id ?? notice.data.cart_id;
  const reading = READERS[thing.kind]?.(details, { scope: notice.scope, noticeId, at });
  if (!reading) return { problem: `notice: nothing is known of a ${thing.kind}` };
  return 'problem' in reading ? { problem: `${thing.kind}: ${reading.problem}` } : reading;
};

/** A part that cannot be understood costs the others nothing, and an operator is told of it. */
const told = (reading: Reading): Translation => {
  if ('ignored' in reading) return ignored(reading.ignored);
  if ('problem' in reading) return notUnderstood(reading.problem);
  const checks = reading.words.map(checked);
  const events = checks.flatMap((check) => ('problem' in check ? [] : [check]));
  const problems = [
    ...(reading.leftOver === undefined ? [] : [reading.leftOver]),
    ...checks.flatMap((check) => ('problem' in check ? [check.problem] : [])),
  ];
  if (events.length === 0) return notUnderstood(problems[0] ?? 'nothing that could be told');
  return present({
    kind: 'events',
    events,
    leftOver: problems.length > 0 ? problems.join('; ') : undefined,
  });
};

const HASH_CHARS = 10;

const checked = ({ name, at, key, once, data, evidence }: Word): TranslatedEvent | { problem: string } => {
  if (at === undefined) return { problem: `${name}: its time is missing or cannot be read` };
  const parsed = parseEventData(name, data);
  if (!parsed.ok) return { problem: parsed.problem };
  // A shop changes things without a new date: the hash tells two states of one moment apart.
  const id = once ? key : `${key}:${idOf(JSON.stringify(parsed.data)).slice(0, HASH_CHARS)}`;
  return present({ id, name, at, data: parsed.data, unread: parsed.unread, evidence });
};

const answered: Notices['answered'] = (noticeBody, found, askedAt) => {
  const json = readJson(noticeBody);
  const notice = json.ok ? json.value : noticeBody;
  return {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      notice,
      asked_at: askedAt,
      ...present({ details: found.kind === 'found' ? found.details : undefined }),
    }),
  };
};

/** An order that was asked for is written as the answer to a notice that it has changed. */
const asWebhooks: NonNullable<Platform['asWebhooks']> = (stated, shop) => {
  const { data } = statedSchema.safeParse(stated);
  const id = data?.order.id ?? '';
  const notice = { producer: `stores/${shop}`, scope: 'store/order/updated', data: { type: 'order', id } };
  const details = data ?? { order: stated };
  return [
    answered(JSON.stringify(notice), { kind: 'found', details }, momentOf(data?.order.date_modified) ?? 0),
  ];
};

const statedSchema = z.looseObject({
  order: z.looseObject({ id: z.int(), date_modified: z.unknown() }),
});

export const bigcommerce: Platform = {
  name: 'bigcommerce',
  connect,
  signature: { kind: 'standard', secretIs: 'text' },
  senderOf,
  countsFromOne: { signedShop },
  accepts: () => true,
  translate,
  notices: { asks, answered },
  asWebhooks,
};
