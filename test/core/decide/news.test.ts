/** News about a product in the engine: it answers a wish that the customer has, once, and no other. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { erasureOf } from '../../../core/decide/person/erase.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import { ownEvent } from '../../../core/events/own-event.ts';
import { compileCatalogue } from '../../../core/publish/catalogue-trigger.ts';
import { eventInput } from '../../../core/state/event-input.ts';
import type { Profile, Tombstone } from '../../../core/state/profile.ts';
import { controlsOf, DAY, flowOf, HOUR, programOf, send } from '../../support/flows.ts';
import { knownAs } from '../../support/joined.ts';
import { runs } from '../../support/runs.ts';
import { START, storyOf } from '../../support/story.ts';

const KINDS = ['wanted', 'carted', 'viewed'] as const;
const back = flowOf({
  id: 'back',
  trigger: compileCatalogue({ catalogue: 'back-in-stock', for: [...KINDS] }),
  reentry: { kind: 'after', wait: { kind: 'calendar', days: 7 } },
  list: [send('tell', null)],
});
const fall = flowOf({
  id: 'fall',
  trigger: compileCatalogue({ catalogue: 'price-drop', for: ['viewed'], by: 10 }),
  list: [send('less', null)],
});
const program = { ...programOf([back, fall]), wishes: { kinds: KINDS, seq: 1 } };
const story = () => storyOf(program).consents();
type Story = ReturnType<typeof story>;

const wants = (one: Story, id = '1', variant?: string, kind = 'wanted') =>
  one.hears(`product.${kind}`, {
    customer: { email: 'jette@example.org' },
    product: { product_id: id, price: '20.00', currency: 'EUR', ...(variant ? { variant_id: variant } : {}) },
  });
const news = (one: Story, data: JsonObject = {}, { at = one.now(), name = 'product.back_in_stock' } = {}) => {
  const all: JsonObject = { product_id: '1', ...data };
  const event = ownEvent({
    id: JSON.stringify([name, all, at]),
    name: name as 'product.back_in_stock',
    at,
    source: 'stammkunde',
    data: all,
  });
  return one.gets(eventInput(event, { profileId: '1customer', receivedAt: one.now() }));
};
/** Returns the moment of the last change. */
const happens = (one: Story, what: string, before: number): number => {
  one.passes(what === 'week' ? 8 * DAY : HOUR);
  if (what === 'look') wants(one, '1', undefined, 'viewed');
  const at = what === 'change' ? one.now() : before;
  news(one, what === 'other size' ? { variant_id: 'm' } : {}, { at });
  return at;
};
const steps = (one: Story) => one.steps();

describe('a product that is back', () => {
  test('is told to who asked, carted or looked, and to nobody else', () => {
    const told = news(wants(story()).passes(HOUR));
    expect(steps(told)).toEqual(['tell']);
    const word = told.told.find((entry) => entry.type === 'event' && entry.event === 'product.back_in_stock');
    expect(word).toMatchObject({ data: { product_id: '1', wishes: ['wanted'] } });
    expect(steps(news(wants(story(), '1', undefined, 'viewed').passes(HOUR)))).toEqual(['tell']);
    expect(steps(news(story().cart().passes(HOUR), { product_id: '8101' }))).toEqual(['tell']);
    expect(steps(news(story().passes(HOUR)))).toEqual([]);
    expect(steps(news(wants(story(), '2').passes(HOUR)))).toEqual([]);
  });

  test('is told whatever else was ordered since, and news of what nobody wants is not even written', () => {
    const leaves = storyOf({ ...program, flows: { back: { ...back, exitOn: ['order.placed'] } } }).consents();
    const ordered = wants(leaves)
      .passes(2 * HOUR)
      .hears('order.placed', { order_id: 'V-1', items: [{ product_id: '9' }] })
      .passes(HOUR);
    expect(steps(news(ordered, {}, { at: ordered.now() - 2 * HOUR }))).toEqual(['tell']);
    const nobody = story();
    const [records, profile] = [nobody.records.length, nobody.profile()];
    expect([news(nobody).records.length, nobody.profile()]).toEqual([records, profile]);
  });

  test('in another size answers no wish', () => {
    const waiting = wants(story(), '1', 'm').passes(HOUR);
    expect(steps(news(waiting, { variant_id: 's' }))).toEqual([]);
    expect(steps(news(waiting))).toEqual([]);
    expect(steps(news(waiting, { variant_id: 'm' }))).toEqual(['tell']);
  });

  test('as the whole is no size of its own, and what was bought under its name ends the wish', () => {
    const asked = wants(story(), '1', '1').passes(HOUR);
    expect(asked.profile().wishes?.map(({ variant }) => variant)).toEqual([undefined]);
    expect(steps(news(asked))).toEqual(['tell']);
  });

  test('is not told to who has bought it, whenever the order is heard, nor to who saw it since', () => {
    const bought = wants(story())
      .passes(HOUR)
      .hears('order.placed', {
        order_id: 'V-1',
        items: [{ product_id: '1' }],
      });
    expect(steps(news(bought.passes(HOUR)))).toEqual([]);
    const seen = wants(story()).passes(2 * HOUR);
    expect(steps(news(seen, {}, { at: seen.now() - 3 * HOUR }))).toEqual([]);
    const late = news(
      wants(story())
        .passes(HOUR)
        .passes(30 * HOUR),
    ).hears('order.placed', { order_id: 'V-1', items: [{ product_id: '1' }] }, { ago: 30 * HOUR });
    expect(late.profile().wishes).toEqual([]);
  });

  test('a cart that was ordered is no wish, in whatever order the words arrive', () => {
    const order = { order_id: 'V-1', checkout_id: 'c-1', items: [{ product_id: '8101' }] };
    const updated = story().hears('order.placed', order).passes(60_000).cart();
    expect(updated.profile().wishes ?? []).toEqual([]);
  });

  test('nor is one that was completed, by its own word or by an earlier one, nor one that nothing names', () => {
    const items = [{ product_id: '9' }];
    const done = story().hears('checkout.updated', { checkout_id: 'c-1', completed: true, items });
    expect(done.profile().wishes ?? []).toEqual([]);
    done.passes(60_000).hears('checkout.updated', { checkout_id: 'c-1', cart_id: 'k-1', items });
    expect(done.profile().wishes ?? []).toEqual([]);
    done.hears('checkout.updated', { customer: { email: 'jette@example.org' }, items });
    expect(done.profile().wishes ?? []).toEqual([]);
  });

  test('nor is a checkout whose cart was ordered under the name that it had before', () => {
    const items = [{ product_id: '8101' }];
    const ordered = story()
      .hears('checkout.updated', { checkout_id: 'c-1', cart_id: 'k-1', items })
      .hears('order.placed', { order_id: 'V-1', cart_id: 'k-1', items })
      .passes(60_000)
      .hears('checkout.updated', { checkout_id: 'c-1', items: [{ product_id: '9' }] });
    expect(ordered.profile().wishes ?? []).toEqual([]);
  });

  test('waits for a publish to be told of: only who asked is remembered where no flow tells anybody', () => {
    const asked = storyOf(programOf([])).consents();
    wants(wants(asked), '2', undefined, 'viewed');
    expect(asked.profile().wishes?.map(({ product }) => product)).toEqual(['1']);
    expect(asked.profile().wishes?.[0]).not.toHaveProperty('listed');
  });

  test('is told once for each change, and within the reentry of the flow not for the next one either', () => {
    const happening = fc.constantFrom('again', 'change', 'other size', 'look', 'week');
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 25 }), fc.boolean(), (happenings, both) => {
        const one = both ? wants(wants(story(), '1', 'm')) : wants(story());
        happenings.reduce((at, what) => happens(one, what, at), one.now());
        const changes = one.told.flatMap((entry) =>
          entry.type === 'event' && entry.event === 'product.back_in_stock' ? [entry.at] : [],
        );
        expect(new Set(changes).size).toBe(changes.length);
        const moments = both ? [] : one.left().map((mail) => mail.at);
        for (const [index, moment] of moments.slice(1).entries())
          expect(moment - (moments[index] ?? 0)).toBeGreaterThanOrEqual(7 * DAY);
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('a price that fell', () => {
  const told = (seen: Story, price: string, currency = 'EUR') =>
    steps(news(seen, { price, currency, price_before: '19.00' }, { name: 'product.price_dropped' }));

  test('is measured against what the customer saw, in the same currency', () => {
    expect(told(wants(story(), '1', undefined, 'viewed').passes(HOUR), '18.00')).toEqual(['less']);
    expect(told(wants(story(), '1', undefined, 'viewed').passes(HOUR), '18.01')).toEqual([]);
    expect(told(wants(story(), '1', undefined, 'viewed').passes(HOUR), '1.00', 'USD')).toEqual([]);
    expect(told(wants(story()).passes(HOUR), '10.00')).toEqual([]);
    const both = news(wants(story(), '1', undefined, 'viewed').passes(HOUR)).passes(HOUR);
    expect(told(both, '18.00')).toEqual(['tell', 'less']);
    const word = both.told.find((entry) => entry.type === 'event' && entry.event === 'product.price_dropped');
    expect(word).toMatchObject({ data: { product_id: '1', price: '18.00', percent: 10 } });
    expect(both.profile().wishes?.[0]?.told).toMatchObject({ 'back-in-stock': START + HOUR });
  });
});

describe('an erasure', () => {
  const rules = { program, controls: controlsOf(), testReachesEveryone: false };

  test('takes the customer off every list, and no news reaches them afterwards', () => {
    const one = wants(story());
    const { waiting, state } = decide(
      one.profile(),
      erasureOf('1customer', START + HOUR),
      rules,
      START + HOUR,
    );
    expect(waiting).toEqual([{ product: '1', profileId: '1customer' }]);
    expect((state as Profile).wishes).toBeUndefined();
    const gone = news(
      one
        .passes(HOUR)
        .gets(erasureOf('1customer', START + HOUR))
        .passes(HOUR),
    );
    expect(gone.left()).toEqual([]);
  });

  test('takes off a list again whom an event from before it has put there', () => {
    const at = START + HOUR;
    const marker = wants(story()).passes(HOUR).gets(erasureOf('1customer', at)).profile();
    const late = {
      id: 'late',
      name: 'product.wanted',
      at: START,
      source: 'test',
      identities: [{ kind: 'email', value: 'jette@example.org', profileId: '1customer' } as const],
      data: { product: { product_id: '1' } },
    };
    const input = eventInput(late, { profileId: '1customer', receivedAt: at });
    expect(decide(marker, input, rules, at)).toEqual({
      state: marker,
      effects: [],
      changed: false,
      waiting: [{ product: '1', profileId: '1customer' }],
    });
  });

  test('takes a profile off its lists that was to join and is dropped instead', () => {
    const wishes = [{ product: '1', by: { wanted: START }, listed: 'wanted  1' }];
    const absorb = {
      kind: 'absorb',
      inputId: 'a',
      profileId: '1customer',
      receivedAt: START,
      from: '2other',
      state: knownAs('2other', { wishes }),
    } as const;
    const link: Tombstone = {
      kind: 'tombstone',
      id: '1customer',
      mergedInto: '0first',
      at: START,
      pending: [],
      erasedAt: START,
    };
    expect(decide(link, absorb, rules, START)).toMatchObject({
      effects: [{ kind: 'erase' }],
      waiting: [{ product: '1', profileId: '2other' }],
    });
    expect(decide({ ...link, erasedAt: START - 2 * DAY }, absorb, rules, START)).not.toHaveProperty(
      'waiting',
    );
  });
});
