/**
 * The second step of the double opt-in: makes a consent with its whole proof (GDPR Art. 7) when the button
 * behind the link is pressed. It imports no code that reads addresses, so that the page behind the link loads
 * fast.
 */
import type { JsonObject } from '../events/event.ts';
import { ownEvent } from '../events/own-event.ts';
import { idOf } from '../identity/identity.ts';
import type { LinkClaims } from '../identity/link-token.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import { eventInput } from '../state/event-input.ts';
import type { EventInput } from '../state/input.ts';
import type { Profile } from '../state/profile.ts';
import { type Instant, toIso } from '../time/instant.ts';
import type { GateItem } from './gate-item.ts';

export type ConfirmClaims = LinkClaims & Readonly<{ requestedAt: Instant }>;

/** Judges a confirm link now. It is `outdated` where the customer left, or was erased, after the request. */
export const judgeConfirmation = (
  { channel, requestedAt }: ConfirmClaims,
  { profile, gate, now }: Readonly<{ profile?: Profile; gate?: GateItem; now: Instant }>,
): 'good' | 'expired' | 'outdated' => {
  if (now > requestedAt + LIMITS.confirmLinkMs) return 'expired';
  const left = [
    profile?.consents[`${channel}/marketing`]?.withdrawnAt,
    gate?.marketingStoppedAt,
    profile?.erasedAt,
    gate?.erasedAt,
  ];
  return !profile || left.some((at) => at !== undefined && at >= requestedAt) ? 'outdated' : 'good';
};

type Confirmed = Readonly<{ at: Instant; ip: string | undefined; requested: JsonObject }>;

/**
 * The input that gives the consent. Its id comes from the request, so pressing the button again repeats the
 * same input and the first date counts.
 */
export const confirmationInput = (claims: ConfirmClaims, { at, ip, requested }: Confirmed): EventInput => {
  const { profileId, channel, requestedAt, messageId } = claims;
  const id = idOf('confirm', profileId, channel, requestedAt);
  const evidence: JsonObject = {
    ...requested,
    requested_at: toIso(requestedAt),
    confirmed_at: toIso(at),
    ...present({ confirmation_ip: ip, message_id: messageId }),
  };
  const data: JsonObject = {
    channel,
    purpose: 'marketing',
    basis: 'double-opt-in',
    requested_at: toIso(requestedAt),
    evidence,
  };
  const event = ownEvent({ id, name: 'consent.given', at, source: 'confirm', data });
  return eventInput(event, { profileId, receivedAt: at });
};
