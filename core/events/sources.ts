/**
 * Our own doors as sources of events, where the engine treats them in their own way; apart from what they do,
 * so that the engine stays small.
 */

/**
 * The sign-up page. Whoever signs up proves nothing yet, so a sign-up never changes what is known of a
 * customer.
 */
export const SIGN_UP_SOURCE = 'subscribe';

/** In the evidence of a consent: a button of a WhatsApp message was pressed. */
export const WHATSAPP_BUTTON = 'whatsapp button';
