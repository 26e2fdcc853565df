/**
 * The switch for marketing in the WhatsApp app. Switching it off is a withdrawal. Switching it on again takes
 * back just that: consent stands again from then on if there was a double opt-in that the switch had ended,
 * and is never made of nothing.
 */
import type { Consent } from '../state/profile.ts';

/** Marks the evidence of both. */
export const APP_PREFERENCE = 'whatsapp preference';

/** A withdrawal by the switch remembers what it ended, as its basis. */
export const rememberEnded = (known: Consent | undefined, stated: Consent): Consent => {
  if (stated.state !== 'withdrawn' || stated.source !== APP_PREFERENCE) return stated;
  const ended = known?.state === 'given' || isSwitchedOff(known) ? known?.basis : undefined;
  return ended === undefined ? stated : { ...stated, basis: ended };
};

/** The consent that stands again; undefined where the switch had ended none. */
export const takenBack = (known: Consent | undefined, stated: Consent): Consent | undefined =>
  isSwitchedOff(known) && known?.basis === 'double-opt-in' && stated.at > (known.withdrawnAt ?? known.at)
    ? { ...stated, basis: known.basis }
    : undefined;

const isSwitchedOff = (known: Consent | undefined): boolean =>
  known?.state === 'withdrawn' && known.source === APP_PREFERENCE;
