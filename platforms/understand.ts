/**
 * Turns a request with a right signature into inputs for the queue: translates it, finds out whom it is
 * about, and addresses it.
 */

import type { DomainEvent } from '../core/events/event.ts';
import { gravelyUnread } from '../core/events/event-data.ts';
import { dataInShop } from '../core/events/in-shop.ts';
import type { OrderLinks } from '../core/events/order-links.ts';
import { dataFor, identitiesOf } from '../core/events/whom.ts';
import { idOf, keyedIdOf } from '../core/identity/identity.ts';
import { idInShop } from '../core/identity/shop-ids.ts';
import type { Mark } from '../core/ports/once.ts';
import { present } from '../core/present.ts';
import { isExerciseOfRights, SHOP_ERASED } from '../core/privacy/rights.ts';
import { ERASE_SHOP_GROUP } from '../core/state/erase-shop.ts';
import { eventInput } from '../core/state/event-input.ts';
import type { CatalogueInput, EraseShopInput, Input } from '../core/state/input.ts';
import { type Instant, isInstant } from '../core/time/instant.ts';
import { namingOrdersAlone } from './lookup.ts';
import type { Act, Delivery, MessageStatus, Platform, TranslatedEvent, Translation } from './platform.ts';

export type Understanding =
  | Understood
  | Exclude<Translation, { kind: 'events' }>
  /** The request was accepted, but it may not do this. */
  | Readonly<{ kind: 'forbidden'; reason: string }>;

export type Understood = Readonly<{
  kind: 'inputs';
  inputs: readonly Input[];
  acts?: readonly AddressedAct[];
  leftOver?: string;
  /** What the shop should change, although everything was understood. */
  warnings?: readonly string[];
  /** Set where the payload exercises somebody's rights; it counts once under this mark. */
  once?: Mark;
}>;

/** An act whose events have been addressed to their customer. */
export type AddressedAct =
  | Exclude<Act, { kind: 'status' }>
  | Readonly<{ kind: 'status'; status: Omit<MessageStatus, 'optOut'>; optOut?: readonly Input[] }>;

/**
 * `receivedAt` is when the inputs enter the queue; it is later than `delivery.now` when a payload is
 * replayed.
 */
export type Context = Readonly<{
  platform: Platform;
  /** The shop whose name its ids carry; absent where they stand as they are. */
  shop?: string | undefined;
  key: string;
  receivedAt: Instant;
  /** A service that knows parcels alone may name orders by their numbers (core/events/order-links.ts). */
  ordersByNumber?: true | undefined;
}>;

export const understand = (delivery: Delivery, context: Context): Understanding => {
  const translation = translated(delivery, context.platform);
  if (delivery.bearer && exercisesRights(translation))
    return {
      kind: 'forbidden',
      reason: 'what exercises rights must be signed; a bearer token is not enough',
    };
  const understood = addressed(translation, { ...context, now: delivery.now });
  return understood.kind === 'inputs' && exercisesRights(translation)
    ? { ...understood, once: markOf(delivery, context) }
    : understood;
};

const markOf = (delivery: Delivery, { platform, key }: Context): Mark => {
  const { id, meaning } = platform.knownBy?.(delivery) ?? { id: delivery.body, meaning: '' };
  return {
    hash: keyedIdOf(key, 'once', platform.name, id),
    meaning: keyedIdOf(key, 'meaning', platform.name, meaning),
  };
};

const exercisesRights = (translation: Translation): boolean =>
  translation.kind === 'events' && translation.events.some(({ name }) => isExerciseOfRights(name));

/** All that addressing asks of a platform: a file that a shop brings along has no more. */
export type AddressContext = Omit<Context, 'platform'> &
  Readonly<{ platform: Pick<Platform, 'name' | 'repeatsForDays' | 'ofAnyShop'>; now: Instant }>;

/** Addresses a translation that came by another way than the door. */
export const addressed = (
  translation: Translation,
  context: AddressContext,
): Exclude<Understanding, { kind: 'forbidden' }> => {
  if (translation.kind !== 'events') return translation;
  const inputs: Input[] = [];
  for (const event of translation.events) {
    if (!isInstant(event.at))
      return { kind: 'not-understood', reason: `${event.name}: no date holds its time` };
    const own = inputsOf(event, context);
    if (own.length === 0) return { kind: 'not-understood', reason: aboutNobody(event) };
    inputs.push(...own);
  }
  const { acts, events, warnings } = translation;
  const problems = [translation.leftOver, ...events.map(unreadIn)].filter((one) => one !== undefined);
  return present({
    kind: 'inputs',
    inputs,
    acts: acts && acts.length > 0 ? acts.map((act) => addressedAct(act, context)) : undefined,
    leftOver: problems.length > 0 ? problems.join('; ') : undefined,
    warnings,
  });
};

const aboutNobody = ({ name, unread }: TranslatedEvent): string => {
  const needed = 'it needs an e-mail address, a customer id, a phone number, or the id of a checkout or cart';
  const told = unread === undefined ? '' : `; these fields could not be read: ${unread.join(', ')}`;
  return `${name}: nobody it could be about; ${needed}${told}`;
};

/**
 * The amounts or stocks that an event could not read. The event counts, but the payload is quarantined too
 * and an operator is told, because every further one would be wrong as well.
 */
const unreadIn = ({ name, unread }: TranslatedEvent): string | undefined => {
  const grave = gravelyUnread(unread);
  return grave.length > 0 ? `${name}: ${grave.join(', ')} could not be read` : undefined;
};

const addressedAct = (act: Act, context: AddressContext): AddressedAct => {
  if (act.kind !== 'status') return { ...act, at: Math.min(act.at, context.now) };
  const { optOut, ...status } = act.status;
  const told = { ...status, at: Math.min(status.at, context.now) };
  return present({ kind: 'status', status: told, optOut: optOut ? inputsOf(optOut, context) : undefined });
};

/**
 * Translates without throwing: a payload that makes a translation fail must not be answered with an error,
 * because platforms switch off webhooks that fail.
 */
const translated = (delivery: Delivery, platform: Platform): Translation => {
  try {
    return platform.translate(delivery);
  } catch (error) {
    return {
      kind: 'not-understood',
      reason: `the translation failed with ${error instanceof Error ? error.name : 'an unknown error'}`,
    };
  }
};

/** A review is about a product and, where it names one, about the customer who wrote it. */
const ABOUT_PRODUCTS = ['product.updated', 'stock.changed', 'review.submitted'];

const inputsOf = (translated: TranslatedEvent, context: AddressContext): readonly Input[] => {
  const { platform, key, receivedAt, now } = context;
  if (translated.name === SHOP_ERASED) return [aboutShop(translated, platform, receivedAt)];
  const { evidence, ...told } = inShop(translated, context.shop);
  const orders = orderLinks(context);
  const identities = identitiesOf({ ...told, source: platform.name, key, evidence, orders });
  const event: DomainEvent = {
    ...told,
    ...clipped(translated.at, now),
    source: platform.name,
    identities,
    data: dataFor(told.data, identities),
  };
  const inputs: Input[] = [];
  if (ABOUT_PRODUCTS.includes(event.name)) inputs.push(aboutProduct(event, receivedAt));
  if (event.name !== 'product.updated' && event.name !== 'stock.changed')
    inputs.push(...aboutCustomers(event, platform.repeatsForDays ? event.at : receivedAt));
  return inputs;
};

const inShop = (event: TranslatedEvent, shop: string | undefined): TranslatedEvent =>
  shop === undefined ? event : { ...event, id: idInShop(shop, event.id), data: dataInShop(event.data, shop) };

const orderLinks = ({ platform, ordersByNumber }: AddressContext): OrderLinks => {
  const sources = namingOrdersAlone();
  const own = sources.includes(platform.name) ? true : undefined;
  return present({ own, numbers: ordersByNumber, ofAnyShop: platform.ofAnyShop, sources });
};

/**
 * The inputs of an event. It goes to its strongest identity. A withdrawal also goes to every other typed
 * address that it names, because nothing shows that they are one person, and stopping too much harms nobody.
 */
const aboutCustomers = (event: DomainEvent, receivedAt: Instant): readonly Input[] => {
  const [strongest, ...others] = event.identities;
  if (!strongest) return [];
  const first = eventInput(event, { profileId: strongest.profileId, receivedAt });
  if (event.name !== 'consent.withdrawn') return [first];
  const addresses = others.filter(
    ({ kind, by, formerly }) => by === undefined && !formerly && kind !== 'customer' && kind !== 'anonymous',
  );
  const alone = addresses.map((identity) => {
    const { profileId, kind } = identity;
    const inputId = idOf('event', event.source, event.id, profileId);
    const named = others.filter((one) => one.kind === kind);
    return eventInput(
      { ...event, identities: named, data: dataFor(event.data, named) },
      { profileId, receivedAt, inputId },
    );
  });
  return [first, ...alone.filter(({ profileId }) => profileId !== first.profileId)];
};

/** A time in the future counts as the time of receipt; the stated time is kept as evidence (rule 11). */
const clipped = (at: Instant, now: Instant): Pick<DomainEvent, 'at' | 'statedAt'> =>
  at > now ? { at: now, statedAt: at } : { at };

const aboutShop = (
  { id, data }: TranslatedEvent,
  { name }: Pick<Platform, 'name'>,
  receivedAt: Instant,
): EraseShopInput => ({
  kind: 'erase-shop',
  inputId: idOf('erase-shop', name, id),
  profileId: ERASE_SHOP_GROUP,
  receivedAt,
  shop: String(data.shop),
});

const aboutProduct = (event: DomainEvent, receivedAt: Instant): CatalogueInput => ({
  kind: 'catalogue',
  inputId: idOf('catalogue', event.source, event.id),
  profileId: productGroup(String(event.data.product_id)),
  receivedAt,
  // The writer of a review goes along: the review is not shown if that person was erased.
  event,
});

/**
 * The queue group of a product. Groups allow few characters and 128 of them, but ids of shops may hold any
 * character.
 */
const productGroup = (productId: string): string =>
  `product-${/^[\w.-]{1,100}$/.test(productId) ? productId : idOf('product', productId)}`;
