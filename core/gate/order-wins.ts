/**
 * "The order wins": decides whether a purchase, or any other exit of a flow, ends an enrollment, in whatever
 * order events arrived (rule 6).
 */

import { isOfOrder } from '../events/subject.ts';
import type { CompiledFlow } from '../program/program.ts';
import { startEvents, startsOn } from '../program/starts.ts';
import type { About } from '../state/about.ts';
import { endedEnrollment } from '../state/ended-enrollments.ts';
import { lastSince, type Since } from '../state/history.ts';
import type { EnrollmentEnd, Profile, RecordRef } from '../state/profile.ts';
import { cartOrdered } from '../state/same-cart.ts';
import { boughtSince } from '../state/wishes.ts';
import type { Instant } from '../time/instant.ts';
import type { Ahead } from '../time/said.ts';
import { aboutIn, heardSince, isTakenBack } from './about-enrollment.ts';

export type EnrollmentView = Readonly<{
  entryId: string;
  since: Instant;
  sinceAhead?: Ahead;
  enteredAt: Instant;
  subject?: string;
  /** The record with the newest details of what it is for. */
  ref?: RecordRef;
  about?: About;
  startedBy?: string;
  ended?: EnrollmentEnd;
}>;

/** The enrollment with this id, whether it still runs or ended a short time ago. */
export const enrollmentOf = (profile: Profile, flow: string, entryId: string): EnrollmentView | undefined => {
  const running = profile.enrollments.find((candidate) => candidate.entryId === entryId);
  if (running) return running;
  const ended = endedEnrollment(profile.lastEntries, flow, entryId);
  return ended && { ...ended, ended: ended.end };
};

/**
 * True where an exit or the goal happened at or after the enrollment's trigger, its own cart was bought at any
 * time or was emptied, or the order that it is about was taken back.
 */
export const exitReached = (
  profile: Profile,
  flow: CompiledFlow,
  enrollment: Since & Readonly<{ subject?: string; about?: About }>,
): boolean => {
  const { subject } = enrollment;
  const about = aboutIn(flow, enrollment);
  if (about?.kind === 'product') return productExitReached(profile, flow, about, enrollment);
  const exits = exitsOf(flow);
  return (
    isAnyReached(profile, flow, { exits, about, since: enrollment }) ||
    (about !== undefined && isTakenBack(profile, flow, about)) ||
    (exits.endsWithCart && subject !== undefined && cartIsDone(profile, subject))
  );
};

/** A loop, because every event asks every enrollment. */
const isAnyReached = (
  profile: Profile,
  flow: CompiledFlow,
  { exits, about, since }: Readonly<{ exits: Exits; about: About | undefined; since: Since }>,
): boolean => {
  for (const event of exits.events)
    if (
      about && !countsForAny(flow, event)
        ? heardSince(profile, { about, event, flow }, since)
        : happenedSince(profile, event, flow, since)
    )
      return true;
  return false;
};

/**
 * Who has bought what they were told of is told no more, whatever the exits say. An order of something else
 * ends nothing, unless the flow says so; every other exit counts.
 */
const productExitReached = (
  profile: Profile,
  flow: CompiledFlow,
  { product = '' }: About,
  since: Since,
): boolean =>
  boughtSince(profile, product, since.since) ||
  exitsOf(flow).events.some(
    (event) =>
      (!event.startsWith('order.') || countsForAny(flow, event)) &&
      happenedSince(profile, event, flow, since),
  );

/** True where the event ends an enrollment about one order whichever order it is about. */
const countsForAny = ({ exitOnAny = [], goal }: CompiledFlow, event: string): boolean =>
  exitOnAny.includes(event) || (goal?.on === event && goal.any === true);

/** `endsWithCart`: an order ends an enrollment about a cart, as far as the cart goes. */
type Exits = Readonly<{ events: readonly string[]; endsWithCart: boolean }>;

/** Found once for a flow, because every event asks every enrollment. */
const exitsOf = (flow: CompiledFlow): Exits => {
  const before = found.get(flow);
  if (before) return before;
  const events = flow.goal ? [...flow.exitOn, flow.goal.on] : flow.exitOn;
  const leavesOnOrder = events.includes('order.placed') || events.includes('order.paid');
  const exits = { events, endsWithCart: leavesOnOrder && isAboutCart(flow) };
  found.set(flow, exits);
  return exits;
};

const found = new WeakMap<CompiledFlow, Exits>();

/**
 * At the same instant the exit counts, unless the exit is an event that starts the flow, or may have brought
 * the customer into the segment that does.
 */
const happenedSince = (profile: Profile, event: string, flow: CompiledFlow, since: Since): boolean => {
  const history = profile.history[event];
  if (!history) return false;
  const later = lastSince(history, since);
  const mayStart = startsOn(flow.trigger, event) || flow.trigger.watch?.kind === 'member';
  return mayStart ? later > 0 : later >= 0;
};

/**
 * An order that begins a run, or a silence after it, is no cart: a shop may know both by one number, as
 * WooCommerce does.
 */
const isAboutCart = ({ trigger }: CompiledFlow): boolean =>
  startEvents(trigger).some((name) => !isOfOrder({ name }));

const cartIsDone = (profile: Profile, subject: string): boolean => {
  const cart = profile.carts.find((candidate) => candidate.id === subject);
  return cart
    ? cart.pieces === 0 || cartOrdered(profile, cart)
    : profile.orders.some((order) => order.checkoutId === subject || order.cartId === subject);
};
