/**
 * Applies what an event says about consent. The consent is stored with its evidence, under the customer's own
 * date.
 */

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { APP_PREFERENCE, resumedConsent, withEndedBasis } from '../../consent/app-preference.ts';
import { asKept, measuredAgainst, mergeConsent, servesAddress } from '../../consent/consent.ts';
import { isTag } from '../../consent/suppression.ts';
import type { DomainEvent, JsonObject } from '../../events/event.ts';
import { objectAt, textAt } from '../../events/read-data.ts';
import { WHATSAPP_BUTTON } from '../../events/sources.ts';
import { addressTag } from '../../identity/evidence.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import { CHANNELS, type Channel, PURPOSES } from '../../reason.ts';
import type { Basis, Consent } from '../../state/consent.ts';
import type { Person, Profile } from '../../state/profile.ts';
import { parseIso } from '../../time/instant.ts';
import { type Draft, patch, tell } from '../draft.ts';

export const applyConsent = (draft: Draft, event: DomainEvent): void => {
  const state = CONSENT_STATES[event.name];
  if (!state) return;
  const channel = CHANNELS.find((name) => name === event.data.channel) ?? 'email';
  const purpose = PURPOSES.find((name) => name === event.data.purpose) ?? 'marketing';
  const key = `${channel}/${purpose}` as const;
  const known = draft.profile.consents[key];
  const evidence = wholeEvidence(known, objectAt(event.data, 'evidence'), state);
  const { person } = draft.profile;
  const about = addressOf(event, channel) ?? tagOfKnownConsent(state, known) ?? currentTag(person, channel);
  const said = consentIn(draft, event, { state, evidence, about });
  if (isOutdated(draft.profile, said.requestedAt, known)) return ignore(draft, 'outdated-confirmation');
  const stated = isResumption(event) ? resumedConsent(known, said) : withEndedBasis(known, said);
  if (!stated) return ignore(draft, 'nothing-to-resume');
  const before = measured(known, stated, { person, channel });
  if (before === 'other-address') return ignore(draft, before);
  patch(draft, { consents: { ...draft.profile.consents, [key]: asKept(mergeConsent(before, stated)) } });
  const basis = state === 'given' ? stated.basis : said.basis;
  tell(
    draft,
    present({
      type: 'consent',
      at: event.at,
      channel,
      purpose,
      state,
      basis,
      evidence,
    }),
  );
};

/**
 * The evidence of the form and of the button together: a button pressed in WhatsApp answers the request of a
 * form, so the proof holds both, like that of a confirmed mail.
 */
const wholeEvidence = (
  known: Consent | undefined,
  stated: JsonObject,
  state: Consent['state'],
): JsonObject => {
  if (state !== 'given' || known?.state !== 'requested' || stated.source !== WHATSAPP_BUTTON || !known.proof)
    return stated;
  const { source, ...asked } = known.proof;
  return { ...asked, ...present({ request_source: source }), ...stated };
};

const CONSENT_STATES: Readonly<Record<string, Consent['state']>> = {
  'consent.requested': 'requested',
  'consent.given': 'given',
  'consent.withdrawn': 'withdrawn',
};
const BASES: readonly Basis[] = ['double-opt-in', 'single-opt-in'];

const isResumption = ({ name, data }: DomainEvent): boolean =>
  name === 'consent.given' && data.resumes === true;

/**
 * True for an event that changes nothing: the switch in the WhatsApp app was turned on, but it had ended no
 * consent. For flows, counts and conditions it is no consent (rule 11).
 */
export const resumesNothing = ({ consents }: Profile, event: DomainEvent): boolean => {
  if (!isResumption(event)) return false;
  const said: Consent = { state: 'given', at: event.at };
  return resumedConsent(consents['whatsapp/marketing'], said) === undefined;
};

const measured: typeof measuredAgainst = (known, stated, about) =>
  isOthersSwitch(about.person, known, stated) ? 'other-address' : measuredAgainst(known, stated, about);

/**
 * The switch in the app belongs to one number; the switch of a former number says nothing about the consent
 * for this one.
 */
const isOthersSwitch = (person: Person, known: Consent | undefined, stated: Consent): boolean =>
  stated.source === APP_PREFERENCE &&
  stated.for !== undefined &&
  !isTag(person, 'whatsapp', stated.for) &&
  known?.for !== undefined &&
  servesAddress(known, person, 'whatsapp');

/**
 * The tag of the address that the event itself names for the channel; a button in our own message names none.
 */
const addressOf = ({ identities }: DomainEvent, channel: Channel): string | undefined => {
  const kinds = channel === 'email' ? ['email'] : ['phone', 'whatsapp'];
  const named = kinds.flatMap((kind) => identities.filter((identity) => identity.kind === kind))[0];
  return named && addressTag(named.profileId);
};

/**
 * A withdrawal by button is about the address of the consent; a grant is about the address that the message
 * went to.
 */
const tagOfKnownConsent = (state: Consent['state'], known: Consent | undefined): string | undefined =>
  state === 'given' ? undefined : known?.for;

const currentTag = ({ emailTag, phoneTag, whatsappTag }: Person, channel: Channel): string | undefined =>
  channel === 'email' ? emailTag : (phoneTag ?? whatsappTag);

type Stated = Readonly<{ state: Consent['state']; evidence: JsonObject; about: string | undefined }>;

const consentIn = ({ ref }: Draft, event: DomainEvent, { state, evidence, about }: Stated): Consent => {
  const { at, statedAt = at, source: sender, data } = event;
  const basis = BASES.find((name) => name === data.basis);
  const requestedAt = parseIso(textAt(data, 'requested_at') ?? '');
  const textVersion = wordAt(evidence, 'text_version');
  const source = wordAt(evidence, 'source');
  return present({
    state,
    for: about,
    at,
    said: { source: sender, statedAt },
    ref,
    basis,
    requestedAt,
    textVersion: textVersion || undefined,
    source: source || undefined,
    proof: state === 'withdrawn' ? undefined : withinBounds(evidence),
  });
};

const wordAt = (evidence: JsonObject, key: string): string | undefined =>
  textAt(evidence, key)?.slice(0, LIMITS.consentWordChars).toWellFormed();

/** The evidence cut to LIMITS.consentProofBytes; its first parts stay. */
const withinBounds = (evidence: JsonObject): JsonObject => {
  const parts = Object.entries(evidence);
  while (utf8ToBytes(JSON.stringify(Object.fromEntries(parts))).length > LIMITS.consentProofBytes)
    parts.pop();
  return Object.fromEntries(parts);
};

const ignore = (draft: Draft, reason: string): void =>
  tell(draft, { type: 'decision', at: draft.now, what: 'ignored', reason });

/**
 * True where the customer left or was erased after the request: an old link lifts nothing, so they have to
 * sign up again.
 */
const isOutdated = (
  { erasedAt }: Profile,
  requestedAt: number | undefined,
  known: Consent | undefined,
): boolean => requestedAt !== undefined && requestedAt <= Math.max(erasedAt ?? 0, known?.withdrawnAt ?? 0);
