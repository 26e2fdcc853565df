/** What a decision changes on the waiting lists of products, and which words are wishes at all. */
import { describe, expect, it } from 'vitest';
import { wishesIn } from '../../../core/decide/apply/apply-wish.ts';
import { decide } from '../../../core/decide/decide.ts';
import { openDraft } from '../../../core/decide/draft.ts';
import { newsFor } from '../../../core/decide/news.ts';
import { erasureOf } from '../../../core/decide/person/erase.ts';
import { withWaiting } from '../../../core/decide/waiting-changes.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { Wish } from '../../../core/state/figures.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { listedAs } from '../../../core/state/wishes.ts';
import { eventAt, someone } from '../../support/conditions.ts';
import { controlsOf, DAY, HOUR, programOf } from '../../support/flows.ts';
import { heard } from '../../support/heard.ts';
import { START } from '../../support/story.ts';

type Kind = 'wanted' | 'carted' | 'viewed';

const rulesFor = (...kinds: readonly Kind[]) => ({
  program: { ...programOf([]), ...(kinds.length > 0 ? { wishes: { kinds, seq: 1 } } : {}) },
  controls: controlsOf(),
  testReachesEveryone: false,
});
const wish = (product: string, change: Partial<Wish> = {}): Wish => ({
  product,
  by: { wanted: START },
  ...change,
});
const listed = (product: string, change: Partial<Wish> = {}): Wish => {
  const one = wish(product, change);
  return { ...one, listed: listedAs(one, START) };
};
const reachable = (change: Partial<Profile> = {}): Profile =>
  someone({ person: { email: 'jette@example.org', asOf: START }, ...change });
const wants = (product: string) => ({ product: { product_id: product } });
const hears = (
  profile: Profile,
  name: string,
  data: JsonObject,
  { at = START, kinds = ['wanted', 'carted', 'viewed'] as readonly Kind[] } = {},
) => decide(profile, heard(profile.id, { id: `e-${at}-${name}`, name, at, data }), rulesFor(...kinds), START);
const entry = (product: string, by: object = { wanted: START }) => ({
  product,
  profileId: '1someone',
  entry: { profileId: '1someone', by },
});

describe('a waiting list', () => {
  it('gets whoever asks, and loses nobody who goes on waiting', () => {
    const { waiting, state } = hears(reachable({ wishes: [listed('1')] }), 'product.wanted', wants('2'));
    expect(waiting).toEqual([entry('2')]);
    expect((state as Profile).wishes?.map((one) => one.listed)).toEqual([
      listed('1').listed,
      listed('2').listed,
    ]);
  });

  it('is not touched by a word that changes nothing on it', () => {
    const known = reachable({ wishes: [listed('1')] });
    expect(hears(known, 'product.wanted', wants('1'))).not.toHaveProperty('waiting');
    expect(hears(reachable(), 'consent.given', { channel: 'email' })).not.toHaveProperty('waiting');
  });

  it('gets only whom a flow tells for that reason', () => {
    const viewed = { wishes: [wish('1', { by: { viewed: START } })] };
    const asks = (...kinds: readonly Kind[]) =>
      hears(reachable(viewed), 'consent.given', { channel: 'email' }, { kinds }).waiting;
    expect(asks('wanted')).toBeUndefined();
    expect(asks('wanted', 'viewed')).toEqual([entry('1', { viewed: START })]);
    const both = { by: { wanted: START, viewed: START } };
    const known = reachable({ wishes: [wish('1', both), listed('2')] });
    expect(hears(known, 'consent.given', { channel: 'email' }, { kinds: ['wanted'] }).waiting).toEqual([
      entry('1', both.by),
    ]);
  });

  it('gets only who can be told by any address', () => {
    const asked = (person: Profile['person']) =>
      hears(someone({ person }), 'product.wanted', wants('1')).waiting;
    expect(asked({ asOf: START })).toBeUndefined();
    expect(asked({ phone: '+491713920011', asOf: START })).toEqual([entry('1')]);
    expect(asked({ whatsappId: 'DE.1', asOf: START })).toEqual([entry('1')]);
  });

  it('loses what the state gives up, and never gets it', () => {
    const profile = reachable({ wishes: [listed('1'), wish('2')] });
    const input = heard(profile.id, { id: 'e', name: 'product.viewed' });
    const draft = openDraft(profile, input, rulesFor('wanted'), START);
    const { waiting } = withWaiting(draft, (state) => ({ ...state, wishes: [] }));
    expect(waiting).toContainEqual({ product: '1', profileId: '1someone' });
    expect(waiting?.some((change) => change.entry)).toBe(false);
  });

  it('loses at an erasure only who stands on it', () => {
    const profile = reachable({ wishes: [listed('1'), wish('2')] });
    const erased = decide(profile, erasureOf(profile.id, START + 1), rulesFor(), START + 1);
    expect(erased.waiting).toEqual([{ product: '1', profileId: '1someone' }]);
  });

  it('keeps after an erasure what was asked for anew, whatever older word comes late', () => {
    const since = { since: START, erasedAt: START - HOUR };
    const late = { at: START - 2 * HOUR };
    const asked = reachable({ ...since, wishes: [listed('1'), listed('3')] });
    expect(hears(asked, 'product.wanted', wants('1'), late)).not.toHaveProperty('waiting');
    expect(hears(asked, 'product.wanted', wants('2'), late).waiting).toEqual([
      { product: '2', profileId: '1someone' },
    ]);
  });
});

describe('a word is a wish', () => {
  const cart = (change: JsonObject = {}): JsonObject => ({
    checkout_id: 'c-1',
    items: [{ product_id: '1', unit_price: '9.00', currency: 'EUR' }],
    ...change,
  });
  const wishesOf = (profile: Profile, name: string, data: JsonObject) =>
    (hears(profile, name, data).state as Profile).wishes?.map(({ product }) => product);

  it('where a cart holds something, whichever of its ids it names', () => {
    expect(wishesOf(reachable(), 'checkout.updated', cart())).toEqual(['1']);
    const byCart = { cart_id: 'k-1', items: [{ product_id: '1' }] };
    expect(wishesOf(reachable(), 'cart.updated', byCart)).toEqual(['1']);
    expect(wishesOf(reachable(), 'cart.updated', { items: [{ product_id: '1' }] })).toBeUndefined();
  });

  it('unless that cart is completed or was ordered', () => {
    expect(wishesOf(reachable(), 'checkout.updated', cart({ completed: true }))).toBeUndefined();
    const full = Array.from({ length: LIMITS.checkoutsPerProfile }, (_, n) => ({
      ...{ id: `n-${n}`, at: START, pieces: 1, products: [], ref: 'r' },
    }));
    const late = hears(reachable({ carts: full }), 'checkout.updated', cart({ completed: true }), {
      at: START - DAY,
    });
    expect(late.state).not.toHaveProperty('wishes');
    const known = { id: 'c-1', at: START - 1, pieces: 1, products: ['1'], ref: 'r', cartId: 'k-1' };
    const other = { ...known, id: 'c-0', completed: true as const };
    const completed = reachable({ carts: [{ ...known, completed: true }] });
    expect(wishesOf(completed, 'checkout.updated', cart())).toBeUndefined();
    expect(wishesOf(reachable({ carts: [other, known] }), 'checkout.updated', cart())).toEqual(['1']);
    const orders = [
      { id: 'o', at: START - DAY, status: 'placed' as const, products: [], ref: 'r', cartId: 'k-1' },
    ];
    expect(wishesOf(reachable({ carts: [known], orders }), 'checkout.updated', cart())).toBeUndefined();
    expect(wishesOf(reachable({ orders }), 'checkout.updated', cart({ cart_id: 'k-1' }))).toBeUndefined();
  });

  it('and nothing else leaves a trace of wishes, neither a look that no flow asks for nor an order', () => {
    const looked = hears(reachable(), 'product.viewed', wants('1'), { kinds: [] }).state;
    expect(looked).not.toHaveProperty('wishes');
    const order = { order_id: 'o', items: [{ product_id: '1' }] };
    expect(hears(reachable(), 'order.placed', order).state).not.toHaveProperty('wishes');
  });

  it('with its size and the price that was seen, and of too many only so many', () => {
    const event = eventAt('checkout.updated', {
      currency: 'CHF',
      items: [
        { product_id: '1', variant_id: '1', unit_price: '9.00', currency: 'EUR' },
        { product_id: '2', variant_id: 'm', price: '8.00' },
        { product_id: '3' },
      ],
    });
    const by = { carted: START };
    expect(wishesIn(event)).toEqual([
      { product: '1', by, price: { amount: 900, currency: 'EUR' } },
      { product: '2', variant: 'm', by, price: { amount: 800, currency: 'CHF' } },
      { product: '3', by },
    ]);
    const items = Array.from({ length: LIMITS.wishesPerProfile + 1 }, (_, n) => ({ product_id: `p${n}` }));
    expect(wishesIn(eventAt('cart.updated', { items }))).toHaveLength(LIMITS.wishesPerProfile);
  });
});

describe('news answers a wish', () => {
  const BACK = 'product.back_in_stock';
  const FELL = 'product.price_dropped';
  const answered = (wishes: readonly Wish[], name: string, data: JsonObject = {}, now = START) =>
    newsFor(reachable({ wishes }), eventAt(name, { product_id: '1', ...data }, START), now)?.data;

  it('of up to its own moment, and none that is long ago', () => {
    expect(answered([wish('1')], BACK)).toEqual({ product_id: '1', wishes: ['wanted'] });
    expect(answered([wish('1', { by: { wanted: START + 1 } })], BACK)).toBeUndefined();
    expect(answered([wish('1')], BACK, {}, START + LIMITS.wantedMs)).toBeUndefined();
  });

  it('of which the customer has not been told this change or a later one', () => {
    const told = (at: number) => answered([wish('1', { told: { 'back-in-stock': at } })], BACK);
    expect([told(START - 1) !== undefined, told(START), told(START + 1)]).toEqual([
      true,
      undefined,
      undefined,
    ]);
  });

  it('in one size of several that came back at once, and in each whose price fell', () => {
    const other = (kind: string, product = '1') => wish(product, { variant: 'm', told: { [kind]: START } });
    expect(answered([wish('1'), other('back-in-stock')], BACK)).toBeUndefined();
    expect(answered([wish('1'), other('back-in-stock', '2')], BACK)).toBeDefined();
    const fell = { price: '8.00', currency: 'EUR', price_before: '9.00' };
    expect(answered([wish('1'), other('price-drop')], FELL, fell)).toBeDefined();
    expect(answered([wish('1', { told: { 'price-drop': START } })], FELL, fell)).toBeUndefined();
  });

  it('and is noted with it, and with no other', () => {
    const { state } = hears(reachable({ wishes: [wish('1'), wish('2')] }), BACK, { product_id: '1' });
    expect((state as Profile).wishes?.map(({ product, told }) => [product, told])).toEqual([
      ['1', { 'back-in-stock': START }],
      ['2', undefined],
    ]);
  });

  it('where the price fell below what was seen, or else below the one before', () => {
    const price = (amount: number) => ({ price: { amount, currency: 'EUR' } });
    const now = { price: '8.00', currency: 'EUR', price_before: '10.00' };
    expect(answered([wish('1')], FELL, now)).toMatchObject({ seen_price: '10.00', percent: 20 });
    expect(answered([wish('1', price(900))], FELL, now)).toMatchObject({
      seen_price: '9.00',
      percent: 11.11,
    });
    expect(answered([wish('1', price(800))], FELL, now)).toBeUndefined();
    expect(answered([wish('1', price(799))], FELL, now)).toBeUndefined();
  });
});
