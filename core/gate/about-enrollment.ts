/** Finds what an enrollment is about, and what was heard about that. */

import { isAboutTakingBack } from '../program/per-order.ts';
import type { CompiledFlow } from '../program/program.ts';
import { startEvents, startsOn } from '../program/starts.ts';
import { type About, concerns, type Tokens } from '../state/about.ts';
import { completed, heardAbout } from '../state/heard.ts';
import { type Since, sinceOf } from '../state/history.ts';
import type { Profile } from '../state/profile.ts';
import { isGivenBack } from '../state/refunds.ts';
import { laterOf } from '../time/said.ts';

type Run = Readonly<{ about?: About; subject?: string }>;

/**
 * Undefined where the flow has one run for everything. Who entered before the flow had a run per order is
 * about the order or cart that began it.
 */
export const aboutIn = (flow: CompiledFlow, run: Run): About | undefined =>
  flow.trigger.per ? aboutOrSubject(flow, run) : undefined;

/** The same for what is asked order by order: who waits for a product is asked about every order. */
export const aboutOrderIn = (flow: CompiledFlow, run: Run): About | undefined => {
  const about = aboutIn(flow, run);
  return about?.kind === 'product' ? undefined : about;
};

/** What an enrollment is about, or what began it. */
export const aboutOrSubject = (flow: CompiledFlow, { about, subject }: Run): About | undefined => {
  if (about || subject === undefined || flow.trigger.per === 'product') return about;
  return startEvents(flow.trigger).some((name) => name.startsWith('order.'))
    ? { kind: 'order', order: subject }
    : { kind: 'checkout', checkout: subject, cart: subject };
};

export const isAbout = (profile: Profile, about: About, tokens: Tokens): boolean =>
  concerns(about, completed(profile, tokens));

/**
 * True where the event happened to this very thing after the trigger, or at the same time. Nothing happens to
 * an order before it is placed: what is dated earlier comes from another clock, and counts too.
 */
export const heardSince = (
  profile: Profile,
  { about, event, flow }: Readonly<{ about: About; event: string; flow: CompiledFlow }>,
  since: Since,
): boolean =>
  heardAbout(profile, about, ({ name }) => name === event).some((word) => {
    if (isFromThePlacing(flow, about) && event !== PLACED) return true;
    const later = laterOf(word, sinceOf(since));
    return startsOn(flow.trigger, event) ? later > 0 : later >= 0;
  });

const PLACED = 'order.placed';

const isFromThePlacing = ({ trigger }: CompiledFlow, { kind }: About): boolean =>
  kind === 'order' && startEvents(trigger).every((name) => name === PLACED);

/**
 * True where the order was cancelled, or its money given back as a whole, and the flow is about something
 * else.
 */
export const isTakenBack = (profile: Profile, flow: CompiledFlow, about: About): boolean => {
  if (about.kind === 'checkout' || about.kind === 'product' || isAboutTakingBack(flow)) return false;
  const { order } = completed(profile, about);
  const known = profile.orders.find(({ id }) => id === order);
  if (order === undefined || known?.status === 'cancelled') return order !== undefined;
  return isGivenBack(
    known?.total,
    heardAbout(profile, { kind: 'order', order }, ({ refunds }) => refunds !== undefined),
  );
};
