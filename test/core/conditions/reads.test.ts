/** Every fact is the same as long as the parts of the profile that are named for it are the same. */
import { describe, expect, it, test } from 'vitest';
import type { Condition } from '../../../core/conditions/condition.ts';
import { evaluate } from '../../../core/conditions/evaluate.ts';
import { factAsJson } from '../../../core/conditions/fact-json.ts';
import { FACT_PATHS } from '../../../core/conditions/facts.ts';
import { momentOf } from '../../../core/conditions/moments.ts';
import { readsOf } from '../../../core/conditions/reads.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { fact, factsOf, shop, shopWithSegment, someone } from '../../support/conditions.ts';
import { DAY } from '../../support/flows.ts';
import { boughtBy, eur, row } from '../../support/purchases.ts';
import { START } from '../../support/story.ts';

const order = (at: number, status: 'placed' | 'paid', word: string) => ({
  ...{ id: `o-${word}`, at, status, total: eur(at === START ? 900 : 700), ref: 'r' },
  ...{ products: [word], categories: [word], sizes: [word], colours: [word] },
});

const person = (word: string, country: string, timeZone: string) => ({
  ...{ asOf: START, email: `${word}@example.org`, emailTag: word, phone: word, phoneTag: word },
  ...{ customerId: word, firstName: word, lastName: word, locale: word, country, timeZone },
});

/** Two customers of whom every fact is another. */
const one: Profile = {
  ...boughtBy(row('a', START - 100 * DAY, 900), row('b', START - 20 * DAY, 900)),
  person: { ...person('jette', 'DE', 'Europe/Berlin'), birthday: '1990-02-28' },
  consents: { 'email/marketing': { state: 'given', for: 'jette', at: START } },
  carts: [{ id: 'c-1', at: START, pieces: 2, total: eur(900), products: ['1'], ref: 'r' }],
  orders: [order(START, 'placed', 'linen')],
  history: { 'message.clicked': { first: START, last: START, count: 1 } },
  views: [{ id: '7', at: START, categories: ['tea'] }],
  attributes: { size: 'M' },
  tags: ['loud'],
  tier: 'gold',
};
const other: Profile = {
  ...boughtBy(row('a', START - 90 * DAY, 5_000), row('b', START - 50 * DAY, 90), row('c', START - DAY, 90)),
  person: { ...person('tjark', 'AT', 'Asia/Kolkata'), birthday: '1991-02-28' },
  consents: {
    'email/marketing': { state: 'withdrawn', for: 'tjark', at: START },
    'whatsapp/marketing': { state: 'given', for: 'tjark', at: START },
  },
  carts: [{ id: 'c-2', at: START, pieces: 0, products: ['2'], ref: 'r' }],
  orders: [order(START - 1, 'paid', 'wool')],
  history: { 'message.clicked': { first: START, last: START + 1, count: 2 } },
  views: [{ id: '8', at: START, categories: ['mugs'] }],
  attributes: { size: 'L' },
  tags: ['quiet'],
};

const program = { ...shopWithSegment, points: { per: eur(100) } };
const shown = (path: string, profile: Profile) =>
  JSON.stringify(factAsJson(path, factsOf({ profile, program })));
const isUnread = (condition: Condition, a: Profile, b: Profile): boolean =>
  readsOf(condition, program)?.every((isSame) => isSame(a, b)) === true;

/** One of the two with each part, and each fact about the person, of the other. */
const mixed = (a: Profile, b: Profile): readonly Profile[] => [
  ...Object.keys({ ...a, ...b }).map((key) => ({ ...a, [key]: b[key as keyof Profile] }) as Profile),
  ...Object.keys(b.person).map((key) => ({ ...a, person: { ...a.person, [key]: b.person[key as 'email'] } })),
];

describe.each(FACT_PATHS.filter((path) => !/^(event|coupons)\./.test(path)))('%s', (name) => {
  const path = name.endsWith('.') ? `${name}size` : name;

  test('is the same where no part that it reads is another', () => {
    expect(shown(path, one)).not.toBe(shown(path, other));
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const)
      for (const mix of mixed(a, b))
        if (isUnread(fact(path, { exists: true }), a, mix)) expect(shown(path, mix)).toBe(shown(path, a));
  });

  test('asks for nothing that every word about a cart changes', () => {
    const heard = { ...one, seq: 2, applied: ['x'], person: { ...one.person, asOf: START + 1 } };
    expect(isUnread(fact(path, { exists: true }), one, heard)).toBe(true);
  });
});

describe('a count', () => {
  const views: Condition = {
    ...{ kind: 'event', event: 'product.viewed', since: { ms: DAY }, times: { gte: 2 } },
    counter: 'looks',
  };
  const looked = (...times: readonly number[]) =>
    someone({ counts: { looks: times.map((at) => momentOf(at, 'e')) } });

  it('reads its moments, what was known before them, and where the customer lives', () => {
    const [once, twice] = [looked(START), looked(START - 1, START)];
    expect(evaluate(views, factsOf({ profile: twice }))).not.toBe(
      evaluate(views, factsOf({ profile: once })),
    );
    expect(isUnread(views, once, twice)).toBe(false);
    expect(isUnread(views, once, { ...once, views: [] })).toBe(false);
    expect(isUnread(views, once, { ...once, person: { asOf: START, timeZone: 'Asia/Kolkata' } })).toBe(false);
    expect(isUnread(views, once, { ...once, orders: [], tags: [] })).toBe(true);
  });
});

describe('what cannot be told from the profile', () => {
  it.each([
    fact('event.total', { exists: true }),
    fact('event.type', { eq: 'order.placed' }),
    fact('coupons.birthday', { gte: 1 }),
    { kind: 'event', event: 'order.placed', since: 'enrolled' } as const,
  ])('is asked anew every time, also as a part of more', (condition) => {
    expect(readsOf(condition, shop)).toBeUndefined();
    const segments = { some: { name: { de: '', en: '' }, where: condition } };
    const within: Condition = { kind: 'not', of: { kind: 'segment', segment: 'some' } };
    expect(
      readsOf({ kind: 'all', of: [fact('orders.count', { gte: 1 }), within] }, { ...shop, segments }),
    ).toBeUndefined();
  });

  it('is nothing of a segment that is gone, which holds for nobody', () =>
    expect(readsOf({ kind: 'segment', segment: 'gone' }, shop)).toEqual([]));
});
