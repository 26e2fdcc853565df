/**
 * Decides which messages ask somebody to confirm a sign-up, and who must not get one. Anybody can type an
 * address, so a customer who has left lately is not asked, unless the request came by a link that we sent to
 * that same address.
 */
import type { DomainEvent, JsonObject } from '../events/event.ts';
import { isFrom } from '../events/own-event.ts';
import { LIMITS } from '../limits.ts';
import { needsOf } from '../message/template.ts';
import type { CompiledFlow, CompiledTemplate } from '../program/program.ts';
import { startsOn } from '../program/starts.ts';
import { CHANNELS, type Channel } from '../reason.ts';
import type { OutboxMessage } from '../state/effect.ts';
import type { Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import type { GateItem } from './gate-item.ts';

/** Who caused a message that asks for a confirmation. */
export type AskedBy = 'anybody' | 'link';

const REQUESTED = 'consent.requested';

/** Marks a request by a link that we signed for that address; only the door can set it. */
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
 * Undefined for a message that asks for no confirmation. A message with a button that gives consent asks for
 * one, whatever started its flow. Marketing is never such a message: it has a consent of its own.
 */
export const askedBy = ({ message, flow, template, trigger }: Asking): AskedBy | undefined => {
  const asks =
    (flow !== undefined && startsOn(flow.trigger, REQUESTED)) ||
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
  /** When the confirmation was requested. */
  since: Instant;
  now: Instant;
}>;

/**
 * True where the person must not be asked, because they withdrew lately, also where they withdrew after a
 * request by a link.
 */
export const leftLately = ({ profile, gate, channel, by, since, now }: Left): boolean => {
  const withdrawnAt = profile.consents[`${channel}/marketing`]?.withdrawnAt;
  const left = [withdrawnAt, gate?.marketingStoppedAt].filter((at) => at !== undefined);
  return left.some((at) => now - at < LIMITS.askAgainAfterMs && (by === 'anybody' || at >= since));
};

/**
 * True for a request that changes nothing: somebody typed the address of a person who has left lately. It
 * counts as no request, in any flow, count or condition.
 */
export const asksInVain = (profile: Profile, event: DomainEvent): boolean => {
  if (event.name !== REQUESTED) return false;
  const channel = CHANNELS.find((name) => name === event.data['channel']) ?? 'email';
  const by = isFrom(event, 'subscribe') && isByLink(event.data) ? 'link' : 'anybody';
  return leftLately({ profile, gate: undefined, channel, by, since: event.at, now: event.at });
};
