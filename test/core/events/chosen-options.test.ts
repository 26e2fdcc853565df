/** The sizes and colours that an order tells of, and those that somebody usually buys. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../core/conditions/evaluate.ts';
import { chosenIn } from '../../../core/events/chosen-options.ts';
import { LIMITS } from '../../../core/limits.ts';
import { DAY, programOf } from '../../support/flows.ts';

import { runs } from '../../support/runs.ts';
import { storyOf } from '../../support/story.ts';

const line = (variant_title: string, ...options: readonly (readonly [string, string])[]) => ({
  product_id: 'p',
  variant_title,
  options: options.map(([name, value]) => ({ name, value })),
});
const told = (...items: readonly object[]) => {
  const { sizes, colours } = chosenIn({ items } as never);
  return [sizes.join('+'), colours.join('+')];
};

describe('an order tells sizes and colours', () => {
  it.each([
    ['Size', 'M'],
    ['Größe', 'M'],
    ['pa_groesse', 'M'],
    ['Schuhgröße', '42'],
    ['SHOE-SIZE', '42'],
  ])('by an option that is named %s', (name, value) => {
    expect(told(line('', [name, value]))).toEqual([value, '']);
  });

  it('by colours of any name, which the shop writes as it likes', () => {
    expect(told(line('', ['Color', 'Sea Mist'], ['Farbe', 'Moor']))).toEqual(['', 'Sea Mist+Moor']);
  });

  it.each([
    ['M / Rot', 'M', 'Rot'],
    ['xl / dark blue', 'XL', 'dark blue'],
    ['Dunkelgrün, 3XL', '3XL', 'Dunkelgrün'],
    ['Größe: 38, Farbe: Flieder', '38', 'Flieder'],
    ['Gr. 40', '40', ''],
    ['EU 42.5 - Schwarz', 'EU 42.5', 'Schwarz'],
  ])('by parts of the title %s that can be nothing else', (title, size, colour) => {
    expect(told(line(title))).toEqual([size, colour]);
  });

  it('and nothing where it could be something else', () => {
    for (const title of ['250 g', '42', 'Grün', 'Default Title', 'Medium', 'Rot / 500 ml', 'S-Klasse', ''])
      expect(told(line(title)), title).toEqual(['', '']);
    for (const amount of ['250 g', '1,5 l', '90 x 200 cm', '10 Stück', '24"'])
      expect(told(line('', ['Größe', amount])), amount).toEqual(['', '']);
    expect(told(line('', ['Packungsgröße', 'M'], ['Flavour', 'Red']))).toEqual(['', '']);
  });

  it('each once, so many of them, and none that is no word', () => {
    expect(told(line('M'), line('m'), line('', ['size', 'M']))).toEqual(['M', '']);
    expect(told(...['S', 'M', 'L', 'XL', 'XS'].map((size) => line(size)))).toEqual(['S+M+L', '']);
    expect(told(line('', ['size', 'x'.repeat(LIMITS.choiceChars + 1)], ['size', ' ']))).toEqual(['', '']);
  });

  it('whatever a title holds, in bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 5 }), (titles) => {
        const { sizes, colours } = chosenIn({ items: titles.map((title) => line(title)) });
        for (const words of [sizes, colours]) {
          expect(words.length).toBeLessThanOrEqual(LIMITS.choicesPerOrder);
          for (const word of words) expect(word.length).toBeLessThanOrEqual(LIMITS.choiceChars);
        }
      }),
      { numRuns: runs(50) },
    );
  });
});

describe('the usual size', () => {
  const program = programOf([]);
  const buying = (...titles: readonly string[]) => {
    const story = storyOf(program);
    for (const [index, title] of titles.entries())
      story
        .hears('order.placed', {
          order_id: `o-${index}`,
          currency: 'EUR',
          total: '9.00',
          items: [line(title)],
        })
        .passes(DAY);
    return story;
  };
  const asks = (story: ReturnType<typeof storyOf>, path: string, test: object) =>
    evaluate({ kind: 'fact', path, test }, { profile: story.profile(), program, since: 0, now: story.now() });

  it('is the one bought most often, of two the newer; colours likewise', () => {
    expect(asks(buying('M', 'L', 'M'), 'orders.size', { eq: 'M' })).toBe(true);
    expect(asks(buying('M', 'L'), 'orders.size', { eq: 'L' })).toBe(true);
    expect(asks(buying('M / Rot', 'M / Blau', 'L / rot'), 'orders.colour', { eq: 'rot' })).toBe(true);
    expect(asks(buying('M', 'L'), 'orders.sizes', { contains: 'M' })).toBe(true);
  });

  it('is none of who bought nothing of the kind, and of an order that was taken back', () => {
    expect(asks(buying('250 g'), 'orders.size', { exists: false })).toBe(true);
    const story = buying('M').hears('order.cancelled', { order_id: 'o-0' });
    expect(asks(story, 'orders.size', { exists: false })).toBe(true);
    expect(asks(story, 'orders.sizes', { empty: true })).toBe(true);
  });

  it('outlives the details of orders, and so many of them stay', () => {
    const many = Array.from({ length: LIMITS.ordersPerProfile + LIMITS.boughtChoices + 3 }, () => 'M');
    const story = buying('S', ...many, 'L');
    expect(story.profile().bought?.sizes).toEqual(Array(LIMITS.boughtChoices).fill('M'));
    expect(asks(story, 'orders.size', { eq: 'M' })).toBe(true);
    expect(asks(story, 'orders.sizes', { contains: 'S' })).toBe(false);
  });
});
