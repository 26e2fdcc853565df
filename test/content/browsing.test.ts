/** The shipped flow for who looks at products and puts nothing into the cart, in virtual time. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, leftOf, type Story, shippedStory } from '../support/shipped-story.ts';

let begin: (start?: string) => Story;
beforeAll(async () => {
  begin = await shippedStory();
});

/** Signed up three weeks ago, so that nothing of the welcome stands in the way on Friday, 20 November, at noon. */
const subscriber = (): Story =>
  begin('2026-10-30T12:00:00Z')
    .consents()
    .passes(21 * DAY_MS);
const sees = (story: Story, product_id: string, ago = 0): Story =>
  story.hears('product.viewed', { product: { product_id, title: `Product ${product_id}` } }, { ago });
const reminders = (story: Story) => leftOf(story, 'browse-abandonment');

describe('who looked at products', () => {
  it('is reminded four hours after the last look, once, and again after seven days at the earliest', () => {
    const story = sees(subscriber(), '8101').passes(HOUR_MS);
    sees(story, '8104').passes(6 * DAY_MS);
    expect(reminders(story)).toEqual(['reminder 11-20T17:00']);
    sees(story, '8105').passes(DAY_MS + HOUR_MS);
    expect(reminders(story)).toHaveLength(1);
    sees(story.passes(DAY_MS - 2 * HOUR_MS), '8106').passes(DAY_MS);
    expect(reminders(story)).toEqual(['reminder 11-20T17:00', 'reminder 11-28T16:00']);
  });

  it('hears nothing of it where something lies in the cart, whether that came before, meanwhile or later', () => {
    const before = sees(subscriber().cart().passes(HOUR_MS), '8101');
    const meanwhile = sees(subscriber(), '8101').passes(HOUR_MS).cart();
    const between = sees(sees(subscriber(), '8101').cart(), '8104');
    for (const story of [before, meanwhile, between]) {
      story.passes(6 * DAY_MS);
      expect(reminders(story)).toEqual([]);
      expect(leftOf(story, 'abandoned-cart')[0]).toMatch(/^help/);
    }
  });

  it('is reminded where the cart was emptied, bought, or left weeks ago', () => {
    const emptied = subscriber().cart().cart(0).passes(HOUR_MS);
    const bought = subscriber()
      .cart()
      .orders()
      .passes(5 * DAY_MS);
    const old = subscriber()
      .cart()
      .passes(15 * DAY_MS);
    for (const story of [emptied, bought, old])
      expect(reminders(sees(story, '8101').passes(DAY_MS))).toEqual([expect.stringMatching(/^reminder/)]);
  });

  it('hears nothing of it after an order, and nothing without consent', () => {
    const story = sees(subscriber(), '8101').passes(HOUR_MS).orders();
    expect(reminders(story.passes(3 * DAY_MS))).toEqual([]);
    expect(reminders(sees(begin(), '8101').passes(3 * DAY_MS))).toEqual([]);
  });

  it('and said that there were too many messages hears only of what they asked for', () => {
    const hears = (answer: string, wish: string): number => {
      const product = { product_id: '8101', title: 'Ostfriesentee' };
      const story = subscriber().hears('survey.answered', { question: 'why-did-you-leave', answer });
      story.hears(wish, { product }).passes(DAY_MS);
      story.hears('product.back_in_stock', product).passes(DAY_MS);
      return [...reminders(story), ...leftOf(story, 'back-in-stock')].length;
    };
    expect(hears('nothing-needed', 'product.viewed')).toBe(2);
    expect(hears('too-many-mails', 'product.viewed')).toBe(0);
    expect(hears('too-many-mails', 'product.wanted')).toBe(1);
  });
});
