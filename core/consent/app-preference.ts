/**
 * Handles the switch for marketing in the WhatsApp app. Switching it off is a withdrawal. Switching it on
 * again takes back only that withdrawal: the consent holds again from then on if the switch had ended a
 * double opt-in. The switch never creates a consent.
 */
import type { Consent } from '../state/consent.ts';

/** The source in the evidence of both positions of the switch. */
export const APP_PREFERENCE = 'whatsapp preference';

/** Stores the basis of the consent that the switch ended in the withdrawal. */
export const withEndedBasis = (known: Consent | undefined, stated: Consent): Consent => {
  if (stated.state !== 'withdrawn' || stated.source !== APP_PREFERENCE) return stated;
  const ended = known?.state === 'given' || isSwitchedOff(known) ? known?.basis : undefined;
  return ended === undefined ? stated : { ...stated, basis: ended };
};

/** The consent that holds again; undefined where the switch had ended none. */
export const resumedConsent = (known: Consent | undefined, stated: Consent): Consent | undefined =>
  isSwitchedOff(known) && known?.basis === 'double-opt-in' && stated.at > (known.withdrawnAt ?? known.at)
    ? { ...stated, basis: known.basis }
    : undefined;

const isSwitchedOff = (known: Consent | undefined): boolean =>
  known?.state === 'withdrawn' && known.source === APP_PREFERENCE;
