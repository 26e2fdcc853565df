/** Chooses the language of a message, and the locale for its numbers and dates. */

import type { Settings } from '../program/settings.ts';
import type { Person } from '../state/profile.ts';

export type Language = 'de' | 'en';

const LANGUAGES: readonly Language[] = ['de', 'en'];
const GERMAN_SPEAKING = ['DE', 'AT', 'CH', 'LI'];

/**
 * The customer's own language, else the country's, else the shop's first. Only languages that the template
 * has count, and of these only the shop's languages where the template has one of them. Undefined where the
 * template has none.
 */
export const pickLanguage = (
  person: Person,
  settings: Settings,
  available: readonly string[],
): Language | undefined => {
  const written = LANGUAGES.filter((language) => available.includes(language));
  const offered = written.filter((language) => settings.locales.includes(language));
  const choice = offered.length > 0 ? offered : written;
  const wishes = [
    languageOf(person.locale ?? ''),
    languageOfCountry(person.country),
    ...settings.locales,
    ...LANGUAGES,
  ];
  return wishes.flatMap((wish) => choice.filter((language) => language === wish))[0];
};

/**
 * A BCP 47 tag for Intl: the customer's own where it fits the language of the text, otherwise language and
 * country.
 */
export const formattingLocale = (language: Language, person: Person, settings: Settings): string => {
  const own = person.locale?.replace('_', '-');
  if (own?.includes('-') && languageOf(own) === language && isLocale(own)) return own;
  const candidate = `${language}-${person.country ?? settings.country}`;
  return isLocale(candidate) ? candidate : language;
};

const languageOf = (locale: string): string => locale.slice(0, 2).toLowerCase();

const languageOfCountry = (country: string | undefined): Language | undefined =>
  country !== undefined && GERMAN_SPEAKING.includes(country) ? 'de' : undefined;

const isLocale = (text: string): boolean => {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
};
