/**
 * Asking somebody to confirm a sign-up: which messages do that, and whom none may reach. Anybody can type an
 * address, so whoever has left lately is left alone, unless the request came by a link that we had sent to
 * that very address.
 */
import type { DomainEvent, JsonObject } from '../events/event.ts';
import { isFrom } from '../events/own-event.ts';
import { isFromOneOf } from '../identity/phone-number.ts';
import { LIMITS } from '../limits.ts';
import { needsOf } from '../message/template.ts';
import type { CompiledFlow, CompiledTemplate } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import { signUpCountries } from '../program/sign-up-rules.ts';
import { CHANNELS, type Channel } from '../reason.ts';
import type { OutboxMessage } from '../state/effect.ts';
import type { Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import type { GateItem } from './gate-item.ts';

/** Who asked for a message that asks for a confirmation. */
export type AskedBy = 'anybody' | 'link';

const REQUESTED = 'consent.requested';

/** Marks a request whose link we had signed for that address; only the door can set it. */
export const BY_LINK: JsonObject = { by_link: true };

export const isByLink = (data: JsonObject): boolean => data['by_link'] === true;

type Asking = Readonly<{
  message: Pick<OutboxMessage, 'purpose' | 'channel'>;
  flow: CompiledFlow | undefined;
  template: CompiledTemplate | undefined;
  /** The event that started the enrollment, where it is still known. */
  trigger: Readonly<{ name: string; data: JsonObject }> | undefined;
}>;

/**
 * Undefined for a message that asks for no confirmation. One with a button that gives consent is such a
 * message, whatever started its flow. Marketing has a consent of its own to go by.
 */
export const askedBy = ({ message, flow, template, trigger }: Asking): AskedBy | undefined => {
  const asks =
    flow?.trigger.on === REQUESTED ||
    trigger?.name === REQUESTED ||
    (template !== undefined && needsOf(template, message.channel).includes('confirm'));
  if (message.purpose !== 'transactional' || !asks) return undefined;
  return trigger?.name === REQUESTED && isByLink(trigger.data) ? 'link' : 'anybody';
};

type Left = Readonly<{
  profile: Profile;
  gate: GateItem | undefined;
  channel: Channel;
  by: AskedBy;
  /** When it was asked for. */
  since: Instant;
  now: Instant;
}>;

/** True where nobody may be asked, because they withdrew lately; after having asked by a link, too. */
export const leftLately = ({ profile, gate, channel, by, since, now }: Left): boolean => {
  const withdrawnAt = profile.consents[`${channel}/marketing`]?.withdrawnAt;
  const left = [withdrawnAt, gate?.marketingStoppedAt].filter((at) => at !== undefined);
  return left.some((at) => now - at < LIMITS.askAgainAfterMs && (by === 'anybody' || at >= since));
};

/**
 * True for a request that changes nothing: somebody typed the address of a person who has left lately. To no
 * flow, count or condition that is a request.
 */
export const asksInVain = (profile: Profile, event: DomainEvent): boolean => {
  if (event.name !== REQUESTED) return false;
  const channel = CHANNELS.find((name) => name === event.data['channel']) ?? 'email';
  const by = isFrom(event, 'subscribe') && isByLink(event.data) ? 'link' : 'anybody';
  return leftLately({ profile, gate: undefined, channel, by, since: event.at, now: event.at });
};

/** Whether somebody with this number or user id on WhatsApp may be asked; both begin with a country. */
export const mayBeAsked = (address: string, settings: Settings): boolean => {
  const countries = signUpCountries(settings);
  return address.startsWith('+')
    ? isFromOneOf(address, countries)
    : countries.includes(address.slice(0, 2).toUpperCase());
};
