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

/**
 * The one form of an E.164 number, whether or not the library knows the number: Brazil with the ninth digit
 * of its mobile numbers, Mexico without the former 1, Argentina with the 9 of its mobile numbers.
 */
export const canonicalForm = (e164: string): string =>
  WRITTEN_OTHERWISE.reduce((number, { other, form }) => number.replace(other, form), e164);

/** The other form in which WhatsApp or a shop may write the number; undefined where it has only one form. */
export const alternateForm = (number: string): string | undefined => {
  const rule = WRITTEN_OTHERWISE.find(({ own }) => own.test(number));
  return rule && number.replace(rule.own, rule.back);
};

const WRITTEN_OTHERWISE = [
  {
    other: /^\+55([1-9]\d)([6-9]\d{7})$/,
    form: '+55$19$2',
    own: /^\+55([1-9]\d)9([6-9]\d{7})$/,
    back: '+55$1$2',
  },
  { other: /^\+52(?:1|01|044|045)(\d{10})$/, form: '+52$1', own: /^\+52(\d{10})$/, back: '+521$1' },
  { other: /^\+54([1-3]\d{9})$/, form: '+549$1', own: /^\+549([1-3]\d{9})$/, back: '+54$1' },
] as const;
