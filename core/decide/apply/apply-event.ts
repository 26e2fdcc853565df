/**
 * Writes the content of an event into the profile: person, consents, history, carts, orders. It starts and
 * stops no enrollment.
 */

import type { DomainEvent } from '../../events/event.ts';
import { isFrom } from '../../events/own-event.ts';
import { moneyAt, piecesOf, productsOf, textAt } from '../../events/read-data.ts';
import { LIMITS } from '../../limits.ts';
import { type InMaking, present } from '../../present.ts';
import { withHeard } from '../../state/heard.ts';
import type { CartFacts } from '../../state/profile.ts';
import { aheadIn, laterThan } from '../../time/said.ts';
import { type Draft, patch, tell } from '../draft.ts';
import { cartsChangedBy, closeFurther, closeWhereItWent, movedTo, shownData } from '../person/moved-cart.ts';
import { noteIssued } from '../steps/coupon.ts';
import { freeSlot } from '../steps/free-slot.ts';
import { applyAnswer } from './apply-answer.ts';
import { applyConsent } from './apply-consent.ts';
import { applyOrder } from './apply-order.ts';
import { applyPerson } from './apply-person.ts';
import { applyPreferences } from './apply-preferences.ts';
import { applyRecord } from './apply-record.ts';
import { applyReview } from './apply-review.ts';
import { applySuppression } from './apply-suppression.ts';
import { applyView } from './apply-view.ts';
import { applyWish } from './apply-wish.ts';
import { applyHistory, keepNewest } from './history.ts';

/** Returns false where the event repeats one that is known under another id, and therefore starts nothing. */
export const applyEvent = (draft: Draft, event: DomainEvent): boolean => {
  const { id: eventId, at, name, source, statedAt, unread } = event;
  const told = { type: 'event', eventId, at, event: name, source, data: shownData(event) } as const;
  const isPlain = statedAt === undefined && unread === undefined;
  tell(draft, isPlain ? told : { ...told, ...present({ statedAt, unread }) });
  applyPerson(draft, event);
  applyConsent(draft, event);
  applyRecord(draft, event);
  applyPreferences(draft, event);
  giveBackSlot(draft, event);
  applySuppression(draft, event);
  closeWhereItWent(draft, event);
  closeFurther(draft, event);
  applyCart(draft, event);
  const fresh = applyOrder(draft, event) && applyReview(draft, event);
  if (fresh) {
    applyHistory(draft, event.name, event);
    applyView(draft, event);
    applyWish(draft, event);
    applyAnswer(draft, event);
    hear(draft, event);
  }
  noteAnswer(draft, event);
  noteIssued(draft, event);
  return fresh;
};

/** Remembers by order what flows ask for by order. */
const hear = (draft: Draft, event: DomainEvent): void => {
  if (!draft.rules.program.perOrder?.includes(event.name)) return;
  const heard = withHeard(draft.profile, event, draft.ref);
  if (heard) patch(draft, { heard });
};

/**
 * Counts a consent given in a message as a reply. The consent arrives before the message itself, and a flow
 * that it starts may answer at once, because the 24-hour window is open.
 */
const noteAnswer = (draft: Draft, event: DomainEvent): void => {
  const { name, at, data } = event;
  if (name !== 'consent.given' || !isFrom(event, 'whatsapp') || data.message_id === undefined) return;
  const { [REPLIED]: known = { first: at, last: at, count: 0 }, ...history } = draft.profile.history;
  patch(draft, { history: { ...history, [REPLIED]: { ...known, last: Math.max(known.last, at) } } });
};

const REPLIED = 'message.replied';

/**
 * Gives back the slot of the frequency cap: a message that bounced or failed has used up nothing (rule 12).
 */
const giveBackSlot = (draft: Draft, { name, data }: DomainEvent): void => {
  const messageId =
    name === 'message.bounced' || name === 'message.failed' ? textAt(data, 'message_id') : undefined;
  if (messageId !== undefined) freeSlot(draft, messageId);
};

/**
 * Applies a cart event; the newest one counts, in whatever order they arrive. A completed checkout counts as
 * empty, because there is nothing left to remind of.
 */
const applyCart = (draft: Draft, event: DomainEvent): void => {
  if (event.name !== 'checkout.updated' && event.name !== 'cart.updated') return;
  for (const id of cartsChangedBy(draft.profile.carts, event)) {
    const known = draft.profile.carts.find((cart) => cart.id === id);
    const cartId = textAt(event.data, 'cart_id') ?? known?.cartId;
    const completed = known?.completed === true || event.data.completed === true;
    const newest = known && laterThan(known, event) > 0 ? known : cartIn(draft, event, { id, cartId });
    const facts: CartFacts = completed ? { ...newest, pieces: 0, completed } : newest;
    const carts = draft.profile.carts.filter((cart) => cart.id !== id);
    carts.push(facts);
    draft.profile.carts = keepNewest(carts, LIMITS.checkoutsPerProfile);
  }
};

const cartIn = (
  { ref }: Draft,
  event: DomainEvent,
  { id, cartId }: Readonly<{ id: string; cartId: string | undefined }>,
): CartFacts => {
  const { at, data } = event;
  const ahead = aheadIn(event);
  const total = moneyAt(data, 'total');
  const elsewhere = movedTo(event);
  const cart: InMaking<CartFacts> = { id, at, pieces: piecesOf(data), products: productsOf(data), ref };
  if (ahead) cart.ahead = ahead;
  if (total) cart.total = total;
  if (cartId && cartId !== id) cart.cartId = cartId;
  if (elsewhere !== undefined) cart.movedTo = elsewhere;
  return cart;
};
