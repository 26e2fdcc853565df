/** What an event says about consent: kept with its evidence, by the customer's own date. */

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { APP_PREFERENCE, rememberEnded, takenBack } from '../../consent/app-preference.ts';
import { measuredAgainst, mergeConsent, servesAddress } from '../../consent/consent.ts';
import { isTag } from '../../consent/suppression.ts';
import type { DomainEvent, JsonObject } from '../../events/event.ts';
import { objectAt, textAt } from '../../events/read-data.ts';
import { WHATSAPP_BUTTON } from '../../events/sources.ts';
import { addressTag } from '../../identity/evidence.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import { CHANNELS, type Channel, PURPOSES } from '../../reason.ts';
import type { Basis, Consent, Person, Profile } from '../../state/profile.ts';
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
  const about = addressOf(event, channel) ?? formerOr(state, known) ?? currentTag(person, channel);
  const said = saidIn(draft, event, { state, evidence, about });
  if (isOutdated(draft.profile, said.requestedAt, known)) return ignore(draft, 'outdated-confirmation');
  const stated = resumes(event) ? takenBack(known, said) : rememberEnded(known, said);
  if (!stated) return ignore(draft, 'nothing-to-resume');
  const before = measured(known, stated, { person, channel });
  if (before === 'other-address') return ignore(draft, before);
  patch(draft, { consents: { ...draft.profile.consents, [key]: mergeConsent(before, stated) } });
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
 * A button pressed in WhatsApp answers what a form has asked for: the proof tells of both, as a confirmed
 * mail's does.
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

const resumes = ({ name, data }: DomainEvent): boolean => name === 'consent.given' && data.resumes === true;

/**
 * True for a word that changes nothing: the switch in the WhatsApp app goes on again where it had ended no
 * consent. To no flow, count or condition that is a consent (rule 11).
 */
export const resumesNothing = ({ consents }: Profile, event: DomainEvent): boolean => {
  if (!resumes(event)) return false;
  const said: Consent = { state: 'given', at: event.at };
  return takenBack(consents['whatsapp/marketing'], said) === undefined;
};

const measured: typeof measuredAgainst = (known, stated, about) =>
  isOthersSwitch(about.person, known, stated) ? 'other-address' : measuredAgainst(known, stated, about);

/** The switch in the app belongs to one number; that of a former one says nothing about what was agreed for this. */
const isOthersSwitch = (person: Person, known: Consent | undefined, stated: Consent): boolean =>
  stated.source === APP_PREFERENCE &&
  stated.for !== undefined &&
  !isTag(person, 'whatsapp', stated.for) &&
  known?.for !== undefined &&
  servesAddress(known, person, 'whatsapp');

/** The address that the event itself names for the channel; a button in our own message names none. */
const addressOf = ({ identities }: DomainEvent, channel: Channel): string | undefined => {
  const kinds = channel === 'email' ? ['email'] : ['phone', 'whatsapp'];
  const named = kinds.flatMap((kind) => identities.filter((identity) => identity.kind === kind))[0];
  return named && addressTag(named.profileId);
};

/** A button to leave is about what was agreed; one to agree, about the address that the mail went to. */
const formerOr = (state: Consent['state'], known: Consent | undefined): string | undefined =>
  state === 'given' ? undefined : known?.for;

const currentTag = ({ emailTag, phoneTag, whatsappTag }: Person, channel: Channel): string | undefined =>
  channel === 'email' ? emailTag : (phoneTag ?? whatsappTag);

type Stated = Readonly<{ state: Consent['state']; evidence: JsonObject; about: string | undefined }>;

const saidIn = ({ ref }: Draft, { at, data }: DomainEvent, { state, evidence, about }: Stated): Consent => {
  const basis = BASES.find((name) => name === data.basis);
  const requestedAt = parseIso(textAt(data, 'requested_at') ?? '');
  const textVersion = textAt(evidence, 'text_version');
  const source = textAt(evidence, 'source');
  return present({
    state,
    for: about,
    at,
    ref,
    basis,
    requestedAt,
    textVersion: textVersion || undefined,
    source: source || undefined,
    proof: state === 'withdrawn' ? undefined : withinBounds(evidence),
  });
};

/** As much of the proof as fits, its first parts first. */
const withinBounds = (evidence: JsonObject): JsonObject => {
  const parts = Object.entries(evidence);
  while (utf8ToBytes(JSON.stringify(Object.fromEntries(parts))).length > LIMITS.consentProofBytes)
    parts.pop();
  return Object.fromEntries(parts);
};

const ignore = (draft: Draft, reason: string): void =>
  tell(draft, { type: 'decision', at: draft.now, what: 'ignored', reason });

/** Who left, or was erased, after asking has to ask again: an old link lifts nothing. */
const isOutdated = (
  { erasedAt }: Profile,
  requestedAt: number | undefined,
  known: Consent | undefined,
): boolean => requestedAt !== undefined && requestedAt <= Math.max(erasedAt ?? 0, known?.withdrawnAt ?? 0);
