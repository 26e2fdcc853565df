/** What a too large state gives up, piece by piece: which piece goes first, and which ones never go. */
import { describe, expect, test } from 'vitest';
import { GIVING_UP, type GivenUp } from '../../../../core/decide/bounds/giving-up.ts';
import { LIMITS } from '../../../../core/limits.ts';
import type {
  CartFacts,
  EndedEnrollment,
  Enrollment,
  OrderFacts,
  Profile,
} from '../../../../core/state/profile.ts';
import { cartFlow, DAY, programOf } from '../../../support/flows.ts';
import { knownAs, OWN } from '../../../support/joined.ts';
import { START } from '../../../support/story.ts';

const program = {
  ...programOf([cartFlow()], { customEvents: ['acme.asked'] }),
  counters: { 'order.placed': [{ key: 'asked', event: 'order.placed', keep: 3 }] },
};
/** The states that are left, one piece after the other, until this kind has no more. */
const pieces = (what: GivenUp, change: Partial<Profile>, turn = 0): readonly Profile[] => {
  const giving = GIVING_UP.filter((one) => one.what === what)[turn];
  const left: Profile[] = [];
  for (let next = giving?.next(knownAs(OWN, change), program); next; next = giving?.next(next, program)) {
    left.push(next);
    if (left.length > 50) throw new Error(`${what} never ends`);
  }
  return left;
};
const idsOf = (items: readonly Readonly<{ id: string }>[]) => items.map(({ id }) => id).join();
const cart = (id: string, day: number, change: Partial<CartFacts> = {}): CartFacts => ({
  ...{ id, at: START + day * DAY, pieces: 1, products: ['p1', 'p2'], ref: `t#${id}` },
  ...change,
});
const order = (id: string, day: number, change: Partial<OrderFacts> = {}): OrderFacts => ({
  ...{ id, at: START + day * DAY, status: 'placed', products: ['p1', 'p2'], ref: `t#${id}` },
  ...change,
});
const running = (change: Partial<Enrollment>): Enrollment => ({
  ...{ entryId: 'r', flow: 'abandoned-cart', seq: 1, since: START, enteredAt: START, step: 'wait-1h' },
  ...{ dueAt: START, timerId: 't', waitFrom: START },
  ...change,
});
const ended = (id: string, change: Partial<EndedEnrollment> = {}): EndedEnrollment => ({
  ...{ entryId: id, since: START, enteredAt: START, endedAt: START, end: 'exit', seq: 1 },
  ...change,
});
const about = (number: string) => ({ kind: 'order', order: number }) as const;

test('the kinds go in this order', () => {
  expect(GIVING_UP.map(({ what }) => what)).toEqual([
    ...['gone-flows', 'gone-counts', 'views', 'wishes', 'bought', 'order-lines'],
    ...['cart-lines', 'event-counts', 'tags'],
    ...[
      'own-facts',
      'past-identities',
      'ended-runs',
      'order-words',
      'done-carts',
      'orders',
      'carts',
      'orders',
    ],
    ...['cart-lines', 'names', 'past-orders', 'all-order-words'],
  ]);
});

test('what is empty has no piece', () => {
  for (const { next, what } of GIVING_UP) expect(next(knownAs(OWN), program), what).toBeUndefined();
});

describe('one by one', () => {
  test('go runs of flows that are gone, and counts that nobody asks for', () => {
    const lastEntries = { gone: ended('a'), 'abandoned-cart': ended('b'), 'gone-too': ended('c') };
    expect(pieces('gone-flows', { lastEntries }).map((left) => Object.keys(left.lastEntries))).toEqual([
      ['abandoned-cart', 'gone-too'],
      ['abandoned-cart'],
    ]);
    const counts = { old: ['1'], asked: ['2'] };
    expect(pieces('gone-counts', { counts }).map((left) => left.counts)).toEqual([{ asked: ['2'] }]);
    const [first] = GIVING_UP.filter(({ what }) => what === 'gone-counts');
    expect(first?.next(knownAs(OWN, { counts }), programOf([]))?.counts).toEqual({ asked: ['2'] });
  });

  test('goes what the customer waits for, the weakest wish first', () => {
    const wishes = ['p1', 'p2'].map((product) => ({ product, by: { viewed: 1 } }));
    expect(pieces('wishes', { wishes }).map((left) => left.wishes?.map(({ product }) => product))).toEqual([
      ['p1'],
      [],
    ]);
  });

  test('go products that were looked at, the oldest first, and what was bought long ago at once', () => {
    const views = [1, 2].map((at) => ({ id: `p${at}`, at }));
    expect(pieces('views', { views }).map((left) => idsOf(left.views ?? []))).toEqual(['p2', '']);
    const bought = { products: ['p1'], categories: [] };
    const [left, ...more] = pieces('bought', { bought });
    expect(left).toEqual(knownAs(OWN));
    expect(more).toEqual([]);
  });

  test('go all but one product of an order, the oldest order first', () => {
    const orders = [order('new', 2), order('old', 1), order('one', 0, { products: ['p1'] })];
    expect(
      pieces('order-lines', { orders }).map((left) => left.orders.map(({ products }) => products)),
    ).toEqual([
      [['p1', 'p2'], ['p1'], ['p1']],
      [['p1'], ['p1'], ['p1']],
    ]);
  });

  test('go all but one product of a cart: first of those that no enrollment is about, at last of all', () => {
    const carts = [cart('c-1', 0), cart('c-2', 1, { cartId: 'k-2' }), cart('c-3', 2), cart('c-4', 3)];
    const enrollments = [running({ subject: 'c-1' }), running({ subject: 'k-2' }), running({})];
    const lean = (turn: number) =>
      pieces('cart-lines', { carts, enrollments }, turn).map((left) =>
        left.carts.flatMap(({ id, products }) => (products.length === 1 ? [id] : [])).join(),
      );
    expect(lean(0)).toEqual(['c-3', 'c-3,c-4']);
    expect(lean(1)).toEqual(['c-1', 'c-1,c-2', 'c-1,c-2,c-3', 'c-1,c-2,c-3,c-4']);
  });

  test('go counts of events that no flow can ask for, the one that happened longest ago first', () => {
    const happened = (last: number) => ({ first: 0, last, count: 1 });
    const history = {
      'order.placed': happened(0),
      'acme.asked': happened(1),
      'acme.late': happened(9),
      'acme.early': happened(3),
    };
    expect(pieces('event-counts', { history }).map((left) => Object.keys(left.history))).toEqual([
      ['order.placed', 'acme.asked', 'acme.late'],
      ['order.placed', 'acme.asked'],
    ]);
  });

  test('go tags and own facts, the oldest first', () => {
    expect(pieces('tags', { tags: ['a', 'b'] }).map(({ tags }) => tags)).toEqual([['b'], []]);
    const attributes = { size: 'm', shoe: 42 };
    expect(pieces('own-facts', { attributes }).map((left) => left.attributes)).toEqual([{ shoe: 42 }, {}]);
  });

  test('go carts and browsers, then accounts that were only typed, and nothing that is proven', () => {
    const identities = [
      { kind: 'email', value: 'jette@example.org' },
      { kind: 'customer', value: 'shop:typed' },
      { kind: 'customer', value: 'shop:other', by: 'other' },
      { kind: 'customer', value: 'shop:own', by: 'account' },
      { kind: 'anonymous', value: 'checkout:c-1' },
    ] as const;
    const gone = pieces('past-identities', { identities }).map((left) =>
      identities.filter((one) => !left.identities.includes(one)).map(({ value }) => value),
    );
    expect(gone).toEqual([
      ['checkout:c-1'],
      ['shop:typed', 'checkout:c-1'],
      ['shop:typed', 'shop:other', 'checkout:c-1'],
    ]);
  });

  test('go finished carts, then orders that neither are new nor belong to a cart, then carts', () => {
    const carts = [
      cart('open', 0),
      cart('empty', 4, { pieces: 0 }),
      cart('bought', 3, { completed: true }),
      cart('moved', 2, { movedTo: '2other' }),
      cart('inside', 1, { pieces: 0 }),
    ];
    const enrollments = [running({ subject: 'inside' })];
    expect(pieces('done-carts', { carts, enrollments }).map((left) => idsOf(left.carts))).toEqual([
      'open,empty,bought,inside',
      'open,empty,inside',
      'open,inside',
    ]);
    expect(
      pieces('carts', { carts, enrollments })
        .map((left) => idsOf(left.carts))
        .at(-1),
    ).toBe('inside');
    const orders = [
      order('by-checkout', 0, { checkoutId: 'c-1' }),
      order('by-cart', 1, { cartId: 'k-1' }),
      order('free', 3, { checkoutId: 'c-9' }),
      order('older', 2),
      ...[9, 8, 7].map((day) => order(`new${day}`, day)),
    ];
    const kept = [cart('c-1', 0), cart('c-2', 0, { cartId: 'k-1' })];
    expect(pieces('orders', { orders, carts: kept }).map((left) => idsOf(left.orders))).toEqual([
      'by-checkout,by-cart,free,new9,new8,new7',
      'by-checkout,by-cart,new9,new8,new7',
    ]);
    expect(
      pieces('orders', { orders })
        .map((left) => idsOf(left.orders))
        .at(-1),
    ).toBe('new9,new8,new7');
  });

  test('go the ends of long names, and no half of a character', () => {
    const long = `${'x'.repeat(LIMITS.nameChars - 1)}😀`;
    const person = { asOf: START, firstName: long, lastName: long, timeZone: long, locale: long };
    const short = `${'x'.repeat(LIMITS.nameChars - 1)}\uFFFD`;
    expect(pieces('names', { person }).map((left) => left.person)).toEqual([
      { asOf: START, firstName: short, lastName: short, timeZone: short, locale: long },
    ]);
    expect(pieces('names', { person: { asOf: START, firstName: 'Jette' } })).toEqual([]);
  });
});

test('words about orders go, the oldest first: those that a running enrollment asks for at last', () => {
  const word = (number: string, at: number) => ({ name: 'order.paid', order: number, at, ref: 'r' });
  const heard = [word('o-1', 1), word('o-3', 3), word('o-2', 2)];
  const enrollments = [running({ about: about('o-1') })];
  const left = (what: GivenUp) =>
    pieces(what, { heard, enrollments }).map((one) => one.heard?.map((said) => said.order).join());
  expect(left('order-words')).toEqual(['o-1,o-3', 'o-1']);
  expect(left('all-order-words')).toEqual(['o-3,o-2', 'o-3', '']);
});
