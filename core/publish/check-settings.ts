/** Checks for keys that settings.json may leave out, but the law does not. */
import type { Settings } from '../program/settings.ts';
import { type Finding, type Text, warning } from './problem.ts';

/** Returns warnings only: a shop may try things out before its imprint is written. */
export const checkSettings = ({ shop }: Settings): readonly Finding[] =>
  LINKS_BY_LAW.filter(({ key }) => shop[key] === undefined).map(({ message }) =>
    warning(['shop'], message, 'key'),
  );

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
