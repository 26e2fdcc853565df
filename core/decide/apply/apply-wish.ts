/**
 * Remembers which products a customer may want to hear of: those they ask for, put into a cart or look at. An
 * order ends the wish for what it holds.
 */
import { newsKindOf, type WishKind } from '../../events/catalogue-news.ts';
import type { DomainEvent, JsonObject } from '../../events/event.ts';
import { listAt, objectAt, textAt } from '../../events/read-data.ts';
import { LIMITS } from '../../limits.ts';
import { parseMoney } from '../../money.ts';
import { present } from '../../present.ts';
import type { Wish } from '../../state/figures.ts';
import { cartOrdered } from '../../state/same-cart.ts';
import { isBought, withWishes } from '../../state/wishes.ts';
import { type Draft, patch } from '../draft.ts';
import { isAboutWish } from '../news.ts';

export const applyWish = (draft: Draft, event: DomainEvent): void => {
  const { profile, now } = draft;
  if (event.name.startsWith('order.')) return endBought(draft);
  if (newsKindOf(event.name)) return noteTold(draft, event);
  const met = isAsked(draft, event.name) && !isDone(draft, event) ? wishesIn(event) : [];
  if (met.length === 0) return;
  const more = met.map((wish) => ({ ...wish, ref: draft.ref }));
  patch(draft, { wishes: withWishes(profile.wishes, more, now) });
};

const KINDS: Readonly<Record<string, WishKind | undefined>> = {
  'product.wanted': 'wanted',
  'cart.updated': 'carted',
  'checkout.updated': 'carted',
  'product.viewed': 'viewed',
};

/** Who asked is remembered in any case; the rest only where a flow tells those people. */
const isAsked = ({ rules: { program } }: Draft, name: string): boolean => {
  const kind = KINDS[name];
  return kind !== undefined && (kind === 'wanted' || program.wishes?.kinds.includes(kind) === true);
};

/** True for a word about a cart that was ordered: nobody waits for what they have. */
const isDone = ({ profile }: Draft, { data, name }: DomainEvent): boolean => {
  if (KINDS[name] !== 'carted') return false;
  const [checkout, cartId] = [textAt(data, 'checkout_id'), textAt(data, 'cart_id')];
  const id = checkout ?? cartId;
  if (data.completed === true || id === undefined) return true;
  const known = profile.carts.find((cart) => cart.id === id);
  return known?.completed === true || cartOrdered(profile, present({ id, cartId: cartId ?? known?.cartId }));
};

/** The wishes that an event tells of. */
export const wishesIn = (event: DomainEvent): readonly Wish[] => {
  const kind = KINDS[event.name];
  if (kind === undefined) return [];
  const { data, at } = event;
  const items = kind === 'carted' ? listAt(data, 'items') : [objectAt(data, 'product')];
  return items.slice(0, LIMITS.wishesPerProfile).flatMap((item): readonly Wish[] => {
    const product = textAt(item, 'product_id');
    if (product === undefined) return [];
    const variant = textAt(item, 'variant_id');
    return [
      present({
        product,
        variant: variant === product ? undefined : variant,
        by: { [kind]: at },
        price: priceSeen(item, data),
      }),
    ];
  });
};

const priceSeen = (item: JsonObject, data: JsonObject): Wish['price'] => {
  const price = textAt(item, 'unit_price') ?? textAt(item, 'price');
  const currency = textAt(item, 'currency') ?? textAt(data, 'currency');
  return price === undefined || currency === undefined ? undefined : parseMoney(price, currency);
};

const endBought = (draft: Draft): void => {
  const { wishes = [] } = draft.profile;
  const left = wishes.filter((wish) => !isBought(draft.profile, wish));
  if (left.length < wishes.length) patch(draft, { wishes: left });
};

/** Every wish that the news answers is answered with it. */
const noteTold = (draft: Draft, event: DomainEvent): void => {
  const kind = newsKindOf(event.name);
  const { wishes = [] } = draft.profile;
  if (kind === undefined) return;
  patch(draft, {
    wishes: wishes.map((wish) =>
      isAboutWish(event, wish) ? { ...wish, told: { ...wish.told, [kind]: event.at } } : wish,
    ),
  });
};
