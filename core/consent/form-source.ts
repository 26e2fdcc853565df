/**
 * Cleans the source that a form states for the evidence. A form may state anything except the name of a
 * platform or of one of our doors, because flows and people rely on those names.
 */
import { OWN_SOURCES } from '../events/own-event.ts';
import { WHATSAPP_BUTTON, WHATSAPP_KEYWORD, WHATSAPP_SIGN_UP } from '../events/sources.ts';
import { APP_PREFERENCE } from './app-preference.ts';

/** The source where the form states none, or pretends to be a platform or door. */
const FORM = 'form';

export const formSource = (typed: string | undefined, platforms: readonly string[]): string => {
  if (typed === undefined) return FORM;
  const taken = [...platforms, ...TO_COME, ...OWN_SOURCES, ...BY_WHATSAPP];
  return taken.some((name) => letters(name) === letters(typed)) ? FORM : typed;
};

const BY_WHATSAPP = [APP_PREFERENCE, WHATSAPP_BUTTON, WHATSAPP_KEYWORD, WHATSAPP_SIGN_UP];

/** Platforms that this version does not support yet: a source that is stored today is read for years. */
const TO_COME = ['woocommerce', 'shopware', 'bigcommerce', 'judgeme', 'aftership', 'sendcloud', 'storefront'];

/** The letters of a name, without blanks, capitals and decoration. */
const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
