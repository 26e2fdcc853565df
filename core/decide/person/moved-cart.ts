/**
 * Closes one cart of a checkout that goes on under another address, so that nobody is reminded twice, or of
 * what somebody bought (rule 6).
 */
import type { DomainEvent, JsonObject } from '../../events/event.ts';
import { isFrom, ownEvent } from '../../events/own-event.ts';
import { textAt } from '../../events/read-data.ts';
import { idOf } from '../../identity/identity.ts';
import { eventInput } from '../../state/event-input.ts';
import type { EventInput } from '../../state/input.ts';
import type { CartFacts } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { laterThan } from '../../time/said.ts';
import { type Draft, patch } from '../draft.ts';

type Closing = Readonly<{
  checkout: string;
  /** The profile whose cart is closed, and the one under which the checkout goes on. */
  closed: string;
  goesOn: string;
  /** The checkout was bought there. */
  completed: boolean;
  at: Instant;
  now: Instant;
  /** The event that closes the cart; absent where the two profiles meet for the first time. */
  because?: string;
}>;

export const closingOf = ({ checkout, closed, goesOn, completed, at, now, because }: Closing): EventInput => {
  const id = idOf('close', checkout, closed, goesOn, ...(because === undefined ? [] : [because]));
  const data = { checkout_id: checkout, completed, items: [], moved_to: goesOn };
  const event = ownEvent({ id, name: 'checkout.updated', at, source: 'stammkunde', data });
  return eventInput(event, { profileId: closed, receivedAt: now, inputId: id });
};

/** The profile a cart moved to. Only our own events say so; a shop's field of that name does not count. */
export const movedTo = (event: DomainEvent): string | undefined =>
  isFrom(event, 'stammkunde') ? textAt(event.data, 'moved_to') : undefined;

/** Never show another customer's profile id on this customer's timeline. */
export const shownData = (event: DomainEvent): JsonObject => {
  const { moved_to: _whose, ...shown } = event.data;
  return isFrom(event, 'stammkunde') ? shown : event.data;
};

/** Closes the cart at the other profile where the checkout comes back to this one, or is bought here. */
export const closeWhereItWent = (draft: Draft, event: DomainEvent): void => {
  const { id: goesOn, carts, absorbed } = draft.profile;
  const cart = carts.find((candidate) => candidate.movedTo !== undefined && comesBack(candidate, event));
  if (cart?.movedTo === undefined) return;
  const { movedTo: closed, ...back } = cart;
  patch(draft, { carts: carts.map((other) => (other === cart ? back : other)) });
  if (closed === goesOn || absorbed.includes(closed)) return;
  const completed = ORDERS.includes(event.name);
  const input = closingOf({
    checkout: cart.id,
    closed,
    goesOn,
    completed,
    at: event.at,
    now: draft.now,
    because: event.id,
  });
  draft.effects.push({ kind: 'forward', id: input.inputId, input });
};

const ORDERS: readonly string[] = ['order.placed', 'order.paid'];
const CARTS: readonly string[] = ['checkout.updated', 'cart.updated'];

const comesBack = (cart: CartFacts, event: DomainEvent): boolean => {
  const { name, data } = event;
  return (
    !isFrom(event, 'stammkunde') &&
    cart.id === (textAt(data, 'checkout_id') ?? textAt(data, 'cart_id')) &&
    (ORDERS.includes(name) || (CARTS.includes(name) && laterThan(cart, event) <= 0))
  );
};
