/**
 * Decides the legal basis of a message (UWG §7, GDPR Art. 6 and 7): what allows it to be sent to this person
 * on this channel now.
 */

import { present } from '../present.ts';
import type { Settings } from '../program/settings.ts';
import type { Channel, Purpose } from '../reason.ts';
import type { Basis, Consent } from '../state/consent.ts';
import type { Person, Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import { laterBySender, type Said } from '../time/said.ts';
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
  if (!known) return stated.state === 'withdrawn' ? { ...stated, ...leaving(leftBy(stated)) } : stated;
  const left = latest(leftBy(known), leftBy(stated));
  const winner = supersedes(known, stated, left) ? stated : known;
  const { withdrawnAt: _at, withdrawnSaid: _said, ...rest } = winner;
  if (left === undefined) return rest;
  if (rest.state === 'withdrawn' || laterBySender(wordOf(rest), left) > 0)
    return { ...rest, ...leaving(left) };
  return withdrawnBy(rest, left);
};

/**
 * Whose clock it was is kept only where one of the two words ran ahead of ours, which nearly none does. Both
 * are kept then: without its sender the other one could only be compared by our clock, in which the one that
 * ran ahead was clipped and looks older than it is.
 */
export const asKept = ({ said, withdrawnSaid, ...consent }: Consent): Consent => {
  const isAhead =
    (said && said.statedAt !== consent.at) ||
    (withdrawnSaid && withdrawnSaid.statedAt !== consent.withdrawnAt);
  return isAhead ? { ...consent, ...present({ said, withdrawnSaid }) } : consent;
};

/** The word by which somebody left last; of one that itself withdraws, that word. */
const leftBy = ({ state, at, said, withdrawnAt, withdrawnSaid }: Consent): Said | undefined => {
  const own = state === 'withdrawn' ? present({ at, ahead: said }) : undefined;
  const before = withdrawnAt === undefined ? undefined : present({ at: withdrawnAt, ahead: withdrawnSaid });
  return latest(own, before);
};

const latest = (a: Said | undefined, b: Said | undefined): Said | undefined => {
  if (!a || !b) return a ?? b;
  return laterBySender(a, b) >= 0 ? a : b;
};

const leaving = (left: Said | undefined): Pick<Consent, 'withdrawnAt' | 'withdrawnSaid'> =>
  present({ withdrawnAt: left?.at, withdrawnSaid: left?.ahead });

const withdrawnBy = (consent: Consent, left: Said): Consent => {
  const { said: _said, ...rest } = withoutGrant(consent);
  return { ...rest, state: 'withdrawn', at: left.at, ...present({ said: left.ahead }), ...leaving(left) };
};

/** The word from which a consent counts (countsFrom); requests are made at our own door, by our clock. */
const wordOf = ({ at, said, requestedAt }: Consent): Said =>
  requestedAt === undefined ? present({ at, ahead: said }) : { at: requestedAt };

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
    : withdrawnBy(consent, present({ at: consent.withdrawnAt, ahead: consent.withdrawnSaid }));

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
const supersedes = (known: Consent, stated: Consent, left: Said | undefined): boolean => {
  const holds = left === undefined || laterBySender(wordOf(stated), left) > 0;
  if (holds && isWeaker(stated, known)) return true;
  return isNewer(known, stated) && !isWeaker(known, stated);
};

const isNewer = (known: Consent, stated: Consent): boolean => {
  const later = laterBySender(wordOf(stated), wordOf(known));
  return later > 0 || (later === 0 && stated.state === 'withdrawn');
};

/** A new request takes nothing away from a grant, and a weaker grant does not replace a stronger one. */
const isWeaker = (known: Consent, stated: Consent): boolean =>
  known.state === 'given' &&
  (stated.state === 'requested' ||
    (known.basis === 'double-opt-in' && stated.state === 'given' && stated.basis !== 'double-opt-in'));

/**
 * Of two profiles that merge, what counts of both consents: as if one profile had heard both, the older one
 * first. A withdrawal holds unless a grant is dated after it (rule 11).
 */
export const stricterConsent = (a: Consent | undefined, b: Consent | undefined): Consent | undefined => {
  if (!a || !b) return a ?? b;
  const inOrder = laterBySender(wordOf(a), wordOf(b)) <= 0;
  return mergeConsent(inOrder ? a : b, inOrder ? b : a);
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
  // A person who complained has objected under every address.
  profile.suppressions.email?.reason !== 'complaint' &&
  gate?.marketingStoppedAt === undefined &&
  profile.erasedAt === undefined &&
  gate?.erasedAt === undefined &&
  profile.orders.some(
    ({ status, at, elsewhere }) =>
      !elsewhere && (status === 'placed' || status === 'paid') && at >= (profile.emailSince ?? at),
  );
