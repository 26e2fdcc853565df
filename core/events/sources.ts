/** The words in a consent's evidence, about how it was given, that the engine acts on. */

/** The customer pressed a button of a WhatsApp message. */
export const WHATSAPP_BUTTON = 'whatsapp button';
/** The customer wrote a word such as START. */
export const WHATSAPP_KEYWORD = 'whatsapp keyword';
/** A flow ended the shop's marketing on a channel. */
export const BY_THE_SHOP = "shop's own rule";
/** The customer sent the message that our sign-up link prepares in WhatsApp. */
export const WHATSAPP_SIGN_UP = 'whatsapp sign-up link';
