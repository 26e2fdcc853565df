/** One finished e-mail on its way to the provider. */

export type Mail = Readonly<{
  /** `Name <address>` as the shop set it. */
  from: string;
  replyTo?: string;
  /** A bare address whose domain is in ASCII. */
  to: string;
  subject: string;
  html: string;
  text: string;
  headers: Readonly<Record<string, string>>;
  /** Travel with every event of the provider; never personal data. */
  tags: Readonly<Record<string, string>>;
}>;

/**
 * The tag that a mail carries to an address which bounced softly before: its arrival then ends the row of
 * bounces.
 */
export const SOFT_BOUNCES_TAG = 'soft_bounces';
