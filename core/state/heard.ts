/**
 * What was heard about single orders, checkouts and parcels: when, for the exits and waits of enrollments
 * that are about one of them. A profile's history knows only the last time of an event, whatever it was
 * about.
 */
import type { DomainEvent } from '../events/event.ts';
import { orderNumber } from '../events/order-number.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import { aheadIn, laterOf } from '../time/said.ts';
import {
  type About,
  concerns,
  type Heard,
  isSameParcel,
  namesParcel,
  type Tokens,
  tokensOf,
} from './about.ts';
import type { OrderFacts, Profile, RecordRef } from './profile.ts';
import { joinRefunds, refundsIn } from './refunds.ts';

type Known = Pick<Profile, 'heard' | 'orders'>;

/** Remembers an event by what it is about; undefined where it names nothing. */
export const withHeard = (
  profile: Pick<Profile, 'heard' | 'orders' | 'enrollments'>,
  event: DomainEvent,
  ref: RecordRef,
): readonly Heard[] | undefined => {
  const tokens = tokensOf(event);
  if (Object.keys(tokens).length === 0) return undefined;
  const word: Heard = {
    name: event.name,
    at: event.at,
    ...present({ ahead: aheadIn(event), refunds: refundsIn(event) }),
    ref,
    ...tokens,
  };
  return boundedHeard(profile, joinHeard(profile.heard ?? [], [word]));
};

/** What two profiles heard that become one; `qualify` makes the other's records findable. */
export const mergedHeard = (
  profile: Pick<Profile, 'heard' | 'orders' | 'enrollments'>,
  other: Pick<Profile, 'heard'>,
  qualify: (ref: RecordRef) => RecordRef,
): readonly Heard[] | undefined => {
  if (!other.heard) return profile.heard;
  const theirs = other.heard.map((word) => ({ ...word, ref: qualify(word.ref) }));
  return boundedHeard(profile, joinHeard(profile.heard ?? [], theirs));
};

/** The words of both, of each the latest. */
const joinHeard = (own: readonly Heard[], others: readonly Heard[]): readonly Heard[] => {
  const joined = new Map<string, Heard>();
  for (const word of [...own, ...others]) {
    const before = joined.get(keyOf(word));
    const latest = before && laterOf(word, before) < 0 ? before : word;
    joined.set(keyOf(word), {
      ...latest,
      ...present({ refunds: joinRefunds(before?.refunds, word.refunds) }),
    });
  }
  return [...joined.values()];
};

const keyOf = ({ name, order, checkout, cart, shipment, tracking }: Heard): string =>
  JSON.stringify([name, order, checkout, cart, shipment, tracking]);

/** Beyond the bound the oldest goes, and first what no enrollment is about. */
const boundedHeard = (
  profile: Pick<Profile, 'orders' | 'enrollments'>,
  words: readonly Heard[],
): readonly Heard[] => {
  if (words.length <= LIMITS.heardPerProfile) return words;
  const known = { ...profile, heard: words };
  const ranked = words.map((word) => ({ word, rank: isAsked(known, word) ? 1 : 0 }));
  const kept = ranked
    .toSorted((a, b) => b.rank - a.rank || b.word.at - a.word.at)
    .slice(0, LIMITS.heardPerProfile);
  const left = new Set(kept.map(({ word }) => word));
  return words.filter((word) => left.has(word));
};

/** True where a running enrollment is about what the word is about. */
export const isAsked = (profile: Known & Pick<Profile, 'enrollments'>, word: Heard): boolean => {
  if (profile.enrollments.every(({ about }) => about === undefined)) return false;
  const tokens = completed(profile, word);
  return profile.enrollments.some(({ about }) => about && concerns(about, tokens));
};

/**
 * What was heard about it. `isMeant` comes first, because finding all ids that belong to a word costs more
 * than anything else that is asked of it.
 */
export const heardAbout = (
  known: Known,
  about: About,
  isMeant: (word: Heard) => boolean = () => true,
): readonly Heard[] =>
  (known.heard ?? []).filter((word) => isMeant(word) && concerns(about, completed(known, word)));

/** Records with the details of what a message may show beside its trigger: the order, and its latest parcel. */
export const recordsAbout = (
  profile: Pick<Profile, 'heard' | 'orders'>,
  about: About,
): readonly RecordRef[] => {
  const { order } = completed(profile, about);
  const parcel = heardAbout(profile, about, ({ name }) => name.startsWith('shipment.'))
    .toSorted(laterOf)
    .at(-1);
  const refs = [profile.orders.find(({ id }) => id === order)?.ref, parcel?.ref];
  return refs.filter((ref) => ref !== undefined);
};

/** The ids with those that are known to belong to them: a parcel's order and other id, and an order's cart. */
export const completed = (known: Known, tokens: Tokens): Tokens => {
  const parcel = namesParcel(tokens) ? parcelIn(known, tokens) : tokens;
  const order = orderNamed(known.orders, parcel) ?? boughtAs(known.orders, tokens);
  if (order === undefined) return parcel;
  const facts = known.orders.find(({ id }) => id === order);
  return { ...present({ checkout: facts?.checkoutId, cart: facts?.cartId }), ...parcel, order };
};

/**
 * The order by its id or its number. Some parcel services know the number alone, or write it in the place of
 * the id.
 */
export const orderNamed = (orders: readonly OrderFacts[], { order, number }: Tokens): string | undefined => {
  if (order === undefined && number === undefined) return undefined;
  if (orders.some(({ id }) => id === order)) return order;
  const stated = number ?? orderNumber(order ?? '');
  return orders.find((known) => (known.number ?? orderNumber(known.id)) === stated)?.id ?? order;
};

const parcelIn = ({ heard = [] }: Known, tokens: Tokens): Tokens => {
  const same = heard.filter((word) => isSameParcel(word, tokens) === true);
  const first = <K extends keyof Tokens>(key: K) => same.find((word) => word[key] !== undefined)?.[key];
  const known = {
    order: first('order'),
    number: first('number'),
    shipment: first('shipment'),
    tracking: first('tracking'),
  };
  return { ...present(known), ...tokens };
};

const boughtAs = (orders: readonly OrderFacts[], { checkout, cart }: Tokens): string | undefined =>
  orders.find(
    ({ checkoutId, cartId }) =>
      (checkout !== undefined && checkout === checkoutId) || (cart !== undefined && cart === cartId),
  )?.id;
