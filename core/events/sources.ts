/** The words in a consent's evidence, about how it was given, that the engine acts on. */

/** The customer pressed a button of a WhatsApp message. */
export const WHATSAPP_BUTTON = 'whatsapp button';
/** A word such as START was written. */
export const WHATSAPP_KEYWORD = 'whatsapp keyword';
/** The message was sent with which a sign-up link of ours opens WhatsApp. */
export const WHATSAPP_SIGN_UP = 'whatsapp sign-up link';
