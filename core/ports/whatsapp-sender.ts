/** The way of one finished WhatsApp message to its provider; every transport is one. */
import type { SendResult } from '../message/send-result.ts';
import type { WhatsappParcel } from '../message/whatsapp/parcel.ts';

/**
 * Exactly one call to the provider, no repetition; the answer says what is known afterwards. Never throws.
 */
export type WhatsappSender = (parcel: WhatsappParcel) => Promise<SendResult>;
