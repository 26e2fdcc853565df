/** The first step of the double opt-in: turns the fields that a person typed into requests for consent. */
import type { JsonObject } from '../events/event.ts';
import { parseEventData } from '../events/event-data.ts';
import { ownEvent } from '../events/own-event.ts';
import { objectAt } from '../events/read-data.ts';
import { identitiesOf } from '../events/whom.ts';
import { idOf } from '../identity/identity.ts';
import { mailAddress } from '../identity/mail-address.ts';
import { phoneNumber } from '../identity/phone-number.ts';
import type { Settings } from '../program/settings.ts';
import { signUpRules } from '../program/sign-up-rules.ts';
import { CHANNELS, type Channel } from '../reason.ts';
import { eventInput } from '../state/event-input.ts';
import type { EventInput } from '../state/input.ts';
import { type Instant, toIso } from '../time/instant.ts';
import { mayBeAsked } from './asked-countries.ts';
import { BY_LINK, isByLink } from './asking.ts';
import { formSource } from './form-source.ts';

/** Field names with their values as they were sent; a form may send a name several times. */
export type Fields = Readonly<Record<string, readonly string[]>>;

/**
 * `whatsapp`: a number was typed, but this shop lets customers write first (settings.signUp.whatsappForm).
 */
export type SignUpProblem = 'email' | 'phone' | 'channel' | 'whatsapp';

/**
 * One request per channel. Each request is about its own address only, because nothing shows that the
 * addresses belong together.
 */
export type SignUp = Readonly<{ requests: readonly Readonly<{ channel: Channel; data: JsonObject }>[] }>;

export type ReadSignUp = Readonly<
  { ok: true; signUp: SignUp } | { ok: false; problems: readonly SignUpProblem[] }
>;

type Circumstances = Readonly<{
  at: Instant;
  ip: string | undefined;
  settings: Settings;
  /** Names that platforms have or will have; a form must not state one as its source. */
  platforms: readonly string[];
  /** The message whose signed link led here, if it went to this same address. */
  linkFor?: (channel: Channel, address: string) => LinkEvidence | undefined;
}>;

/** The part of a link that is kept as evidence: the message that carried it, where it is known. */
export type LinkEvidence = Readonly<{ messageId: string | undefined }>;

export const readSignUp = (fields: Fields, given: Circumstances): ReadSignUp => {
  const channels = channelsOf(fields);
  if (!channels) return { ok: false, problems: ['channel'] };
  if (channels.includes('whatsapp') && !takesNumbers(given.settings))
    return { ok: false, problems: ['whatsapp'] };
  const read = channels.map((channel) => requestOn(channel, fields, given));
  const problems = read.flatMap((request) => ('problem' in request ? [request.problem] : []));
  const requests = read.flatMap((request) => ('data' in request ? [request] : []));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, signUp: { requests } };
};

/** Each typed number becomes a paid message to somebody, so the shop has to allow it. */
export const takesNumbers = (settings: Settings): boolean =>
  settings.whatsapp !== null && signUpRules(settings).whatsappForm;

type Request = SignUp['requests'][number];

const requestOn = (
  channel: Channel,
  fields: Fields,
  { at, ip, settings, platforms, linkFor }: Circumstances,
): Request | Readonly<{ problem: 'email' | 'phone' }> => {
  const first = (name: string): string | undefined => fields[name]?.[0]?.trim() || undefined;
  const field = channel === 'email' ? 'email' : 'phone';
  const address = channel === 'email' ? emailOf(first('email')) : numberOf(first('phone'), settings);
  if (address === undefined) return { problem: field };
  const link = linkFor?.(channel, address);
  const evidence = {
    text_version: first('text_version'),
    source: formSource(first('source'), platforms),
    requested_at: toIso(at),
    request_ip: ip,
    link_message_id: link?.messageId,
  };
  const customer = {
    [field]: address,
    first_name: first('first_name'),
    last_name: first('last_name'),
    locale: first('locale'),
  };
  const parsed = parseEventData('consent.requested', { customer, channel, purpose: 'marketing', evidence });
  if (!parsed.ok || objectAt(parsed.data, 'customer')[field] === undefined) return { problem: field };
  return { channel, data: link ? { ...parsed.data, ...BY_LINK } : parsed.data };
};

/** True where a field is filled that people do not see and that only programs fill in. */
export const isTrapped = (fields: Fields): boolean =>
  (fields['website'] ?? []).some((value) => value.trim() !== '');

/**
 * The requested channels. The field `also` adds a channel to the one whose address was given: the box for
 * WhatsApp in our own form.
 */
const channelsOf = (fields: Fields): readonly Channel[] | undefined => {
  const [named, also] = [wordsIn(fields, 'channel'), wordsIn(fields, 'also')];
  const wanted = [...(named.length > 0 ? named : unnamed(fields, also.length > 0)), ...also];
  return wanted.every((name) => CHANNELS.some((channel) => channel === name))
    ? CHANNELS.filter((channel) => wanted.includes(channel))
    : undefined;
};

/**
 * The channel whose address was given where the form names none; e-mail where both or none were given, unless
 * `anyway` says that another channel is requested.
 */
const unnamed = (fields: Fields, anyway: boolean): readonly string[] => {
  const [email, phone] = [fields['email']?.[0]?.trim(), fields['phone']?.[0]?.trim()];
  if (email) return ['email'];
  if (anyway) return [];
  return phone ? ['whatsapp'] : ['email'];
};

const wordsIn = (fields: Fields, name: string): readonly string[] =>
  (fields[name] ?? []).map((value) => value.trim().toLowerCase()).filter((value) => value !== '');

/**
 * Stricter than for events of platforms: a sign-up can still be corrected here, and none of our providers
 * writes to `jürgen@`.
 */
const emailOf = (text: string | undefined): string | undefined => {
  const email = text === undefined ? undefined : mailAddress(text);
  const [local = '', domain = ''] = email?.split('@') ?? [];
  return LOCAL.test(local) && !/^\.|\.$|\.\./.test(local) && TOP_LEVEL.test(domain) ? email : undefined;
};

/**
 * A number of one of the shop's own countries; a message to another country is expensive and hardly wanted.
 */
const numberOf = (text: string | undefined, settings: Settings): string | undefined => {
  const number = text === undefined ? undefined : phoneNumber(text, settings.country);
  return number !== undefined && mayBeAsked(number, settings) ? number : undefined;
};

const LOCAL = /^[\x21-\x7e]+$/;
/** No domain of the internet ends in a single letter. */
const TOP_LEVEL = /\.[a-z][a-z0-9-]*[a-z0-9]$/;

const MINUTE_MS = 60_000;

/**
 * The inputs of a sign-up. A click that is repeated within a minute is the same request. A request by a
 * signed link is another one, so that nobody can get ahead of it by typing. `key` is the deployment's
 * identity key.
 */
export const requestInputs = (
  { requests }: SignUp,
  { key, at }: Readonly<{ key: string; at: Instant }>,
): readonly EventInput[] =>
  requests.flatMap(({ channel, data }) => {
    const source = 'subscribe';
    const identities = identitiesOf({ name: 'consent.requested', data, source, key });
    const [identity] = identities;
    if (!identity) return [];
    const minute = Math.floor(at / MINUTE_MS);
    const id = idOf('subscribe', channel, identity.profileId, minute, ...(isByLink(data) ? ['link'] : []));
    const event = ownEvent({ id, name: 'consent.requested', at, source, identities, data });
    return [eventInput(event, { profileId: identity.profileId, receivedAt: at })];
  });
