/** Whether a webhook comes from who it says: how platforms sign, and what a check answers. */
import type { Instant } from '../time/instant.ts';

/** How a platform signs. */
export type SignatureScheme =
  /** Base64 HMAC-SHA256 over the raw body in one header. */
  | Readonly<{ kind: 'hmac-base64'; header: string }>
  /** The same in hex, behind a prefix such as `sha256=`. */
  | Readonly<{ kind: 'hmac-hex'; header: string; prefix: string }>
  /** Standard Webhooks headers, or a bearer token for CloudEvents. */
  | Readonly<{ kind: 'standard' }>;

export type Signed = Readonly<{
  scheme: SignatureScheme;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
  secrets: readonly string[];
  now: Instant;
}>;

/** `outdated`: signed rightly, but more than five minutes ago or ahead. */
export type Verdict = 'valid' | 'missing' | 'wrong' | 'outdated';

/**
 * Valid against any one of the secrets, compared in constant time; `now` judges the age where a scheme has
 * one.
 */
export type VerifySignature = (signed: Signed) => Verdict;
