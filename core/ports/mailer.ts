/** Sends one finished mail through the provider. */
import type { Mail } from '../message/email/mail.ts';
import type { SendResult } from '../message/send-result.ts';

/**
 * Makes exactly one call to the provider and never repeats it; the result says what is known afterwards.
 * Never throws.
 */
export type Mailer = Readonly<{ send: (mail: Mail) => Promise<SendResult> }>;
