/** One finished e-mail on its way to the provider, and the four things that can come of the one call that is made for it. */

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

export type MailResult =
  | Readonly<{ kind: 'accepted'; providerId: string }>
  /** The provider surely did not take it, for a reason that passes (rate, quota, pause, configuration): try again later. */
  | Readonly<{ kind: 'later'; why: string }>
  /** The provider surely did not take it and never will. */
  | Readonly<{ kind: 'rejected'; why: string }>
  /** Nobody knows whether it left: time-out, reset, 5xx. */
  | Readonly<{ kind: 'unclear'; why: string }>;

/** Exactly one call to the provider, no repetition. */
export type Mailer = Readonly<{ send: (mail: Mail) => Promise<MailResult> }>;
