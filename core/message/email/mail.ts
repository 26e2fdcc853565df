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
  /** Tags travel with every event of the provider, so they never hold personal data. */
  tags: Readonly<Record<string, string>>;
}>;

/** The tag of a mail to an address that bounced softly before: its delivery ends the run of soft bounces. */
export const SOFT_BOUNCES_TAG = 'soft_bounces';
