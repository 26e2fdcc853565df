/**
 * Where a form says it stood, for the evidence. Whoever fills in a form may write anything there, but no
 * name by which a platform or one of our own doors is known: flows and people go by those.
 */
import { OWN_SOURCES } from '../events/own-event.ts';
import { WHATSAPP_BUTTON, WHATSAPP_KEYWORD, WHATSAPP_SIGN_UP } from '../events/sources.ts';
import { APP_PREFERENCE } from './app-preference.ts';

/** What stands there where the form says nothing, or poses as somebody. */
const FORM = 'form';

export const formSource = (typed: string | undefined, platforms: readonly string[]): string => {
  if (typed === undefined) return FORM;
  const taken = [...platforms, ...TO_COME, ...OWN_SOURCES, ...BY_WHATSAPP];
  return taken.some((name) => letters(name) === letters(typed)) ? FORM : typed;
};

const BY_WHATSAPP = [APP_PREFERENCE, WHATSAPP_BUTTON, WHATSAPP_KEYWORD, WHATSAPP_SIGN_UP];

/** Platforms that this version does not listen to yet; what is written down today is read for years. */
const TO_COME = ['woocommerce', 'shopware', 'bigcommerce', 'judgeme', 'aftership', 'sendcloud', 'storefront'];

/** However it is spaced, capitalised or dressed up. */
const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
