/** Checks for keys that settings.json may leave out, but that the law or another key requires. */
import type { Settings } from '../program/settings.ts';
import { lengthOf } from '../program/words.ts';
import { idleSettings } from './idle-settings.ts';
import { type Finding, type Text, warning } from './problem.ts';

/** Returns warnings only: a shop may try things out before its imprint is written. */
export const checkSettings = (settings: Settings): readonly Finding[] => [
  ...LINKS_BY_LAW.filter(({ key }) => settings.shop[key] === undefined).map(({ message }) =>
    warning(['shop'], message, 'key'),
  ),
  ...(settings.shop.address.trim() === '' ? [warning(['shop'], NO_ADDRESS, 'key')] : []),
  ...whatsappSignUp(settings),
  ...tiersWithoutEffect(settings),
  ...idleSettings(settings),
];

const NO_ADDRESS: Text = {
  de: 'shop.address ist leer: In jeder Mail fehlt, wer sie schickt (§5 DDG). Zum Beispiel "address": "Laden GmbH, Straße 1, 12345 Ort".',
  en: 'shop.address is empty: every mail lacks who sends it (§5 DDG). For example "address": "Shop Ltd, Street 1, 12345 Town".',
};

/** A tier that is nobody's, because whoever reaches it has reached a higher one. */
const tiersWithoutEffect = ({ loyalty: { tiers } }: Settings): readonly Finding[] =>
  tiers.flatMap((tier, index) => {
    const higher = tiers.slice(index + 1).find((other) => other.id !== tier.id && isEasier(other, tier));
    return higher ? [warning(['loyalty', 'tiers', index, 'spend'], neverHeld(tier.id, higher.id))] : [];
  });

type Tier = Settings['loyalty']['tiers'][number];

const isEasier = (higher: Tier, { spend, within }: Tier): boolean =>
  higher.spend.currency === spend.currency &&
  higher.spend.amount <= spend.amount &&
  lengthMs(higher.within) >= lengthMs(within);

const lengthMs = (within: string | undefined): number =>
  within === undefined ? Number.POSITIVE_INFINITY : lengthOf(within).ms;

const neverHeld = (tier: string, higher: string): Text => ({
  de: `Die Stufe „${tier}“ hat nie jemand: wer sie erreicht, hat auch „${higher}“ erreicht, die weiter unten und damit höher steht. Die höchste Stufe kommt zuletzt.`,
  en: `Nobody ever has the tier "${tier}": whoever reaches it has reached "${higher}" too, which stands further down and is therefore higher. The highest tier comes last.`,
});

/**
 * Checks the sign-up on WhatsApp: a form that takes numbers needs WhatsApp, and a link with which customers
 * write first needs a number.
 */
const whatsappSignUp = ({ whatsapp, contact, signUp }: Settings): readonly Finding[] => {
  if (whatsapp === null)
    return signUp.whatsappForm ? [warning(['signUp', 'whatsappForm'], FORM_WITHOUT_WHATSAPP)] : [];
  const reachable = signUp.whatsappForm || (whatsapp.number ?? contact.whatsapp) !== undefined;
  return reachable ? [] : [warning(['whatsapp'], NO_NUMBER, 'key')];
};

const FORM_WITHOUT_WHATSAPP: Text = {
  de: 'signUp.whatsappForm hat keine Wirkung, solange "whatsapp" nicht eingerichtet ist.',
  en: 'signUp.whatsappForm has no effect while "whatsapp" is not set up.',
};

const NO_NUMBER: Text = {
  de: 'whatsapp.number fehlt: Die Anmeldeseite kann so keinen Link zeigen, mit dem Kunden per WhatsApp zuerst schreiben. Zum Beispiel "number": "+49 171 0000000".',
  en: 'whatsapp.number is missing: the sign-up page can show no link with which customers write first on WhatsApp. For example "number": "+49 171 0000000".',
};

const LINKS_BY_LAW: readonly Readonly<{ key: 'imprintUrl' | 'privacyUrl'; message: Text }>[] = [
  {
    key: 'imprintUrl',
    message: {
      de: 'shop.imprintUrl fehlt: Die öffentlichen Seiten (Anmeldung, Einstellungen, Abmeldung) verlinken so kein Impressum (§ 5 DDG). Zum Beispiel "imprintUrl": "https://www.ihr-shop.example/impressum".',
      en: 'shop.imprintUrl is missing: the public pages (sign-up, preferences, unsubscribing) link to no imprint (§5 DDG). For example "imprintUrl": "https://www.your-shop.example/imprint".',
    },
  },
  {
    key: 'privacyUrl',
    message: {
      de: 'shop.privacyUrl fehlt: Wer sich anmeldet, findet keine Datenschutzerklärung (Art. 13 DSGVO). Zum Beispiel "privacyUrl": "https://www.ihr-shop.example/datenschutz".',
      en: 'shop.privacyUrl is missing: who signs up finds no privacy statement (Art. 13 GDPR). For example "privacyUrl": "https://www.your-shop.example/privacy".',
    },
  },
];
