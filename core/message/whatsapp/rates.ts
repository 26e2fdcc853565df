/**
 * Calculates the cost of one WhatsApp message from a dated file: Meta's fee by the recipient's country and
 * the kind of message, plus AWS's fee.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Cost, MICROS } from '../cost.ts';
import rates from './rates.json' with { type: 'json' };

export type Category = 'marketing' | 'utility';

export type Priced = Readonly<{
  /** Phone number (E.164) or business-scoped user id; both begin with the country. */
  to: string;
  category: Category;
  transport: 'aws' | 'meta';
  /** The currency of the budget. */
  currency: string;
}>;

export const costOf = ({ to, category, transport, currency }: Priced): Cost => {
  const meta = rateFor(countryOf(to));
  const fee = exchanged(meta[category], meta.currency, currency);
  const own = transport === 'aws' ? exchanged(rates.aws.perMessage, rates.aws.currency, currency) : 0;
  return { micros: Math.ceil((fee + own) * MICROS - ROUNDING), currency };
};

/** Tolerance in millionths: a smaller fraction comes from floating point and must not be rounded up. */
const ROUNDING = 1e-6;

type Rate = Readonly<{ currency: string; marketing: number; utility: number }>;

const rateFor = (country: string | undefined): Rate => {
  const countries: Readonly<Record<string, Rate>> = rates.meta.countries;
  return country !== undefined && Object.hasOwn(countries, country)
    ? (countries[country] ?? rates.meta.others)
    : rates.meta.others;
};

const exchanged = (amount: number, from: string, to: string): number => {
  const exchange: Readonly<Record<string, Readonly<Record<string, number>>>> = rates.exchange;
  const factor = exchange[from]?.[to];
  if (factor === undefined)
    throw new Error(`core/message/whatsapp/rates.json has no bound from ${from} to ${to}.`);
  return amount * factor;
};

/** ISO 3166-1; undefined where the number belongs to no single country. */
const countryOf = (to: string): string | undefined =>
  to.startsWith('+') ? parsePhoneNumberFromString(to)?.country : to.slice(0, 2);
