/**
 * Brings a phone number into its one form: E.164 as it is dialled today, also for the three countries whose
 * numbers WhatsApp writes differently.
 */
import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { canonicalForm } from './number-forms.ts';

/**
 * The number in its one form; undefined where the text cannot be a number. A number without a country code
 * counts as one of the given country, or of Germany.
 */
export const phoneNumber = (text: string, country?: string): string | undefined => {
  if (last?.text === text && last.country === country) return last.number;
  last = { text, country, number: oneForm(text, country) };
  return last.number;
};

/** Reading one takes long, and what is told of an order comes in several events with the same number. */
let last: Readonly<{ text: string; country: string | undefined; number: string | undefined }> | undefined;

const oneForm = (text: string, country: string | undefined): string | undefined => {
  const from = country !== undefined && isSupportedCountry(country) ? country : DEFAULT_COUNTRY;
  let number = formOf(parsePhoneNumberFromString(text, from));
  // The library removes one zero of a national prefix per call.
  for (let zeros = 0; number !== undefined && zeros < ZEROS_MAX; zeros += 1) {
    const read = parsePhoneNumberFromString(number, from);
    const again = formOf(read);
    if (again === number) return read?.isPossible() ? number : undefined;
    number = again;
  }
  return undefined;
};

/**
 * True where the number belongs to one of these countries. Countries that share a code and a price with their
 * territories (44, 47, 61 ...) count as one; those behind 1 and 7 do not, because one code there leads to
 * expensive destinations.
 */
export const isFromOneOf = (e164: string, countries: readonly string[]): boolean => {
  const number = parsePhoneNumberFromString(e164);
  if (number === undefined) return false;
  const { country, countryCallingCode: code } = number;
  if (country !== undefined && countries.includes(country)) return true;
  return (
    !APART.has(code) &&
    countries.some((one) => isSupportedCountry(one) && getCountryCallingCode(one) === code)
  );
};

const APART: ReadonlySet<string> = new Set(['1', '7']);

const formOf = (read: ReturnType<typeof parsePhoneNumberFromString>): string | undefined =>
  read && canonicalForm(read.number);

const ZEROS_MAX = 3;
const DEFAULT_COUNTRY = 'DE';
