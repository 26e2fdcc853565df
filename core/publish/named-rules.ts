/** The messages of the schemas' named rules; a rule's name stands where zod would put its own message. */
import type { Text } from './problem.ts';

export const NAMED_RULES: Readonly<Record<string, Text>> = {
  duration: {
    de: 'ist keine Dauer. Erlaubt: eine positive ganze Zahl und m, h, d oder w, zum Beispiel "30m", "1h", "3d", "2w".',
    en: 'is no length of time. Allowed: a positive whole number and m, h, d or w, for example "30m", "1h", "3d", "2w".',
  },
  'duration-too-long': {
    de: 'ist zu lang. Erlaubt sind höchstens "366d".',
    en: 'is too long. At most "366d" is allowed.',
  },
  rising: {
    de: 'steigt nicht: jede Zahl muss größer sein als die vor ihr, zum Beispiel [30, 60, 90, 180].',
    en: 'does not rise: every number must be larger than the one before it, for example [30, 60, 90, 180].',
  },
  'look-back-too-long': {
    de: 'ist zu lang. Erlaubt sind höchstens "3660d".',
    en: 'is too long. At most "3660d" is allowed.',
  },
  'day-or-time': {
    de: 'ist kein Datum. Erlaubt: Jahr-Monat-Tag wie "2026-12-24", oder ein Zeitpunkt mit Abstand zu UTC wie "2026-12-24T18:00:00+01:00".',
    en: 'is no date. Allowed: year-month-day such as "2026-12-24", or a moment with its offset such as "2026-12-24T18:00:00+01:00".',
  },
  'since-start': {
    de: 'ist kein Zeitpunkt. Erlaubt: so lange nach dem Beginn wie "1d 2h" oder "30m", oder ein Zeitpunkt wie "2026-12-24T18:00:00+01:00".',
    en: 'is no moment. Allowed: so long after the start as "1d 2h" or "30m", or a moment such as "2026-12-24T18:00:00+01:00".',
  },
  id: {
    de: 'ist kein gültiger Name. Erlaubt: Kleinbuchstaben, Ziffern und Bindestriche, mit einem Buchstaben am Anfang, höchstens 60 Zeichen.',
    en: 'is no valid name. Allowed: small letters, digits and hyphens, starting with a letter, at most 60 characters.',
  },
  'event-name': {
    de: 'ist kein Ereignisname. Ereignisse heißen wie "order.placed": Kleinbuchstaben mit einem Punkt.',
    en: 'is no event name. Events are named like "order.placed": small letters with a dot.',
  },
  'wall-clock': {
    de: 'ist keine Uhrzeit. Erlaubt: "00:00" bis "23:59".',
    en: 'is no time of day. Allowed: "00:00" to "23:59".',
  },
  keyword: {
    de: 'ist kein Stichwort: Es braucht einen Buchstaben oder eine Ziffer.',
    en: 'is no keyword: it needs a letter or a digit.',
  },
  'coupon-code': {
    de: 'ist kein Code: ein Wort ohne Leerzeichen, höchstens 64 Zeichen.',
    en: 'is no code: one word without spaces, at most 64 characters.',
  },
  'one-worth': {
    de: 'nennt nicht genau eines davon: "percent", "amount" oder "freeShipping".',
    en: 'does not state exactly one of: "percent", "amount" or "freeShipping".',
  },
  'code-prefix': {
    de: 'ist kein Anfang eines Codes. Erlaubt: Großbuchstaben, Ziffern und Bindestriche, höchstens 20 Zeichen.',
    en: 'is no beginning of a code. Allowed: capital letters, digits and hyphens, at most 20 characters.',
  },
  'last-moment': {
    de: 'ist kein Tag und kein Zeitpunkt. Erlaubt: "2026-12-24" oder "2026-12-24T18:00:00+01:00".',
    en: 'is no day and no moment. Allowed: "2026-12-24" or "2026-12-24T18:00:00+01:00".',
  },
  'price-of-a-point': {
    de: 'ist kein Preis eines Punktes: Der Betrag ist mehr als 0, zum Beispiel 100 für einen Punkt je Euro.',
    en: 'is no price of a point: the amount is more than 0, for example 100 for one point per euro.',
  },
  currency: {
    de: 'ist kein Währungscode. Erlaubt: drei Großbuchstaben, zum Beispiel "EUR".',
    en: 'is no currency code. Allowed: three capital letters, for example "EUR".',
  },
  'whatsapp-name': {
    de: 'ist kein Name einer Vorlage bei Meta. Erlaubt: Kleinbuchstaben, Ziffern und Unterstriche.',
    en: "is no name of one of Meta's templates. Allowed: small letters, digits and underscores.",
  },
  'whatsapp-language': {
    de: 'ist kein Sprachcode von Meta. Erlaubt zum Beispiel: "de", "en", "en_US".',
    en: 'is none of Meta\'s language codes. Allowed for example: "de", "en", "en_US".',
  },
  'budget-currency': {
    de: 'ist keine Währung, in der Nachrichten abgerechnet werden können. Erlaubt: EUR, USD, CHF, GBP.',
    en: 'is no currency that messages can be accounted in. Allowed: EUR, USD, CHF, GBP.',
  },
  country: {
    de: 'ist kein Ländercode. Erlaubt: zwei Großbuchstaben, zum Beispiel "DE".',
    en: 'is no country code. Allowed: two capital letters, for example "DE".',
  },
  date: {
    de: 'ist kein Datum. Erlaubt: Jahr-Monat-Tag, zum Beispiel "2026-12-24".',
    en: 'is no date. Allowed: year-month-day, for example "2026-12-24".',
  },
  day: { de: 'gibt es im Kalender nicht.', en: 'is no day of the calendar.' },
  'time-zone': {
    de: 'ist keine Zeitzone. Erlaubt: IANA-Namen, zum Beispiel "Europe/Berlin".',
    en: 'is no time zone. Allowed: IANA names, for example "Europe/Berlin".',
  },
  'web-address': {
    de: 'ist keine Webadresse. Erlaubt: "https://..." oder "http://...".',
    en: 'is no web address. Allowed: "https://..." or "http://...".',
  },
  origin: {
    de: 'ist keine Herkunft einer Seite. Erlaubt: "https://shop.example", ohne Pfad und kleingeschrieben, oder "null".',
    en: 'is no origin of a page. Allowed: "https://shop.example", without a path and in small letters, or "null".',
  },
  host: {
    de: 'ist kein Name eines Servers. Erlaubt: "cdn.shop.example", kleingeschrieben und ohne "https://".',
    en: 'is no name of a host. Allowed: "cdn.shop.example", in small letters and without "https://".',
  },
  'https-url': {
    de: 'ist keine sichere Webadresse. Erlaubt: "https://...".',
    en: 'is no secure web address. Allowed: "https://...".',
  },
  colour: {
    de: 'ist keine Farbe. Erlaubt: ein # und sechs Stellen aus 0 bis 9 und a bis f, zum Beispiel "#14594c".',
    en: 'is no colour. Allowed: a # and six digits of 0 to 9 and a to f, for example "#14594c".',
  },
  sender: {
    de: 'ist kein Absender. Erlaubt: "Name <adresse@example.com>".',
    en: 'is no sender. Allowed: "Name <address@example.com>".',
  },
  'test-address': {
    de: 'ist weder eine E-Mail-Adresse noch eine Telefonnummer mit Ländervorwahl, zum Beispiel "+4917100000000".',
    en: 'is neither an e-mail address nor a phone number with its country code, for example "+4917100000000".',
  },
  'international-number': {
    de: 'ist keine Telefonnummer mit Ländervorwahl. Erlaubt: "+" und Ziffern, zum Beispiel "+49 171 0000000".',
    en: 'is no phone number with its country code. Allowed: "+" and digits, for example "+49 171 0000000".',
  },
  email: { de: 'ist keine E-Mail-Adresse.', en: 'is no e-mail address.' },
  'offer-value': {
    de: 'passt nicht zusammen: "percent" braucht "value" zwischen 1 und 100, "free-shipping" hat keinen "value".',
    en: 'does not fit together: "percent" needs a "value" between 1 and 100, "free-shipping" has no "value".',
  },
  'fact-path': {
    de: 'ist weder all, any, not, event oder segment noch der Pfad einer Angabe. Pfade haben einen Punkt, zum Beispiel "checkout.total".',
    en: 'is neither all, any, not, event or segment nor the path of a fact. Paths have a dot, for example "checkout.total".',
  },
  cap: {
    de: 'ist keine Obergrenze: 0 würde jede Nachricht für immer zurückhalten. Erlaubt: 1 oder mehr; null = keine Grenze. Zum Abschalten dient "sending": "off".',
    en: 'is no cap: 0 would hold back every message for ever. Allowed: 1 or more; null = no limit. To send nothing, set "sending" to "off".',
  },
  'test-empty': {
    de: 'prüft nichts. Es fehlt zum Beispiel { "gte": 1 } oder { "exists": true }.',
    en: 'tests nothing. Write for example { "gte": 1 } or { "exists": true }.',
  },
  attribute: {
    de: 'ist kein gültiger Name. Erlaubt: Kleinbuchstaben, Ziffern und Unterstriche, mit einem Buchstaben am Anfang.',
    en: 'is no valid name. Allowed: small letters, digits and underscores, starting with a letter.',
  },
};
