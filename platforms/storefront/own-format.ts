/**
 * Reads our tracker's own small format: `{ "client_id", "events": [{ "type", "id", "age", "data" }] }`, or one
 * such event with the client's id beside it.
 */
import * as z from 'zod';
import { boundedText } from '../../core/bounded.ts';
import { parseEventData } from '../../core/events/event-data.ts';
import { id as idField, readTime } from '../../core/events/event-fields.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LINK_TOKEN_CHARS } from '../../core/identity/link-token.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { shownOf } from './shown.ts';
import { BROWSE_NAMES, type BrowseName, type Here, refused, type Told } from './told.ts';

const ownEvent = z.object({
  type: boundedText(LIMITS.eventTypeChars, 1),
  id: idField.optional().catch(undefined),
  client_id: idField,
  /** Milliseconds since it happened, by the browser's own clock, which may be wrong by years. */
  age: z.number().min(0).optional().catch(undefined),
  timestamp: boundedText(LIMITS.fieldChars).optional().catch(undefined),
  token: boundedText(LINK_TOKEN_CHARS, 1).optional().catch(undefined),
  data: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
type OwnEvent = z.infer<typeof ownEvent>;

export const readOwnEvent = (value: unknown, here: Here): Told => {
  const read = ownEvent.safeParse(value);
  if (!read.success) return refused(`${WANTED} (${fieldsOf(read.error)})`);
  const event = read.data;
  if (event.type === 'identify') return identify(event);
  const name = BROWSE_NAMES.find((known) => known === event.type);
  return name === undefined ? refused(NOT_FROM_BROWSERS) : happened(event, name, here);
};

const WANTED =
  'an event needs "client_id" and "type" (product.viewed, cart.updated or identify), or is one of a web pixel';
const NOT_FROM_BROWSERS =
  'a browser tells of product.viewed, cart.updated and identify with a signed token, and of nothing else: orders, consents and customers come by /webhooks';

const fieldsOf = (error: z.ZodError): string =>
  [...new Set(error.issues.map(({ path }) => String(path[0] ?? 'the whole')))].join(', ');

const identify = ({ client_id: clientId, token }: OwnEvent): Told =>
  token === undefined
    ? refused(
        'identify needs the signed "token" of a link in our mails; an address typed here identifies nobody',
      )
    : { kind: 'identify', clientId, token };

const happened = (event: OwnEvent, name: BrowseName, here: Here): Told => {
  const data = event.data ?? {};
  const told = name === 'product.viewed' ? viewIn(data, here) : cartIn(data, event.client_id, here);
  return eventOf(
    {
      name,
      clientId: event.client_id,
      id: event.id ?? idOf(JSON.stringify(data)),
      at: timeOf(event, here.now),
    },
    told,
  );
};

const viewIn = ({ product }: Readonly<Record<string, unknown>>, here: Here): object => ({
  product: isRecord(product) ? shownOf(product, here) : undefined,
});

/** A cart has the id of its browser, so that nobody can name the cart of somebody else. */
const cartIn = (data: Readonly<Record<string, unknown>>, clientId: string, here: Here): object =>
  present({
    cart_id: browserCart(clientId),
    currency: data['currency'],
    total: data['total'],
    items: Array.isArray(data['items'])
      ? data['items'].filter(isRecord).map((line) => shownOf(line, here))
      : undefined,
  });

export const browserCart = (clientId: string): string => `browser-${idOf('cart', clientId)}`;

type Happening = Readonly<{ name: BrowseName; clientId: string; id: string; at: Instant }>;

/** The event with its data, as far as these can be read; a browser's page may hold anything. */
export const eventOf = (happening: Happening, data: object): Told => {
  const parsed = parseEventData(happening.name, data);
  return parsed.ok ? { kind: 'event', ...happening, data: parsed.data } : refused(parsed.problem);
};

const timeOf = ({ age, timestamp }: OwnEvent, now: Instant): Instant =>
  age === undefined ? (readTime(timestamp ?? '') ?? now) : now - Math.min(Math.round(age), AGE_MS_MAX);
/** A page that was open for longer is looked at anew. */
const AGE_MS_MAX = 24 * 60 * 60_000;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
