/** The words in a consent's evidence, about how it was given, that the engine acts on. */

/** The customer pressed a button of a WhatsApp message. */
export const WHATSAPP_BUTTON = 'whatsapp button';
