/**
 * A shop whose clock is wrong, and whose deliveries overtake each other or come twice: its own times decide
 * between its words, also where they were clipped to their receipt (rule 11).
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { legalBasis } from '../../../core/consent/consent.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import { idOf } from '../../../core/identity/identity.ts';
import { cartFlow, DAY, HOUR, programOf } from '../../support/flows.ts';
import { runs } from '../../support/runs.ts';
import { START, storyOf } from '../../support/story.ts';

const program = programOf([{ ...cartFlow(), reentry: { kind: 'always' } }], {
  platformConsent: 'single-opt-in',
  offer: { code: 'TEE', text: { de: 'x', en: 'x' } } as never,
});
type Story = ReturnType<typeof storyOf>;
/** What happened at the shop `at` milliseconds before the first delivery. */
type Word = Readonly<{ name: string; data: JsonObject; before: number }>;

const cart = (checkout: string, pieces: number, before: number): Word => ({
  name: 'checkout.updated',
  before,
  data: {
    checkout_id: checkout,
    currency: 'EUR',
    total: `${pieces}.00`,
    items: pieces > 0 ? [{ product_id: `p${pieces}`, quantity: pieces }] : [],
  },
});
const order = (checkout: string, before: number): Word => ({
  name: 'order.placed',
  before,
  data: { order_id: `o-${checkout}`, checkout_id: checkout, currency: 'EUR', total: '5.00', items: [] },
});
const consent = (given: boolean, before: number): Word => ({
  name: given ? 'consent.given' : 'consent.withdrawn',
  before,
  data: { channel: 'email', purpose: 'marketing', basis: 'single-opt-in' },
});
const called = (first_name: string, before: number): Word => ({
  name: 'customer.updated',
  before,
  data: { customer: { first_name, locale: 'de-DE' } },
});

/** One delivery a second; the shop's clock shows `skew` more than ours. */
const deliver = (words: readonly Word[], skew: number): Story => {
  const story = storyOf(program);
  for (const { name, data, before } of words) {
    const [stated, now] = [START - before + skew, story.passes(1_000).now()];
    const clock = stated > now ? { statedAt: stated } : {};
    const id = `${name}-${before}`;
    const known = { kind: 'email', value: 'jette@example.org', profileId: '1customer' } as const;
    const by = name === 'customer.updated' ? ({ by: 'account' } as const) : {};
    story.gets({
      kind: 'event',
      inputId: idOf(id, now),
      profileId: '1customer',
      receivedAt: now,
      event: {
        id,
        name,
        at: Math.min(stated, now),
        ...clock,
        source: 'shopify',
        identities: [{ ...known, ...by }],
        data,
      },
    });
  }
  return story;
};

const skews = [0, 30_000, 10 * 60_000, -10 * 60_000];

describe.each(skews)('a shop whose clock shows %s ms more than ours', (skew) => {
  const reversed = (...words: readonly Word[]): Story => deliver(words.toReversed(), skew);

  test('the newer cart counts, though it was overtaken by the older one', () => {
    const story = reversed(cart('c-1', 1, 20_000), cart('c-1', 3, 10_000));
    expect(story.profile().carts).toMatchObject([{ pieces: 3, total: { amount: 300 } }]);
  });

  test('of two words of the same moment the one that is heard last counts', () => {
    const story = deliver([cart('c-1', 1, 10_000), cart('c-1', 3, 10_000)], skew);
    expect(story.profile().carts).toMatchObject([{ pieces: 3, total: { amount: 300 } }]);
  });

  test('a cart that was emptied stays empty, and starts nothing', () => {
    const story = reversed(consent(true, 60_000), cart('c-1', 2, 20_000), cart('c-1', 0, 10_000));
    expect(story.passes(5 * DAY).steps()).toEqual([]);
  });

  test('a purchase under another token that came after the cart stops the reminders', () => {
    const story = reversed(consent(true, 60_000), cart('c-1', 2, 20_000), order('c-9', 10_000));
    expect(story.passes(5 * DAY).steps()).toEqual([]);
  });

  test('a cart after a purchase is reminded of', () => {
    const story = reversed(consent(true, 60_000), order('c-9', 20_000), cart('c-1', 2, 10_000));
    expect(story.passes(5 * DAY).steps()).not.toEqual([]);
  });

  test('who left after agreeing has left, and who agreed after leaving has agreed', () => {
    const basis = (story: Story) =>
      legalBasis({
        profile: story.profile(),
        channel: 'email',
        purpose: 'marketing',
        settings: program.settings,
        now: story.now(),
      });
    expect(basis(reversed(consent(true, 20_000), consent(false, 10_000)))).toBeUndefined();
    expect(basis(reversed(consent(false, 20_000), consent(true, 10_000)))).toBe('single-opt-in');
    expect(basis(deliver([consent(false, 20_000), consent(true, 10_000)], skew))).toBe('single-opt-in');
  });

  test('the newer name of the account holds', () => {
    expect(reversed(called('Alt', 20_000), called('Neu', 10_000)).profile().person.firstName).toBe('Neu');
  });
});

describe('a clock that was put right between the cart and the purchase', () => {
  const bought = (source: string) => {
    const story = storyOf(program).consents().passes(HOUR);
    const items = [{ product_id: 'p1', quantity: 1 }];
    story.hears('checkout.updated', { checkout_id: 'c-1', items }, { statedAt: story.now() + DAY });
    story.passes(HOUR / 2).hears('order.placed', { order_id: 'o-1', items }, { source });
    return story.passes(5 * DAY);
  };

  test.each(['test', 'another'])('hides no purchase that %s tells of, under whatever token', (source) => {
    expect(bought(source).steps()).toEqual([]);
  });

  test('shortens no silence: the last sign of life is the last that was heard', () => {
    const story = storyOf(program).consents();
    story.hears('product.viewed', { product: { product_id: '1' } }, { statedAt: story.now() + 3 * DAY });
    story.passes(DAY).hears('product.viewed', { product: { product_id: '2' } });
    expect(story.profile().history['product.viewed']).toMatchObject({ last: story.now(), count: 2 });
  });
});

test('who agreed a moment after leaving has agreed, though the clock was ahead of ours for one word only', () => {
  const words = [consent(true, 8_500), consent(false, 8_800), consent(true, 8_500)];
  const { consents } = deliver(words, 10_000).profile();
  expect(consents['email/marketing']?.state).toBe('given');
});

/** An order was placed at one time: a shop that tells of it again states the same. */
const placedOnce = (words: readonly Word[]): readonly Word[] =>
  words.filter(
    ({ name, data }, index) =>
      name !== 'order.placed' || words.findIndex((word) => word.data.order_id === data.order_id) === index,
  );

const someWords: fc.Arbitrary<readonly Word[]> = fc
  .uniqueArray(
    fc.integer({ min: 1, max: 60_000 }).chain((before) =>
      fc.oneof(
        fc.nat({ max: 3 }).map((pieces) => cart('c-1', pieces, before)),
        fc.constantFrom('c-1', 'c-9').map((id) => order(id, before)),
        fc.boolean().map((given) => consent(given, before)),
        fc.constantFrom('Jette', 'Okko', 'Fenna').map((name) => called(name, before)),
      ),
    ),
    { minLength: 1, maxLength: 7, selector: ({ before }) => before },
  )
  .map(placedOnce);

test('whatever order and however often the deliveries come, and by whatever clock, state and messages are the same', () => {
  const seen = (story: Story) => {
    const { carts, orders, consents, person, spent } = story.profile();
    const agreed = consents['email/marketing'];
    return {
      carts: Object.fromEntries(
        carts.map(({ id, pieces, total, products }) => [id, { pieces, total, products }]),
      ),
      orders: Object.fromEntries(orders.map(({ id, status, total }) => [id, { status, total }])),
      consent: agreed && [agreed.state, agreed.basis],
      name: person.firstName,
      spent,
      inside: story.profile().enrollments.map(({ flow, subject }) => `${flow} ${subject}`),
      steps: story.passes(5 * DAY).steps(),
    };
  };
  const skew = fc.integer({ min: -15 * 60_000, max: 15 * 60_000 });
  fc.assert(
    fc.property(someWords, skew, fc.infiniteStream(fc.nat()), (words, clock, choices) => {
      const inOrder = words.toSorted((a, b) => b.before - a.before);
      const shuffled = [...words, ...words]
        .map((word) => ({ word, place: choices.next().value }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ word }) => word);
      expect(seen(deliver(shuffled, clock))).toEqual(seen(deliver(inOrder, clock)));
    }),
    { numRuns: runs(300) },
  );
});
