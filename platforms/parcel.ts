/**
 * What parcel services have in common: news of one parcel become one of our events about a shipment, however
 * often a carrier says the same.
 */
import type { Instant } from '../core/time/instant.ts';
import { oneEvent } from './one-event.ts';
import { ignored, type Translation } from './platform.ts';

/** What a status says of a parcel on its way to the customer; a text says why it is of no use to us. */
export type Meaning =
  | Readonly<{ is: 'sent' | 'delayed' | 'delivered' | 'returned' }>
  | Readonly<{ not: string }>;

export const sent: Meaning = { is: 'sent' };
export const delayed: Meaning = { is: 'delayed' };
export const delivered: Meaning = { is: 'delivered' };
export const returned: Meaning = { is: 'returned' };

export const NOT_SENT_YET: Meaning = { not: 'the parcel is not on its way yet' };
export const CANCELLED: Meaning = { not: 'the label was cancelled' };
export const SAYS_NOTHING: Meaning = { not: 'the status says nothing of where the parcel is' };
export const FOR_THE_SHOP: Meaning = { not: 'this is for the shop to settle before anybody is told' };
export const UNKNOWN: Meaning = { not: 'this status is not known' };

/**
 * The same status of a parcel on its way back to the shop: only its arrival says something, namely that the
 * customer sent something back.
 */
export const onItsWayBack = (meaning: Meaning): Meaning =>
  'is' in meaning && (meaning.is === 'delivered' || meaning.is === 'returned')
    ? returned
    : { not: 'a parcel on its way back to the shop' };

export type Parcel = Readonly<{
  /** The service's own id of the parcel. */
  id: string;
  meaning: Meaning;
  at: Instant | undefined;
  /** What makes one delay another one than the delay before. */
  delay?: string | undefined;
  data: Readonly<Record<string, unknown>>;
}>;

/**
 * A parcel is sent, delivered and returned once: its later scans have the same id. The names and numbers of
 * recipients stay out, because the shop knows them better, and a single field holds all parts of a name.
 */
export const aboutParcel = ({ id, meaning, at, delay, data }: Parcel): Translation => {
  if ('not' in meaning) return ignored(meaning.not);
  const again = meaning.is === 'delayed' ? [delay ?? String(at)] : [];
  return oneEvent({
    key: [id, meaning.is, ...again],
    name: `shipment.${meaning.is}`,
    at,
    data: { ...data, shipment_id: id },
  });
};

/** The names that people know carriers by; of another one nothing is said. */
const CARRIERS: readonly (readonly [prefix: string, name: string])[] = [
  ['dhl', 'DHL'],
  ['dpd', 'DPD'],
  ['gls', 'GLS'],
  ['hermes', 'Hermes'],
  ['ups', 'UPS'],
  ['fedex', 'FedEx'],
  ['deutsche-post', 'Deutsche Post'],
  ['deutsch-post', 'Deutsche Post'],
  ['postnl', 'PostNL'],
  ['austrian-post', 'Österreichische Post'],
  ['swiss-post', 'Schweizerische Post'],
];

/** Codes are a name and what distinguishes its services: `dhl-germany`, `dpd_de`. */
export const carrierNamed = (code: string | undefined): string | undefined => {
  const form = (code ?? '').toLowerCase().replaceAll('_', '-');
  return CARRIERS.find(([prefix]) => form === prefix || form.startsWith(`${prefix}-`))?.[1];
};
