/** What the evidence of a consent says about how it was given, where the engine goes by it. */

/** A button of a WhatsApp message was pressed. */
export const WHATSAPP_BUTTON = 'whatsapp button';
