/**
 * Applies the events that stop a channel: hard bounces, complaints, too many soft bounces in a row, and
 * entries by the shop's operator.
 */
import { isTag, suppressionOf } from '../../consent/suppression.ts';
import type { DomainEvent } from '../../events/event.ts';
import { textAt } from '../../events/read-data.ts';
import { idOf } from '../../identity/identity.ts';
import { present } from '../../present.ts';
import { CHANNELS, type Channel } from '../../reason.ts';
import type { Profile } from '../../state/profile.ts';
import type { Suppression } from '../../state/suppression.ts';
import { type Draft, patch } from '../draft.ts';

export const applySuppression = (draft: Draft, event: DomainEvent): void => {
  const channel = CHANNELS.find((name) => name === event.data.channel) ?? 'email';
  switch (event.name) {
    case 'message.bounced':
      return event.data.kind === 'permanent'
        ? suppress(draft, channel, { reason: 'bounce', at: event.at, ...aboutAddress(draft, channel, event) })
        : countSoft(draft, channel, event);
    // A complaint is an objection by the person, whatever address they take later. A complaint from an
    // address that the customer had given up before may come from somebody else.
    case 'message.complained':
      return suppress(draft, channel, {
        reason: 'complaint',
        at: event.at,
        ...present({ for: isElsewhere(draft, channel, event) ? textAt(event.data, 'for') : undefined }),
      });
    case 'message.delivered':
    case 'message.opened':
    case 'message.clicked':
      return channel === 'email' ? forgetSoft(draft, event) : undefined;
    case 'suppression.added':
      return suppress(draft, channel, {
        reason: FOUND_OUT.find((reason) => reason === event.data.reason) ?? 'manual',
        at: event.at,
      });
    case 'suppression.removed':
      return lift(draft, channel);
  }
};

/** What another tool found out about an address before the shop came here. */
const FOUND_OUT = ['bounce', 'complaint'] as const;

/** Soft bounces count for one address; a new address starts with none. */
export const softBouncesFor = (profile: Profile, email: string | undefined): Pick<Profile, 'softBounces'> =>
  profile.softBounces === undefined || profile.person.email === email ? {} : { softBounces: [] };

/**
 * Sets a suppression. The first reason stays, but an entry by hand is replaced by the provider's word,
 * because only an entry by hand may be taken back. A suppression of a former address does not replace one
 * that holds.
 */
const suppress = (draft: Draft, channel: Channel, stated: Suppression): void => {
  const { profile } = draft;
  const known = suppressionOf(profile, channel);
  const holds = suppressionOf({ ...profile, suppressions: { [channel]: stated } }, channel) !== undefined;
  const stays = known !== undefined && (!holds || known.reason !== 'manual' || stated.reason === 'manual');
  if (!stays) patch(draft, { suppressions: { ...profile.suppressions, [channel]: stated } });
};

/**
 * The address that the mail went to, as the provider reports it; where the provider reports none, the
 * person's address.
 */
const aboutAddress = (
  { profile: { person } }: Draft,
  channel: Channel,
  { data }: DomainEvent,
): Pick<Suppression, 'for'> =>
  present({ for: textAt(data, 'for') ?? (person[TAGS[channel]] ? person[TAGS[channel]] : undefined) });

const TAGS = { email: 'emailTag', whatsapp: 'phoneTag' } as const;

/** A report about a former address says nothing about the present one. */
const isElsewhere = ({ profile: { person } }: Draft, channel: Channel, { data }: DomainEvent): boolean => {
  const about = textAt(data, 'for');
  return about !== undefined && !isTag(person, channel, about);
};

const lift = (draft: Draft, channel: Channel): void => {
  if (draft.profile.suppressions[channel]?.reason !== 'manual') return;
  const { [channel]: _lifted, ...suppressions } = draft.profile.suppressions;
  patch(draft, { suppressions });
};

/** Bounces because of the mail itself, not of the mailbox: another mail may be accepted. */
const ABOUT_THE_MAIL: readonly unknown[] = ['MessageTooLarge', 'ContentRejected', 'AttachmentRejected'];
/** Enough characters of an id to recognise it among so few. */
const MARK_CHARS = 8;

/**
 * Counts a soft bounce once, even if it is reported repeatedly. At the limit the address is suppressed for
 * good (settings.softBounces).
 */
const countSoft = (draft: Draft, channel: Channel, event: DomainEvent): void => {
  if (
    channel !== 'email' ||
    ABOUT_THE_MAIL.includes(event.data.sub_type) ||
    isElsewhere(draft, 'email', event)
  )
    return;
  const id = event.id.slice(0, MARK_CHARS);
  const known = draft.profile.softBounces ?? [];
  if (known.some((bounce) => bounce.id === id)) return;
  const softBounces = [...known, { id, at: event.at }];
  const { softBounces: limit } = draft.rules.program.settings;
  patch(draft, { softBounces: softBounces.slice(-limit) });
  if (softBounces.length >= limit) suppressMailbox(draft, event);
};

const suppressMailbox = (draft: Draft, event: DomainEvent): void => {
  const { person, id } = draft.profile;
  const { at } = event;
  if (suppressionOf(draft.profile, 'email')) return;
  suppress(draft, 'email', { reason: 'bounce', at, ...aboutAddress(draft, 'email', event) });
  if (person.email === undefined) return;
  draft.effects.push({
    kind: 'suppress-address',
    id: idOf('suppress', id, 'email', at),
    channel: 'email',
    address: person.email,
    at,
  });
};

/** Drops the soft bounces before a delivery: they are no longer in a row. */
const forgetSoft = (draft: Draft, event: DomainEvent): void => {
  if (isElsewhere(draft, 'email', event)) return;
  const { at } = event;
  const known = draft.profile.softBounces ?? [];
  const left = known.filter((bounce) => bounce.at > at);
  if (left.length < known.length) patch(draft, { softBounces: left });
};
