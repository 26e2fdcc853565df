/**
 * Closes one cart of a checkout that goes on under another address, so that nobody is reminded twice, or of
 * what somebody bought (rule 6).
 */
import type { DomainEvent, JsonObject } from '../../events/event.ts';
import { isFrom, ownEvent } from '../../events/own-event.ts';
import { textAt } from '../../events/read-data.ts';
import { idOf } from '../../identity/identity.ts';
import { present } from '../../present.ts';
import { eventInput } from '../../state/event-input.ts';
import type { EventInput } from '../../state/input.ts';
import type { CartFacts } from '../../state/profile.ts';
import { cartOrdered, sameCart } from '../../state/same-cart.ts';
import type { Instant } from '../../time/instant.ts';
import { laterThan } from '../../time/said.ts';
import { type Draft, patch } from '../draft.ts';

type Closing = Readonly<{
  cart: Readonly<{ id: string; cartId?: string }>;
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

export const closingOf = ({ cart, closed, goesOn, completed, at, now, because }: Closing): EventInput => {
  const id = idOf('close', cart.id, closed, goesOn, ...(because === undefined ? [] : [because]));
  const tokens = present({ checkout_id: cart.id, cart_id: cart.cartId });
  const data = { ...tokens, completed, items: [], moved_to: goesOn };
  const event = ownEvent({ id, name: 'checkout.updated', at, source: 'stammkunde', data });
  return eventInput(event, { profileId: closed, receivedAt: now, inputId: id });
};

/** The profile a cart moved to. Only our own events say so; a shop's field of that name does not count. */
export const movedTo = (event: DomainEvent): string | undefined =>
  isFrom(event, 'stammkunde') ? textAt(event.data, 'moved_to') : undefined;

/** Never show another customer's profile id on this customer's timeline. */
export const shownData = (event: DomainEvent): JsonObject => {
  if (!isFrom(event, 'stammkunde')) return event.data;
  const { moved_to: _whose, ...shown } = event.data;
  return shown;
};

/**
 * The ids under which an event changes a customer's carts. What closes a cart closes every checkout of it
 * that this customer began.
 */
export const cartsChangedBy = (carts: readonly CartFacts[], event: DomainEvent): readonly string[] => {
  const { checkoutId, cartId } = tokensIn(event);
  const id = checkoutId ?? cartId;
  const closed = movedTo(event) === undefined ? [] : carts.filter((cart) => isAbout(event, cart));
  return closed.length > 0 ? closed.map((cart) => cart.id) : id === undefined ? [] : [id];
};

/** Closes the cart at the other profile where the checkout comes back to this one, or is bought here. */
export const closeWhereItWent = (draft: Draft, event: DomainEvent): void => {
  const { id: goesOn, carts, absorbed } = draft.profile;
  const back = carts.filter((cart) => cart.movedTo !== undefined && comesBack(cart, event));
  if (back.length === 0) return;
  patch(draft, { carts: carts.map((cart) => (back.includes(cart) ? withoutMove(cart) : cart)) });
  const completed = ORDERS.includes(event.name);
  for (const { movedTo: closed = goesOn, ...cart } of back)
    if (closed !== goesOn && !absorbed.includes(closed))
      hand(draft, { cart, closed, goesOn, completed, at: event.at, because: event.id });
};

const withoutMove = ({ movedTo: _where, ...cart }: CartFacts): CartFacts => cart;

/**
 * Closes the cart where it had gone before, when it is closed here because it goes on at a third address. Of
 * all addresses that were typed into one checkout only the last one keeps the cart, and none of them keeps
 * one that was bought: who bought it here says so to whoever types it later.
 */
export const closeFurther = (draft: Draft, event: DomainEvent): void => {
  const goesOn = movedTo(event);
  if (goesOn === undefined) return;
  const { id: here, carts } = draft.profile;
  const others = carts.filter((cart) => isAbout(event, cart) && cart.movedTo !== goesOn);
  for (const cart of others) {
    const boughtHere = cart.movedTo === undefined && cartOrdered(draft.profile, cart);
    const closing = boughtHere ? { ...cart, completed: true as const, movedTo: here } : cart;
    const further = furtherClosing(closing, event, goesOn);
    if (further) hand(draft, { ...further, cart, because: event.id });
  }
};

/** Of two addresses that may keep a cart, the later one or the buyer does. */
const furtherClosing = (
  { movedTo: before, completed, ...cart }: CartFacts,
  event: DomainEvent,
  goesOn: string,
): Pick<Closing, 'closed' | 'goesOn' | 'completed' | 'at'> | undefined => {
  const bought = event.data.completed === true;
  if (before === undefined || (bought && completed)) return undefined;
  return bought || (!completed && laterThan(cart, event) <= 0)
    ? { closed: before, goesOn, completed: bought, at: event.at }
    : { closed: goesOn, goesOn: before, completed: completed === true, at: cart.at };
};

const hand = (draft: Draft, closing: Omit<Closing, 'now'>): void => {
  const input = closingOf({ ...closing, now: draft.now });
  draft.effects.push({ kind: 'forward', id: input.inputId, input });
};

const ORDERS: readonly string[] = ['order.placed', 'order.paid'];
const CARTS: readonly string[] = ['checkout.updated', 'cart.updated'];

const comesBack = (cart: CartFacts, event: DomainEvent): boolean =>
  !isFrom(event, 'stammkunde') &&
  isAbout(event, cart) &&
  (ORDERS.includes(event.name) || (CARTS.includes(event.name) && laterThan(cart, event) <= 0));

const isAbout = (event: DomainEvent, cart: Pick<CartFacts, 'id' | 'cartId'>): boolean =>
  sameCart(tokensIn(event), cart);

const tokensIn = ({ data }: DomainEvent) => ({
  checkoutId: textAt(data, 'checkout_id'),
  cartId: textAt(data, 'cart_id'),
});
