/**
 * Cleans the source that a form states for the evidence. A form may state anything except the name of a
 * platform or of one of our doors, because flows and people rely on those names.
 */
import { OWN_SOURCES } from '../events/own-event.ts';
import { WHATSAPP_BUTTON, WHATSAPP_KEYWORD, WHATSAPP_SIGN_UP } from '../events/sources.ts';
import { APP_PREFERENCE } from './app-preference.ts';

/** The source where the form states none, or pretends to be a platform or door. */
const FORM = 'form';

/** `platforms` are the names that platforms have or will have; each of them belongs to its platform alone. */
export const formSource = (typed: string | undefined, platforms: readonly string[]): string => {
  if (typed === undefined) return FORM;
  const taken = [...platforms, ...OWN_SOURCES, ...BY_WHATSAPP];
  return taken.some((name) => letters(name) === letters(typed)) ? FORM : typed;
};

const BY_WHATSAPP = [APP_PREFERENCE, WHATSAPP_BUTTON, WHATSAPP_KEYWORD, WHATSAPP_SIGN_UP];

/** The letters of a name, without blanks, capitals and decoration. */
const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
