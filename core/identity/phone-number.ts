/**
 * Brings a phone number into its one form: E.164 as it is dialled today, also for the three countries whose
 * numbers WhatsApp writes differently.
 */
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { canonicalForm } from './number-forms.ts';

/**
 * The number in its one form; undefined where the text cannot be a number. A number without a country code
 * counts as one of the given country, or of Germany.
 */
export const phoneNumber = (text: string, country?: string): string | undefined => {
  const from = country !== undefined && isSupportedCountry(country) ? country : DEFAULT_COUNTRY;
  let number = read(text, from);
  // The library removes one zero of a national prefix per call.
  for (let zeros = 0; number !== undefined && zeros < ZEROS_MAX; zeros += 1) {
    const again = read(number, from);
    if (again === number) return parsePhoneNumberFromString(number)?.isPossible() ? number : undefined;
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

const read = (text: string, from: CountryCode): string | undefined => {
  const stated = parsePhoneNumberFromString(text, from)?.number;
  return stated === undefined ? undefined : canonicalForm(stated);
};

const ZEROS_MAX = 3;
const DEFAULT_COUNTRY = 'DE';
