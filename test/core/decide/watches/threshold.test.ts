/** A threshold of spending that somebody reaches, net of what is taken back, in the pure engine. */
import { expect, test } from 'vitest';
import type { Watch } from '../../../../core/program/watch.ts';
import { compileWatch } from '../../../../core/publish/compile-watch.ts';
import { DAY } from '../../../support/flows.ts';
import { storyOf } from '../../../support/story.ts';
import { programWith, watching } from '../../../support/watches.ts';

const hundred = compileWatch({
  threshold: { spend: { amount: 10_000, currency: 'EUR' } },
  existing: 'enter',
}) as Watch;
const storyWith = (...reentry: readonly ['never' | 'always']) => {
  const flow = watching('gold', hundred, { reentry: { kind: reentry[0] } });
  const story = storyOf(programWith([flow], { segments: {} })).consents();
  const buys = (order: string, total: string, currency = 'EUR') =>
    story.hears('order.placed', { order_id: order, currency, total, items: [] });
  return { story, buys };
};

test('starts the flow with the order that reaches it, and no sooner', () => {
  const { story, buys } = storyWith('always');
  buys('o-1', '99.99');
  expect(story.steps()).toEqual([]);
  buys('o-2', '0.01');
  buys('o-3', '500.00');
  expect(story.steps()).toEqual(['gold-mail']);
  expect(story.told.filter((entry) => entry.type === 'event' && entry.event.startsWith('segment.'))).toEqual(
    [],
  );
});

test('counts what was given back as not bought: once more above it is once more, where the flow lets them', () => {
  const { story, buys } = storyWith('always');
  buys('o-1', '120.00');
  story.hears('order.refunded', { order_id: 'o-1', currency: 'EUR', amount: '50.00' }).passes(DAY);
  buys('o-2', '40.00');
  expect(story.steps()).toEqual(['gold-mail', 'gold-mail']);
  const once = storyWith('never');
  once.buys('o-1', '120.00');
  once.story.hears('order.cancelled', { order_id: 'o-1' });
  once.buys('o-2', '120.00');
  expect(once.story.steps()).toEqual(['gold-mail']);
});

test('adds up one currency and converts none; test orders reach nothing', () => {
  const { story, buys } = storyWith('always');
  buys('o-1', '60.00');
  buys('o-2', '60.00', 'CHF');
  story.hears('order.placed', { order_id: 'o-3', currency: 'EUR', total: '60.00', items: [], test: true });
  expect(story.steps()).toEqual([]);
  buys('o-4', '40.00');
  expect(story.steps()).toEqual(['gold-mail']);
});
