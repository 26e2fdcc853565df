/**
 * Decides the legal basis of a message (UWG §7, GDPR Art. 6 and 7): what allows it to be sent to this person
 * on this channel now.
 */

import type { Settings } from '../program/settings.ts';
import type { Channel, Purpose } from '../reason.ts';
import type { Basis, Consent, Person, Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import { tagsOf } from './address.ts';
import type { GateItem } from './gate-item.ts';

type Question = Readonly<{
  profile: Profile;
  channel: Channel;
  purpose: Purpose;
  settings: Settings;
  gate?: GateItem;
  now: Instant;
}> &
  /**
   * When the message was first due. A message that was on its way when the customer left does not go out,
   * whatever the customer agrees to later.
   */
  Readonly<{ firstDueAt?: Instant }>;

/** The legal basis of the message; undefined where there is none. */
export const legalBasis = (question: Question): Basis | undefined => {
  if (question.purpose === 'transactional') return 'contract';
  const consent = question.profile.consents[`${question.channel}/marketing`];
  return (
    consentBasis(consent, question) ?? (existingCustomer(consent, question) ? 'existing-customer' : undefined)
  );
};

/**
 * Merges two statements about consent: the later date wins, and on the same date the withdrawal wins (rule
 * 11).
 */
export const mergeConsent = (known: Consent | undefined, stated: Consent): Consent => {
  if (!known) return stated.state === 'withdrawn' ? { ...stated, withdrawnAt: stated.at } : stated;
  const withdrawnAt = later(known.withdrawnAt, stated.state === 'withdrawn' ? stated.at : stated.withdrawnAt);
  const winner = supersedes(known, stated, withdrawnAt) ? stated : known;
  const { withdrawnAt: _dropped, ...rest } = winner;
  if (withdrawnAt === undefined) return rest;
  if (rest.state === 'withdrawn' || countsFrom(rest) > withdrawnAt) return { ...rest, withdrawnAt };
  return { ...withoutGrant(rest), state: 'withdrawn', at: withdrawnAt, withdrawnAt };
};

/**
 * The consent that a new statement is compared with. A grant for a former address says nothing about the
 * present address, but a withdrawal counts for the person. A grant for a former address does not replace one
 * that serves the present address (`other-address`).
 */
export const measuredAgainst = (
  known: Consent | undefined,
  stated: Consent,
  { person, channel }: Readonly<{ person: Person; channel: Channel }>,
): Consent | 'other-address' | undefined => {
  if (!known || stated.state === 'withdrawn' || known.for === stated.for) return known;
  const serves = (consent: Consent): boolean => servesAddress(consent, person, channel);
  if (serves(stated)) return serves(known) ? known : onlyWithdrawal(known);
  return serves(known) ? 'other-address' : known;
};

/** The part of a consent for another address that still counts: the person's withdrawal, if there was one. */
export const onlyWithdrawal = (consent: Consent | undefined): Consent | undefined =>
  consent?.withdrawnAt === undefined
    ? undefined
    : { ...withoutGrant(consent), state: 'withdrawn', at: consent.withdrawnAt };

/**
 * When a consent starts to count. A consent that was requested first counts from the request, so that an old
 * link does not lift a later withdrawal.
 */
export const countsFrom = (consent: Consent): Instant => consent.requestedAt ?? consent.at;

const withoutGrant = ({
  basis: _basis,
  requestedAt: _requestedAt,
  proof: _proof,
  ...rest
}: Consent): Consent => rest;

/**
 * A grant replaces a request, and a double opt-in that still holds replaces a weaker grant, whichever arrived
 * first.
 */
const supersedes = (known: Consent, stated: Consent, withdrawnAt: Instant | undefined): boolean => {
  const holds = stated.state === 'given' && (withdrawnAt === undefined || countsFrom(stated) > withdrawnAt);
  if (holds && (known.state === 'requested' || isWeaker(stated, known))) return true;
  return isNewer(known, stated) && !isWeaker(known, stated);
};

const isNewer = (known: Consent, stated: Consent): boolean =>
  countsFrom(stated) > countsFrom(known) ||
  (countsFrom(stated) === countsFrom(known) && stated.state === 'withdrawn');

/** A new request takes nothing away from a grant, and a weaker grant does not replace a stronger one. */
const isWeaker = (known: Consent, stated: Consent): boolean =>
  known.state === 'given' &&
  (stated.state === 'requested' ||
    (known.basis === 'double-opt-in' && stated.state === 'given' && stated.basis !== 'double-opt-in'));

/**
 * Of two profiles that merge, the stricter consent holds: first a withdrawal, then no consent, then the
 * weaker grant (rule 10).
 */
export const stricterConsent = (a: Consent | undefined, b: Consent | undefined): Consent | undefined => {
  if (!a || !b) return a ?? b;
  if (a.state === 'withdrawn' || b.state === 'withdrawn') return mergeConsent(a, b);
  return mergeConsent(a.at <= b.at ? a : b, a.at <= b.at ? b : a);
};

const later = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);

const consentBasis = (consent: Consent | undefined, question: Question): Basis | undefined => {
  const { channel, settings, now } = question;
  if (consent?.state !== 'given' || consent.at > now || hasLeft(consent, question)) return undefined;
  if (!servesAddress(consent, question.profile.person, channel)) return undefined;
  if (consent.basis === 'double-opt-in') return 'double-opt-in';
  // Meta and the courts ask for more than a tick on a platform before a shop may write on WhatsApp.
  const enough = channel === 'email' && settings.platformConsent === 'single-opt-in';
  return consent.basis === 'single-opt-in' && enough ? 'single-opt-in' : undefined;
};

/**
 * True where the consent was given for the person's present address; it serves no other address (rule 10).
 */
export const servesAddress = (consent: Consent, person: Person, channel: Channel): boolean => {
  return consent.for === undefined || tagsOf(person, channel).includes(consent.for);
};

const hasLeft = (consent: Consent, { gate, firstDueAt }: Question): boolean => {
  const stoppedAt = gate?.marketingStoppedAt;
  if (stoppedAt !== undefined && stoppedAt >= countsFrom(consent)) return true;
  const leftAt = later(consent.withdrawnAt, stoppedAt);
  return firstDueAt !== undefined && leftAt !== undefined && firstDueAt <= leftAt;
};

/**
 * §7(3) UWG: this same address was obtained with a sale, for the shop's own similar goods, by e-mail only,
 * never after an objection, and only if the shop says that it informs its buyers. After an erasure nobody can
 * tell any more whether there was an objection.
 */
const existingCustomer = (
  consent: Consent | undefined,
  { profile, channel, settings, gate }: Question,
): boolean =>
  settings.existingCustomers &&
  channel === 'email' &&
  consent?.withdrawnAt === undefined &&
  // Who complained has objected, under whichever address.
  profile.suppressions.email?.reason !== 'complaint' &&
  gate?.marketingStoppedAt === undefined &&
  profile.erasedAt === undefined &&
  gate?.erasedAt === undefined &&
  profile.orders.some(
    ({ status, at, elsewhere }) =>
      !elsewhere && (status === 'placed' || status === 'paid') && at >= (profile.emailSince ?? at),
  );
