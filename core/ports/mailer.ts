/** The way of one finished mail to its provider. */
import type { Mail } from '../message/email/mail.ts';
import type { SendResult } from '../message/send-result.ts';

/**
 * Exactly one call to the provider, no repetition; the answer says what is known afterwards. Never throws.
 */
export type Mailer = Readonly<{ send: (mail: Mail) => Promise<SendResult> }>;
