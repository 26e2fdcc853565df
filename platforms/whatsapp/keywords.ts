/**
 * Recognises the words with which customers leave or come back on WhatsApp, in German and English and in any
 * spelling.
 */

export type Keyword = 'stop' | 'start';

/**
 * The keyword that a text means as a whole; undefined for every other text. Leaving may be wrapped in polite
 * words, but coming back must be clear.
 */
export const keywordOf = (text: string): Keyword | undefined => {
  const words =
    text
      .slice(0, TEXT_CHARS)
      .normalize('NFKC')
      .toUpperCase()
      .match(/\p{L}+/gu) ?? [];
  const whole = words.join('');
  if (STOP.has(whole)) return 'stop';
  if (START.has(whole)) return 'start';
  const meant = words.length <= WORDS_MAX ? words.filter((word) => !AROUND.has(word)) : [];
  return STOP.has(meant.join('')) || endsInFirstLine(text) || stopsWhatFollows(words) ? 'stop' : undefined;
};

/**
 * True where the word stands alone in the first line: below it may stand a text that a phone adds, such as
 * "Sent from my phone".
 */
const endsInFirstLine = (text: string): boolean => {
  const [first = '', ...rest] = text
    .trim()
    .slice(0, TEXT_CHARS)
    .split(/[\r\n]+/);
  return rest.length > 0 && keywordOf(first) === 'stop';
};

/** "Stop bitte keine Werbung mehr": after the word stands only what is to stop. */
const stopsWhatFollows = ([first = '', ...rest]: readonly string[]): boolean =>
  (first === 'STOP' || first === 'STOPP') &&
  rest.length < WORDS_MAX &&
  rest.every((word) => AROUND.has(word) || NO_MORE.has(word));

/**
 * The payload of the button in a confirmation message. A title never opts in, because any button may be
 * called "Anmelden".
 */
const OPT_IN_BUTTON = 'opt-in-yes';

/** A button counts by its payload; for leaving its title counts too, as in "Stop promotions". */
export const buttonKeyword = (payload: string, title: string): Keyword | undefined => {
  if (payload.trim().toLowerCase() === OPT_IN_BUTTON) return 'start';
  return keywordOf(payload) ?? (keywordOf(title) === 'stop' ? 'stop' : undefined);
};

const TEXT_CHARS = 200;
const WORDS_MAX = 6;

const STOP: ReadonlySet<string> = new Set([
  'STOP',
  'STOPP',
  'STOPPEN',
  'STOPALL',
  'ABMELDEN',
  'ABBESTELLEN',
  'UNSUBSCRIBE',
  'OPTOUT',
  'END',
  'ENDE',
  'ABMELDUNG',
  'KEINEWERBUNG',
  'BITTEKEINEWERBUNG',
  'KEINEMEHR',
  'CANCEL',
  'QUIT',
]);

const START: ReadonlySet<string> = new Set(['START', 'ANMELDEN', 'SUBSCRIBE']);

/** Words around a keyword that do not change a wish to leave; none of them reverses it. */
const AROUND: ReadonlySet<string> = new Set([
  ...[
    'BITTE',
    'DANKE',
    'JETZT',
    'SOFORT',
    'MICH',
    'ALLE',
    'ALLES',
    'WERBUNG',
    'ANGEBOTE',
    'NACHRICHTEN',
    'HALLO',
    'VOM',
    'DEN',
    'DIE',
  ],
  ...[
    'PLEASE',
    'THANKS',
    'THANK',
    'YOU',
    'NOW',
    'ME',
    'ALL',
    'PROMOTIONS',
    'OFFERS',
    'MESSAGES',
    'MARKETING',
    'NEWSLETTER',
    'HELLO',
  ],
  ...['WHATSAPP', 'FROM', 'HI'],
]);

/** Words that belong to a wish to leave after STOP, and might reverse it elsewhere. */
const NO_MORE: ReadonlySet<string> = new Set([
  ...['KEINE', 'MEHR', 'MIR', 'ZU', 'SCHICKEN', 'SENDEN', 'SCHREIBEN'],
  ...['NO', 'MORE', 'ANY', 'SENDING', 'SEND', 'TEXTING', 'WRITING', 'THESE', 'THE', 'TO'],
]);
