/** A cart that went on under another address and comes back, or is bought here, is closed there (rule 6). */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { closingOf } from '../../../core/decide/person/moved-cart.ts';
import type { DomainEvent } from '../../../core/events/event.ts';
import type { CartFacts, Profile } from '../../../core/state/profile.ts';
import { heard, rules, cart as words } from '../../support/heard.ts';
import { knownAs } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const HERE = '1here';
const moved: CartFacts = {
  id: 'c-1',
  at: START,
  pieces: 0,
  products: [],
  ref: 't#1',
  movedTo: '1there',
};
const other: CartFacts = { ...moved, id: 'c-0', pieces: 1 };
const { movedTo: _there, ...stays } = other;

const hears = (
  name: string,
  data: DomainEvent['data'],
  { carts = [stays, moved], absorbed = [] as readonly string[], at = START + 1, source = 'test' } = {},
) => {
  const event = { id: 'e', name, data, at, source };
  const decision = decide(knownAs(HERE, { carts, absorbed }), heard(HERE, event), rules, START + 5);
  const forwards = decision.effects.flatMap((effect) => (effect.kind === 'forward' ? [effect.input] : []));
  return { forwards, carts: (decision.state as Profile).carts };
};
const closing = (completed: boolean, at = START + 1) =>
  closingOf({
    cart: { id: 'c-1' },
    closed: '1there',
    goesOn: HERE,
    completed,
    at,
    now: START + 5,
    because: 'e',
  });
const order = { order_id: 'o-1', checkout_id: 'c-1' };

describe('a cart that went elsewhere', () => {
  it.each([
    ['checkout.updated', words, false],
    ['cart.updated', { cart_id: 'c-1', items: words.items }, false],
    ['order.placed', order, true],
    ['order.paid', order, true],
  ] as const)('is closed there by %s here, and is here again', (name, data, completed) => {
    const { forwards, carts } = hears(name, data);
    expect(forwards).toEqual([closing(completed)]);
    expect(carts.find(({ id }) => id === 'c-1')).not.toHaveProperty('movedTo');
    expect(carts.find(({ id }) => id === 'c-0')).toMatchObject({ pieces: 1 });
  });

  it('is closed there by a word of the same moment, and by no older one', () => {
    expect(hears('checkout.updated', words, { at: START }).forwards).toHaveLength(1);
    expect(hears('checkout.updated', words, { at: START - 1 }).forwards).toEqual([]);
  });

  it('is closed there by an order however old', () => {
    expect(hears('order.placed', order, { at: START - 9 }).forwards).toEqual([closing(true, START - 9)]);
  });

  it.each([
    ['another cart', 'checkout.updated', { ...words, checkout_id: 'c-2' }, 'test'],
    ['something else about it', 'product.viewed', { checkout_id: 'c-1' }, 'test'],
    ['an order of another one', 'order.placed', { ...order, checkout_id: 'c-2' }, 'test'],
    ['our own word', 'checkout.updated', words, 'stammkunde'],
  ])('is not closed there by %s', (_what, name, data, source) => {
    expect(hears(name, data, { source }).forwards).toEqual([]);
  });

  it('is closed nowhere where it went to whoever is the same by now', () => {
    const back = hears('checkout.updated', words, { absorbed: ['1there'] });
    expect(back.forwards).toEqual([]);
    expect(back.carts.find(({ id }) => id === 'c-1')).not.toHaveProperty('movedTo');
    const own = hears('checkout.updated', words, { carts: [{ ...moved, movedTo: HERE }] });
    expect(own.forwards).toEqual([]);
  });

  it('leaves alone what never went anywhere', () => {
    const { forwards, carts } = hears('order.placed', { ...order, checkout_id: 'c-0' });
    expect(forwards).toEqual([]);
    expect(carts.find(({ id }) => id === 'c-1')).toMatchObject({ movedTo: '1there' });
  });
});
