/**
 * The closed lists that appear on timelines: channels, purposes, outcomes and why a message did not leave
 * (section 11).
 */

export const CHANNELS = ['email', 'whatsapp'] as const;
export type Channel = (typeof CHANNELS)[number];

export const PURPOSES = ['marketing', 'transactional'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What marketing is about; customers may leave one and keep the others. */
export const TOPICS = ['newsletter', 'offers', 'product-care', 'reviews'] as const;
export type Topic = (typeof TOPICS)[number];

export const REASON_CODES = [
  'not-current',
  'exit',
  'audience',
  'no-legal-basis',
  'suppressed',
  'content-out-of-stock',
  'coupon-pool-empty',
  'no-offer',
  'quiet-hours',
  'frequency-cap',
  'budget',
  'expired',
  'held',
  'paused',
  'step-removed',
  'whatsapp-window',
  /** The master switch of settings.json is `off`, or `test` and this is no test address. */
  'master-switch',
  /** settings.json sets nothing up for this channel: `whatsapp` is null. */
  'channel-off',
  /** The profile has no address on this channel. */
  'no-address',
  /** The template could not be rendered for this customer. */
  'content-invalid',
  /** The provider refused this very message for good. */
  'rejected',
  /**
   * WhatsApp held the message back for the health of its network (131049): no opt-out, and not to be
   * hammered.
   */
  'provider-cap',
  /** The template has no version the message could be made from. */
  'template-missing',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/**
 * `queued` and `deferred` are interim; the rest are final, but feedback moves `sent` and `unknown` forward.
 */
export const OUTCOMES = [
  'queued',
  'deferred',
  'sent',
  'skipped',
  'failed',
  'unknown',
  'delivered',
  'opened',
  'clicked',
  'read',
  'bounced',
  'complained',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
