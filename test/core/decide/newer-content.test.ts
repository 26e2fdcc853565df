/**
 * Messages show what the shop said last about a cart, by its own dates: also where an older word is heard
 * after the first message, or comes along with another profile of the same person.
 */
import { describe, expect, test } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import type { AbsorbInput } from '../../../core/state/input.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { cartFlow, DAY, HOUR, programOf } from '../../support/flows.ts';
import { cart, heard, known, rules } from '../../support/heard.ts';
import { START, storyOf } from '../../support/story.ts';

const MINUTE = 60_000;
const OFFER = { offer: { code: 'TEE', text: { de: 'x', en: 'x' } } as never };
const ahead = (at: number) => ({ statedAt: at + 10 * MINUTE });

describe('after the first message', () => {
  const reminded = () =>
    storyOf(programOf([cartFlow()], OFFER))
      .consents()
      .cart()
      .passes(2 * HOUR);
  type Story = ReturnType<typeof reminded>;
  const says = (story: Story, checkout: string, pieces: number, said: object): Story =>
    story.hears(
      'checkout.updated',
      { checkout_id: checkout, items: pieces > 0 ? [{ product_id: '8101', quantity: pieces }] : [] },
      said,
    );
  const shown = (story: Story) =>
    story
      .passes(5 * DAY)
      .left()
      .map(({ ref }) => ref);

  test.each(['c-1', 'c-2'])('an overtaken word about %s does not replace the newer one', (checkout) => {
    const story = says(reminded(), 'c-1', 3, { ago: 0 });
    const { ref } = story.profile().carts.find(({ id }) => id === 'c-1') ?? {};
    says(story, checkout, 1, { ago: 5 * MINUTE });
    expect(shown(story).slice(1)).toEqual([ref, ref]);
  });

  test('by a clock that runs ahead neither', () => {
    const story = reminded();
    says(story, 'c-1', 3, ahead(story.now()));
    const { ref } = story.profile().carts[0] ?? {};
    says(story.passes(MINUTE), 'c-1', 1, ahead(story.now() - 2 * MINUTE));
    expect(shown(story).slice(1)).toEqual([ref, ref]);
  });

  test('and does not end the reminders where it says that the cart was empty then', () => {
    const story = says(reminded(), 'c-1', 3, { ago: 0 });
    says(story, 'c-1', 0, { ago: 5 * MINUTE });
    expect(shown(story)).toHaveLength(3);
  });

  test('a newer word is what the next messages show', () => {
    const story = says(says(reminded(), 'c-1', 3, { ago: MINUTE }), 'c-2', 1, { ago: 0 });
    const { ref } = story.profile().carts.find(({ id }) => id === 'c-2') ?? {};
    expect(shown(story).slice(1)).toEqual([ref, ref]);
  });
});

describe('where an anonymous cart and a customer turn out to be one', () => {
  const word = (profileId: string, id: string, at: number) =>
    heard(profileId, { id, name: 'checkout.updated', data: cart, at });
  const absorbing = (own: Profile, state: Profile): Profile => {
    const absorb: AbsorbInput = {
      kind: 'absorb',
      inputId: 'a1',
      profileId: '1mail',
      receivedAt: START,
      from: '4cart',
      state,
    };
    return decide(own, absorb, rules, START).state as Profile;
  };
  const joined = (anonymousAt: number, ownAt: number): Profile => {
    const anonymous = decide(undefined, word('4cart', 'e1', anonymousAt), rules, START).state as Profile;
    const own = decide(known, word('1mail', 'e3', ownAt), rules, START).state as Profile;
    return absorbing(own, anonymous);
  };

  test.each([
    ['its own', START - HOUR / 2, START],
    ['the anonymous', START, START - HOUR / 2],
  ])('the reminder shows %s word, which is the newer one', (_, anonymousAt, ownAt) => {
    const { carts, enrollments } = joined(anonymousAt, ownAt);
    expect(enrollments).toHaveLength(1);
    expect(enrollments[0]?.since).toBe(START - HOUR / 2);
    expect(enrollments[0]?.ref).toBe(carts[0]?.ref);
  });

  test('the reminder shows the anonymous word also where that started nothing', () => {
    const anonymous = decide(undefined, word('4cart', 'e1', START), rules, START).state as Profile;
    const own = decide(known, word('1mail', 'e3', START - HOUR / 2), rules, START).state as Profile;
    const { carts, enrollments } = absorbing(own, { ...anonymous, enrollments: [] });
    expect(enrollments[0]?.ref).toBe(carts[0]?.ref);
    expect(carts[0]?.at).toBe(START);
  });
});

describe('an older word that starts the flow', () => {
  const program = programOf([cartFlow()], OFFER);
  const paused = { ...program, seq: 2 };
  const resumed = { ...program, seq: 3 };

  test('shows the newer one that was heard while the flow was paused', () => {
    const story = storyOf(program)
      .consents()
      .publishes(paused, { paused: ['abandoned-cart'] });
    story
      .cart(5, { id: 'newer', ago: 0 })
      .publishes(resumed)
      .cart(2, { id: 'older', ago: 5 * MINUTE });
    const { ref } = story.profile().carts[0] ?? {};
    const refs = story
      .passes(5 * DAY)
      .left()
      .map((message) => message.ref);
    expect(refs).toEqual([ref, ref, ref]);
    expect(story.profile().carts[0]?.pieces).toBe(5);
  });

  test('and goes on showing it where a word from between the two comes last', () => {
    const story = storyOf(program)
      .consents()
      .publishes(paused, { paused: ['abandoned-cart'] });
    story.cart(5, { id: 'newer', ago: 0 }).publishes(resumed);
    story.cart(2, { id: 'older', ago: 5 * MINUTE }).cart(3, { id: 'between', ago: 2 * MINUTE });
    const { ref } = story.profile().carts[0] ?? {};
    expect(story.profile().enrollments[0]).toMatchObject({ ref, renewed: { at: START } });
    expect(story.passes(2 * HOUR).left()).toMatchObject([{ ref }]);
  });

  test('starts nothing where the newer one says that the cart is empty', () => {
    const story = storyOf(program)
      .consents()
      .publishes(paused, { paused: ['abandoned-cart'] });
    story
      .cart(0, { id: 'newer', ago: 0 })
      .publishes(resumed)
      .cart(2, { id: 'older', ago: 5 * MINUTE });
    expect(story.passes(5 * DAY).left()).toEqual([]);
  });
});
