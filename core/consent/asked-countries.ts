/**
 * Decides whether a WhatsApp number may be asked to confirm a sign-up: only one of the countries that the
 * shop names, because asking costs the shop money and some destinations cost a lot of it.
 */
import { isFromOneOf } from '../identity/phone-number.ts';
import type { Settings } from '../program/settings.ts';
import { signUpCountries } from '../program/sign-up-rules.ts';

/** True where the owner of this WhatsApp number or user id may be asked; both begin with a country. */
export const mayBeAsked = (address: string, settings: Settings): boolean => {
  const countries = signUpCountries(settings);
  return address.startsWith('+')
    ? isFromOneOf(address, countries)
    : countries.includes(address.slice(0, 2).toUpperCase());
};
