/**
 * Checks that a webhook comes from its platform: the schemes by which platforms sign, and the results of a
 * check.
 */
import type { Instant } from '../time/instant.ts';

/** How a platform signs. */
export type SignatureScheme =
  /**
   * Base64 HMAC-SHA256 over the raw body, in one header; `otherHeader` is its name in newer requests.
   * `secretIn`: the sender keeps its secret as HTML and decodes it before it signs.
   */
  | Readonly<{ kind: 'hmac-base64'; header: string; otherHeader?: string; secretIn?: 'html' }>
  /** Hex HMAC-SHA256 over the raw body, after a prefix such as `sha256=`. */
  | Readonly<{ kind: 'hmac-hex'; header: string; prefix: string }>
  /**
   * The three headers of Standard Webhooks, over id, time and body. `secretIs: 'text'`: the key is the secret's
   * own bytes, and not what it holds in base64.
   */
  | Readonly<{ kind: 'standard'; secretIs?: 'text' }>;

export type Signed = Readonly<{
  scheme: SignatureScheme;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
  secrets: readonly string[];
  now: Instant;
}>;

/** `outdated`: the signature is right, but more than five minutes old or in the future. */
export type Verdict = 'valid' | 'missing' | 'wrong' | 'outdated';

/**
 * Checks a token that the sender shows in `Authorization`. It covers neither body nor headers, so anybody who
 * has it can send anything.
 */
export type VerifyBearer = (
  shown: Readonly<{ headers: Signed['headers']; tokens: readonly string[] }>,
) => Verdict;

/**
 * Accepts a signature by any of the secrets, compared in constant time. `now` decides the age where a scheme
 * has one.
 */
export type VerifySignature = (signed: Signed) => Verdict;
