/**
 * Translates Meta's error codes: the message was refused for good, refused for now, or its fate is unknown.
 */
import type { ReasonCode } from '../../reason.ts';

export type Refusal =
  /** This message will never be taken. `optOut`: its recipient has told WhatsApp to stop marketing. */
  | Readonly<{ kind: 'final'; reason: ReasonCode; optOut?: true }>
  /**
   * Certainly not taken, for a cause that passes. `slow`: an operator has to repair the account first, so
   * frequent attempts do not help.
   */
  | Readonly<{ kind: 'later'; slow?: true }>
  /** The message may have left all the same. */
  | Readonly<{ kind: 'unclear' }>;

const FINAL = (reason: ReasonCode): Refusal => ({ kind: 'final', reason });
const LATER: Refusal = { kind: 'later' };
const SLOW: Refusal = { kind: 'later', slow: true };
const UNCLEAR: Refusal = { kind: 'unclear' };

/** Keyed by code, because titles and texts change with languages and versions. */
const BY_CODE: Readonly<Record<number, Refusal>> = {
  // Codes about this recipient.
  131026: FINAL('rejected'),
  131047: FINAL('whatsapp-window'),
  /** Held back for the health of the network: no opt-out, and never to be repeated soon. */
  131049: FINAL('provider-cap'),
  131050: { kind: 'final', reason: 'no-legal-basis', optOut: true },
  /** The same as 131050, from an older version of the API. */
  498: { kind: 'final', reason: 'no-legal-basis', optOut: true },
  /** The recipient is in a group to which Meta shows no marketing. */
  130472: FINAL('provider-cap'),
  131062: FINAL('rejected'),
  // Codes about this template and its parameters.
  132000: FINAL('content-invalid'),
  132001: FINAL('template-missing'),
  132005: FINAL('content-invalid'),
  132007: FINAL('content-invalid'),
  132012: FINAL('content-invalid'),
  132015: SLOW,
  132016: FINAL('template-missing'),
  132018: FINAL('content-invalid'),
  // Codes for too many messages at once.
  4: LATER,
  80007: LATER,
  130429: LATER,
  131056: LATER,
  131057: LATER,
  // Codes about the shop's own account, number or token.
  0: SLOW,
  3: SLOW,
  10: SLOW,
  190: SLOW,
  368: SLOW,
  131005: SLOW,
  131031: SLOW,
  131042: SLOW,
  131045: SLOW,
  131048: SLOW,
  131063: SLOW,
  133010: SLOW,
  // Codes for Meta's own faults.
  1: UNCLEAR,
  2: UNCLEAR,
  131000: UNCLEAR,
  131016: UNCLEAR,
};

/** The meaning of a refusal at the call. An unknown code is judged by the HTTP status. */
export const refusalOf = (code: number | undefined, status = 400): Refusal => {
  const known = code === undefined ? undefined : BY_CODE[code];
  if (known) return known;
  if (status === 401 || status === 403 || status === 404) return SLOW;
  if (status === 429) return LATER;
  return status >= 400 && status < 500 && status !== 408 ? FINAL('rejected') : UNCLEAR;
};

/**
 * The reason of a message that failed after WhatsApp had accepted it. The failure is final for this message,
 * whatever the cause.
 */
export const failureOf = (code: number | undefined): Readonly<{ reason: ReasonCode; optOut: boolean }> => {
  const refusal = refusalOf(code);
  return refusal.kind === 'final'
    ? { reason: refusal.reason, optOut: refusal.optOut === true }
    : { reason: 'rejected', optOut: false };
};
