/** The language, time zone and flow names in which a customer's timeline and plan are written. */
import type { Language } from '../message/locale.ts';
import type { Text } from '../publish/problem.ts';
import type { Channel } from '../reason.ts';
import type { Instant } from '../time/instant.ts';

export type Telling = Readonly<{
  language: Language;
  /** The customer's own time zone. */
  zone: string;
  now: Instant;
  /** A flow's name as its marketers call it, by its id. */
  flowNames: Readonly<Record<string, Text>>;
}>;

const LOCALES: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };
const MOMENT = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
} as const;
/** Beyond this distance a date without its year would be misread. */
const YEAR_SHOWN_MS = 300 * 24 * 60 * 60_000;

/** `Tue, 1 Dec, 08:00` in the customer's time zone; with the year where the date is far away. */
export const momentText = (at: Instant, { language, zone, now }: Telling): string => {
  const year = Math.abs(at - now) > YEAR_SHOWN_MS ? ({ year: 'numeric' } as const) : {};
  return new Intl.DateTimeFormat(LOCALES[language], { ...MOMENT, ...year, timeZone: zone }).format(at);
};

/** Fills `{name}` in a text; a name without a value becomes an empty text. */
export const fill = (
  text: Text,
  { language }: Telling,
  values: Readonly<Record<string, string | undefined>>,
): string => text[language].replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');

export const flowName = (flow: string | undefined, { language, flowNames }: Telling): string =>
  flow === undefined ? '' : (flowNames[flow]?.[language] ?? flow);

/** The nouns for a message of each channel, as they begin a sentence. */
export const MESSAGE_NOUNS: Readonly<Record<Channel, Text>> = {
  email: { de: 'Die Mail', en: 'The mail' },
  whatsapp: { de: 'Die WhatsApp-Nachricht', en: 'The WhatsApp message' },
};

export const CHANNEL_NAMES: Readonly<Record<Channel, Text>> = {
  email: { de: 'E-Mail', en: 'e-mail' },
  whatsapp: { de: 'WhatsApp', en: 'WhatsApp' },
};
