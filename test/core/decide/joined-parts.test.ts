/** What each part of two profiles becomes in one, and what lasts of the names of merges and erasures. */
import { describe, expect, it } from 'vitest';
import { momentOf, timeOfMoment } from '../../../core/conditions/moments.ts';
import { decide } from '../../../core/decide/decide.ts';
import { erasureOf } from '../../../core/decide/person/erase.ts';
import { joinedFigures, joinedOrders } from '../../../core/decide/person/joined-figures.ts';
import { mergeInput } from '../../../core/decide/person/merge-inputs.ts';
import { mergeConsents, mergePersons } from '../../../core/decide/person/merge-person.ts';
import { fromSharedNumber } from '../../../core/decide/person/shared-number.ts';
import { ERASED } from '../../../core/privacy/rights.ts';
import type { OrderFacts, Profile } from '../../../core/state/profile.ts';
import { orderMark } from '../../../core/state/purchases.ts';
import { someone } from '../../support/conditions.ts';
import { DAY, programOf } from '../../support/flows.ts';
import { heard, rules } from '../../support/heard.ts';
import { absorbOf, joined, knownAs, OTHER, OWN } from '../../support/joined.ts';
import { START } from '../../support/story.ts';

const counters = { 'product.viewed': [{ key: 'views', event: 'product.viewed', keep: 3 }] };
const figures = (own: Partial<Profile>, other: Partial<Profile>) =>
  joinedFigures(
    someone(own),
    someone(other),
    { rules: { ...rules, program: { ...programOf([]), counters } }, now: START },
    (ref) => `2b/${ref}`,
  );
const order = (id: string, at: number): OrderFacts => ({
  id,
  at,
  status: 'placed',
  products: [`p-${id}`],
  ref: 'r',
});

describe('the figures of two profiles', () => {
  it('are nothing where neither has any', () => {
    expect(figures({}, {})).toStrictEqual({});
  });

  it('are the points of both, also where one has none', () => {
    expect(figures({ points: 5 }, { points: 3 }).points).toBe(8);
    expect([figures({ points: 5 }, {}).points, figures({}, { points: 3 }).points]).toEqual([5, 3]);
  });

  it('are the views of both, and where each of them lies', () => {
    const view = (id: string, at: number) => ({ id, at, ref: `t#${id}` });
    const refs = (own: Partial<Profile>, other: Partial<Profile>) =>
      figures(own, other).views?.map(({ ref }) => ref);
    expect(refs({ views: [view('a', 1)] }, { views: [view('b', 2)] })).toEqual(['t#a', '2b/t#b']);
    expect(refs({ views: [view('a', 1)] }, {})).toEqual(['t#a']);
    expect(refs({}, { views: [view('b', 2)] })).toEqual(['2b/t#b']);
  });

  it('are what either bought long ago, that of the survivor last', () => {
    const bought = (product: string) => ({ bought: { products: [product], categories: [] } });
    expect(figures(bought('1'), bought('2')).bought?.products).toEqual(['2', '1']);
    expect([figures(bought('1'), {}).bought, figures({}, bought('2')).bought]).toEqual([
      bought('1').bought,
      bought('2').bought,
    ]);
  });

  it('are one count of what one has counted and the other knows; what nobody counted stays uncounted', () => {
    const counts = (at: number) => ({ counts: { views: [momentOf(at, 'event-a')] } });
    const times = (own: Partial<Profile>, other: Partial<Profile>) =>
      figures(own, other).counts?.['views']?.map(timeOfMoment);
    expect(times(counts(5), counts(9))).toEqual([5, 9]);
    const history = { history: { 'product.viewed': { first: 2, last: 3, count: 2 } } };
    expect([times(counts(5), history), times(history, counts(5))]).toEqual([
      [2, 3, 5],
      [2, 3, 5],
    ]);
    expect(figures(history, history)).not.toHaveProperty('counts');
  });

  it('leave an order uncounted that does not count by what both know', () => {
    const off = { id: orderMark('b'), at: 2, off: 'cancelled' as const };
    const purchases = { rows: [{ id: orderMark('a'), at: 1 }, off], counted: { EUR: 1 } };
    const { orders } = joinedOrders([order('a', 1), order('b', 2), order('c', 3)], { purchases });
    expect(orders.map(({ uncounted }) => uncounted)).toEqual([undefined, true, undefined]);
    expect(joinedOrders([order('a', 1)], {}).orders).toEqual([order('a', 1)]);
  });

  it('count an order that both know once', () => {
    const history = { 'order.placed': { first: 1, last: 2, count: 2 } };
    const two = { history, orders: [order('a', 1), order('b', 2)] };
    expect(
      joined(two, { history, orders: [order('b', 2), order('c', 2)] }).history['order.placed']?.count,
    ).toBe(3);
  });
});

describe('the person of two profiles', () => {
  const named = (firstName: string, at: number, change: Partial<Profile> = {}): Profile =>
    someone({ person: { asOf: at, firstName }, ...change });
  const first = (own: Profile, other: Profile, later?: string) => mergePersons(own, other, later).firstName;

  it('has the newer facts, of one time those of the profile that was named later, and those that are vouched for', () => {
    expect([first(named('a', 5), named('b', 9)), first(named('a', 9), named('b', 5))]).toEqual(['b', 'a']);
    const later = named('b', 5, { id: '2later' });
    expect([first(named('a', 5), later, '2later'), first(named('a', 5), later)]).toEqual(['b', 'a']);
    expect(first(named('a', 9), later, '2later')).toBe('a');
    const typed = { identities: [{ kind: 'email', value: 'a@example.org' } as const] };
    const account = { identities: [{ kind: 'email', value: 'a@example.org', by: 'account' } as const] };
    expect(first(named('a', 5, account), named('b', 9, typed))).toBe('a');
    expect(first(named('a', 9, typed), named('b', 5, account))).toBe('b');
  });

  it('has no consent that neither had', () => {
    const former = { 'email/marketing': { state: 'given', at: 1, for: 'x' } } as const;
    const [own, other] = [someone({ consents: former }), someone()];
    expect(mergeConsents(own, other, own.person)).toEqual(former);
  });

  it('has its address since the time at which that one was obtained', () => {
    const at = (email: string, emailSince?: number): Partial<Profile> => ({
      person: { asOf: emailSince ?? 1, email },
      ...(emailSince === undefined ? {} : { emailSince }),
    });
    const since = (own: Partial<Profile>, other: Partial<Profile>) => joined(own, other).emailSince;
    expect(since(at('a@example.org', 5), at('a@example.org', 9))).toBe(9);
    expect(since(at('a@example.org'), at('a@example.org'))).toBeUndefined();
    expect(since(at('a@example.org', 5), {})).toBe(5);
    expect(since({}, at('a@example.org', 5))).toBe(5);
    expect(since(at('a@example.org', 5), at('b@example.org', 9))).toBe(9);
    expect(since(at('a@example.org', 9), at('b@example.org', 5))).toBe(9);
    expect(since(at('a@example.org'), at('b@example.org'))).toBe(START - DAY);
  });
});

describe('a merge', () => {
  it('names loser and survivor alike, whichever of the two hears of it', () => {
    expect([mergeInput('1a', '2b', 5), mergeInput('2b', '1a', 5)]).toEqual([
      mergeInput('1a', '2b', 5),
      mergeInput('1a', '2b', 5),
    ]);
    expect(mergeInput('1a', '2b', 5)).toMatchObject({
      profileId: '2b',
      into: '1a',
      inputId: 'ov28u121rn8v5pnuoqbgs78rh',
    });
    expect(erasureOf('1a', 5).inputId).toBe('l6sh6nu670rklq8s28ki4c8aq');
  });

  it('into itself, or one that was merged before, changes nothing', () => {
    const own = knownAs(OWN);
    const itself = { kind: 'merge', inputId: 'm', profileId: OWN, receivedAt: START, into: OWN } as const;
    expect(decide(own, itself, rules, START)).toEqual({ state: own, effects: [], changed: false });
    const absorbed = knownAs(OWN, { absorbed: [OTHER], points: 1 });
    const again = decide(absorbed, absorbOf(knownAs(OTHER, { points: 5 })), rules, START).state as Profile;
    expect(again.points).toBe(1);
  });

  it('with somebody who was erased since takes over nothing, and orders the rest to be deleted', () => {
    const erased = decide(undefined, heard(OWN, { id: 'e', name: ERASED }), rules, START).state;
    const { effects, state } = decide(erased, absorbOf(knownAs(OTHER, { points: 5 })), rules, START);
    expect(effects.map(({ kind }) => kind)).toEqual(['erase']);
    expect(state).not.toHaveProperty('points');
  });
});

it('what a number of several people proves is no more than an account, and only of the number', () => {
  const identities = [
    { kind: 'phone', value: '+491', profileId: '3p', by: 'holder' },
    { kind: 'email', value: 'a@example.org', profileId: '1a', by: 'holder' },
    { kind: 'phone', value: '+492', profileId: '3q' },
  ] as const;
  const input = heard('3p', { id: 'e', name: 'message.replied', identities });
  const { event } = fromSharedNumber({ sharers: ['1a'] } as never, input) as typeof input;
  expect(event.identities.map(({ by }) => by)).toEqual(['account', 'holder', undefined]);
});
