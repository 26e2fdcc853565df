/** Sends one finished WhatsApp message through its provider; every transport implements this type. */
import type { SendResult } from '../message/send-result.ts';
import type { WhatsappParcel } from '../message/whatsapp/parcel.ts';

/**
 * Makes exactly one call to the provider and never repeats it; the result says what is known afterwards.
 * Never throws.
 */
export type WhatsappSender = (parcel: WhatsappParcel) => Promise<SendResult>;
