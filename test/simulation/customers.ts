/**
 * The customers of one world: who they are and how they are known, drawn one by one, so that dropping one
 * changes no other.
 */
import { present } from '../../core/present.ts';
import { chanceOf } from './random.ts';

export type Customer = Readonly<{
  index: number;
  firstName: string;
  addresses: readonly [string, ...string[]];
  locale: string;
  country: string;
  /** Undefined: the shop never said; then the country's, here always Germany's. */
  timeZone?: string;
  customerId?: string;
  /** The number on WhatsApp. */
  phone?: string;
  /** Nothing of this customer ever merges, so that every acknowledged event is applied where it was meant. */
  plain: boolean;
  /** The shop never tells of a consent in the beginning: there is one only where the form was confirmed. */
  byForm: boolean;
  /** Buys and was never asked for consent. */
  buyer: boolean;
  /** Told of by Shopify's webhooks, which know no time zones. */
  shopify: boolean;
  /** Asks to be forgotten one day. */
  erased: boolean;
}>;

const ZONES = [
  'Europe/Berlin',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Tokyo',
  'Pacific/Auckland',
  'Australia/Lord_Howe',
  'America/St_Johns',
] as const;

/** So many of the customers. */
const ERASED = 0.05;
const REACHABLE = 0.25;
const BY_FORM = 0.12;
const ON_SHOPIFY = 0.25;
const BUYERS = 0.12;

export const customersOf = (seed: number, count: number): readonly Customer[] =>
  Array.from({ length: count }, (_, index) => {
    const chance = chanceOf(seed, 'customer', index);
    const zoned = chance.maybe(0.85);
    const twofold = chance.maybe(0.12);
    const shopify = chanceOf(seed, 'shopify', index).maybe(ON_SHOPIFY);
    const first = `kunde-${index}@example.org`;
    const addresses: Customer['addresses'] = twofold ? [first, `zweite-${index}@example.com`] : [first];
    // Drawn in this order, so that the worlds stay what they were.
    const firstName = chance.pick(['Jette', 'Fiete', 'Beeke', 'Enno', 'Wiebke']);
    const locale = chance.pick(['de-DE', 'en-GB']);
    const timeZone = zoned ? chance.pick(ZONES) : undefined;
    const reachable = !twofold && chanceOf(seed, 'phone', index).maybe(REACHABLE);
    return present({
      index,
      firstName,
      addresses,
      locale,
      country: 'DE',
      timeZone: shopify ? undefined : timeZone,
      customerId: twofold ? `c${index}` : undefined,
      phone: reachable ? `+49171392${10_000 + index}` : undefined,
      plain: !twofold && chance.maybe(0.75),
      shopify,
      buyer: chanceOf(seed, 'buyer', index).maybe(BUYERS),
      byForm: chanceOf(seed, 'form', index).maybe(BY_FORM),
      erased: chanceOf(seed, 'erased', index).maybe(ERASED),
    });
  });
