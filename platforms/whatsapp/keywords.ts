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
  return STOP.has(meant.join('')) ? 'stop' : undefined;
};

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
