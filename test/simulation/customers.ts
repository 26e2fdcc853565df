/**
 * The customers of one world: who they are and how they are known, drawn one by one, so that dropping one
 * changes no other.
 */
import { present } from '../../core/present.ts';
import { leaningOf } from './leaning.ts';
import { chanceOf } from './random.ts';
import { UMLAUT_DOMAIN } from './spelling.ts';

type Shop = 'own' | 'shopify' | 'woocommerce' | 'shopware';

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
  /** The number of a relative, who writes from it; this customer only types it or has it in the account. */
  familyPhone?: string;
  /** Nothing of this customer ever merges, so that every acknowledged event is applied where it was meant. */
  plain: boolean;
  /** The shop never tells of a consent in the beginning: there is one only where the form was confirmed. */
  byForm: boolean;
  /** Buys and was never asked for consent. */
  buyer: boolean;
  /** In whose words the shop tells of this customer; no platform's webhooks know time zones, our own do. */
  shop: Shop;
  /** Asks to be forgotten one day. */
  erased: boolean;
  /** Types what is others', replays what was signed, and owns an account, an address and a number. */
  attacker: boolean;
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

const twofoldOf = (seed: number): number => (leaningOf(seed) === 'one-person' ? MANY_TWOFOLD : TWOFOLD);

/** Where people want to be forgotten on both channels, and where a month's budget is used up. */
const reachableOf = (seed: number): number =>
  ['rights', 'clocks'].includes(leaningOf(seed)) ? MANY_REACHABLE : REACHABLE;
const erasedOf = (seed: number): number => (leaningOf(seed) === 'rights' ? 6 * ERASED : ERASED);

/** So many of the customers. */
const TWOFOLD = 0.12;
const MANY_TWOFOLD = 0.4;
const ERASED = 0.05;
const REACHABLE = 0.25;
const MANY_REACHABLE = 0.6;
const BY_FORM = 0.12;
const ON_SHOPIFY = 0.25;
const ON_WOOCOMMERCE = 0.15;
const ON_SHOPWARE = 0.15;
const BUYERS = 0.12;
const IN_FAMILIES = 0.35;
const UNDER_UMLAUT = 0.12;

export const customersOf = (seed: number, count: number): readonly Customer[] =>
  Array.from({ length: count }, (_, index) => customerOf(seed, index));

/** Numbered behind the customers. */
export const attackersOf = (seed: number, from: number, count: number): readonly Customer[] =>
  Array.from({ length: count }, (_, offset) => {
    const index = from + offset;
    const chance = chanceOf(seed, 'attacker', index);
    return {
      index,
      firstName: 'Fremd',
      addresses: [`fremd-${index}@example.org`],
      locale: chance.pick(['de-DE', 'en-GB']),
      country: 'DE',
      customerId: `c${index}`,
      phone: numberOf(393, index),
      plain: false,
      byForm: false,
      buyer: false,
      shop: chance.maybe(0.5) ? 'shopify' : 'own',
      erased: chance.maybe(0.3),
      attacker: true,
    };
  });

/** Everybody who owns a number: the one who writes from it, and relatives. */
export const isNumberOf = ({ phone, familyPhone }: Customer, number: string): boolean =>
  phone === number || familyPhone === number;

const numberOf = (series: number, index: number): string => `+49171${series}${10_000 + index}`;

const phoneOf = (seed: number, index: number): string | undefined =>
  chanceOf(seed, 'phone', index).maybe(reachableOf(seed)) && !isTwofold(seed, index)
    ? numberOf(392, index)
    : undefined;

/** The number of the customer before, or of the one before that. */
const relativesPhone = (seed: number, index: number): string | undefined =>
  [index - 1, index - 2].filter((other) => other >= 0).map((other) => phoneOf(seed, other))[0];

/** Each from a chance of its own, so that a platform more changes nobody but those whom it takes over. */
const shopOf = (seed: number, index: number): Shop => {
  if (chanceOf(seed, 'shopify', index).maybe(ON_SHOPIFY)) return 'shopify';
  const luck = chanceOf(seed, 'shop', index).unit() * (1 - ON_SHOPIFY);
  if (luck < ON_WOOCOMMERCE) return 'woocommerce';
  return luck < ON_WOOCOMMERCE + ON_SHOPWARE ? 'shopware' : 'own';
};

const isTwofold = (seed: number, index: number): boolean => {
  const chance = chanceOf(seed, 'customer', index);
  chance.unit();
  return chance.maybe(twofoldOf(seed));
};

const customerOf = (seed: number, index: number): Customer => {
  const chance = chanceOf(seed, 'customer', index);
  const zoned = chance.maybe(0.85);
  const twofold = chance.maybe(twofoldOf(seed));
  const shop = shopOf(seed, index);
  const domain = chanceOf(seed, 'umlaut', index).maybe(UNDER_UMLAUT) ? UMLAUT_DOMAIN : 'example.org';
  const first = `kunde-${index}@${domain}`;
  const addresses: Customer['addresses'] = twofold ? [first, `zweite-${index}@example.com`] : [first];
  // Drawn in this order, so that the worlds stay what they were.
  const firstName = chance.pick(['Jette', 'Fiete', 'Beeke', 'Enno', 'Wiebke']);
  const locale = chance.pick(['de-DE', 'en-GB']);
  const timeZone = zoned ? chance.pick(ZONES) : undefined;
  const phone = phoneOf(seed, index);
  const related = !twofold && phone === undefined && chanceOf(seed, 'family', index).maybe(IN_FAMILIES);
  const familyPhone = related ? relativesPhone(seed, index) : undefined;
  return present({
    index,
    firstName,
    addresses,
    locale,
    country: 'DE',
    timeZone: shop === 'own' ? timeZone : undefined,
    customerId: twofold || familyPhone !== undefined ? `c${index}` : undefined,
    phone,
    familyPhone,
    plain: !twofold && chance.maybe(0.75),
    shop,
    buyer: chanceOf(seed, 'buyer', index).maybe(BUYERS),
    byForm: chanceOf(seed, 'form', index).maybe(BY_FORM),
    erased: chanceOf(seed, 'erased', index).maybe(familyPhone === undefined ? erasedOf(seed) : 6 * ERASED),
    attacker: false,
  });
};
