/** Whose a cart is that goes on under another address: who is told to close it, and when nobody is. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { asKnown, uniteIdentities } from '../../../core/decide/person/link-identities.ts';
import { cartsChangedBy, closingOf } from '../../../core/decide/person/moved-cart.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import type { CartFacts, OrderFacts, Profile } from '../../../core/state/profile.ts';
import { eventAt } from '../../support/conditions.ts';
import { heard, rules } from '../../support/heard.ts';
import { knownAs, OTHER, OWN } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const THIRD = '3third';
const cart = (change: Partial<CartFacts> = {}): CartFacts => ({
  ...{ id: 'c-1', cartId: 'k-1', at: START - 5, pieces: 1, products: ['1'], ref: 'r' },
  ...change,
});
const order: OrderFacts = {
  id: 'o',
  at: START - 5,
  status: 'placed',
  products: [],
  ref: 'r',
  checkoutId: 'c-1',
};

type Said = Readonly<{ name?: string; source?: string; at?: number; data?: JsonObject }>;
/** What is handed on of the carts after a word about one, as `whose cart closes: where it goes on`. */
const handedAfter = (
  profile: Partial<Profile>,
  { name = 'checkout.updated', source = 'shop', at = START, data = {} }: Said,
) => {
  const event = { id: 'e', name, source, at, data: { checkout_id: 'c-1', items: [], ...data } };
  const { effects, state } = decide(knownAs(OWN, profile), heard(OWN, event), rules, START);
  const handed = effects.flatMap((effect) => {
    if (effect.kind !== 'forward' || effect.input.kind !== 'event') return [];
    const { at: dated, data: said } = effect.input.event;
    return [
      { closed: effect.input.profileId, goesOn: said['moved_to'], completed: said['completed'], at: dated },
    ];
  });
  return { handed, carts: (state as Profile).carts };
};

describe('a cart that had gone to somebody else', () => {
  const moved = { carts: [cart({ movedTo: OTHER })] };
  const closes = [{ closed: OTHER, goesOn: OWN, completed: false, at: START }];

  it('is closed there where the checkout comes back, at the earliest at its own time', () => {
    expect(handedAfter(moved, {}).handed).toEqual(closes);
    expect(handedAfter(moved, { at: START - 5 }).handed).toEqual([{ ...closes[0], at: START - 5 }]);
    expect(handedAfter(moved, { at: START - 6 }).handed).toEqual([]);
  });

  it('is closed there and open here where it is bought here, whenever that was', () => {
    const { handed, carts } = handedAfter(moved, {
      name: 'order.placed',
      at: START - 6,
      data: { order_id: 'o' },
    });
    expect(handed).toEqual([{ ...closes[0], completed: true, at: START - 6 }]);
    expect(carts[0]).not.toHaveProperty('movedTo');
  });

  it('stays there for any other word, for one about another cart, and where that customer is this one by now', () => {
    expect(handedAfter(moved, { name: 'product.viewed' }).handed).toEqual([]);
    expect(handedAfter(moved, { data: { checkout_id: 'c-2' } }).handed).toEqual([]);
    expect(handedAfter(moved, { source: 'stammkunde' }).handed).toEqual([]);
    expect(handedAfter({ ...moved, absorbed: [OTHER] }, {}).handed).toEqual([]);
    expect(handedAfter({ carts: [cart()] }, {}).handed).toEqual([]);
  });
});

describe('a cart that goes on at a third address', () => {
  const goesOn = (change: JsonObject = {}, at = START): Said => ({
    source: 'stammkunde',
    at,
    data: { moved_to: THIRD, ...change },
  });
  const moved = { carts: [cart({ movedTo: OTHER })] };

  it('is closed at the second, which the later word decides', () => {
    const later = { closed: OTHER, goesOn: THIRD, completed: false, at: START };
    expect(handedAfter(moved, goesOn()).handed).toEqual([later]);
    expect(handedAfter(moved, goesOn({}, START - 5)).handed).toEqual([{ ...later, at: START - 5 }]);
    const earlier = { closed: THIRD, goesOn: OTHER, completed: false, at: START - 5 };
    expect(handedAfter(moved, goesOn({}, START - 6)).handed).toEqual([earlier]);
  });

  it('is the buyer’s, and of two buyers neither closes it at the other', () => {
    const bought = { closed: OTHER, goesOn: THIRD, completed: true, at: START - 6 };
    expect(handedAfter(moved, goesOn({ completed: true }, START - 6)).handed).toEqual([bought]);
    const completed = { carts: [cart({ movedTo: OTHER, completed: true, pieces: 0 })] };
    expect(handedAfter(completed, goesOn({ completed: true })).handed).toEqual([]);
    const there = { closed: THIRD, goesOn: OTHER, completed: true, at: START - 5 };
    expect(handedAfter(completed, goesOn()).handed).toEqual([there]);
  });

  it('that was bought here is closed there', () => {
    const here = { closed: THIRD, goesOn: OWN, completed: true, at: START - 5 };
    expect(handedAfter({ carts: [cart()], orders: [order] }, goesOn()).handed).toEqual([here]);
    const second = { closed: OTHER, goesOn: THIRD, completed: false, at: START };
    expect(handedAfter({ ...moved, orders: [order] }, goesOn()).handed).toEqual([second]);
  });

  it('is closed nowhere else where it was only here, is there already, or is another cart', () => {
    expect(handedAfter({ carts: [cart()] }, goesOn()).handed).toEqual([]);
    expect(handedAfter({ carts: [cart({ movedTo: THIRD })] }, goesOn()).handed).toEqual([]);
    expect(handedAfter(moved, goesOn({ checkout_id: 'c-2' })).handed).toEqual([]);
  });
});

it('a word about one checkout changes it alone, and what closes a cart every checkout of it', () => {
  const carts = [cart(), cart({ id: 'c-2' }), cart({ id: 'c-3', cartId: 'k-3' })];
  const changed = (data: JsonObject, source = 'shop') =>
    cartsChangedBy(carts, { ...eventAt('checkout.updated', data), source });
  expect(changed({ checkout_id: 'c-1', cart_id: 'k-1' })).toEqual(['c-1']);
  expect(changed({ checkout_id: 'c-1', cart_id: 'k-1', moved_to: OTHER }, 'stammkunde')).toEqual([
    'c-1',
    'c-2',
  ]);
  expect(changed({})).toEqual([]);
});

it('the word that closes a cart has an id that lasts, and says that nothing is in it', () => {
  const closing = {
    cart: { id: 'c-1', cartId: 'k-1' },
    closed: '2b',
    goesOn: '1a',
    completed: false,
    at: 5,
    now: 9,
  };
  const { inputId, event } = closingOf(closing);
  expect([inputId, closingOf({ ...closing, because: 'e' }).inputId]).toEqual([
    '7gc8fiddsav0epb8o2miub091',
    's5d265juuc6hpef8bft7taag4',
  ]);
  expect(event.data).toEqual({
    checkout_id: 'c-1',
    cart_id: 'k-1',
    completed: false,
    items: [],
    moved_to: '1a',
  });
});

describe('identities', () => {
  const mail = { kind: 'email', value: 'a@example.org' } as const;
  const phone = { kind: 'phone', value: '+491' } as const;

  it('of two lists are each known once, with the stronger evidence; one that was only typed has none', () => {
    const united = uniteIdentities([{ ...mail, by: 'account' }, phone], [mail, { ...phone, by: 'holder' }]);
    expect(united).toEqual([
      { ...mail, by: 'account' },
      { ...phone, by: 'holder' },
    ]);
    expect(asKnown({ ...mail, by: 'typed' })).toStrictEqual(mail);
  });
});
