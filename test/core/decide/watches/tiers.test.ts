/** A loyalty flow: a tier that somebody reaches, loses and reaches again, in the pure engine. */
import { expect, test } from 'vitest';
import type { Tier } from '../../../../core/conditions/tiers.ts';
import { DAY, flowOf, send } from '../../../support/flows.ts';
import { storyOf } from '../../../support/story.ts';
import { moving, programWith, where } from '../../../support/watches.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const TIERS: readonly Tier[] = [
  { id: 'silver', spend: eur(10_000) },
  { id: 'gold', spend: eur(30_000), within: { ms: 365 * DAY, days: 365 } },
];
const reached = (tier: string) =>
  flowOf({
    id: tier,
    trigger: { on: 'tier.reached', where: where({ 'event.tier': { eq: tier } }), restart: false },
    list: [send(`${tier}-mail`, null)],
  });
const loyalty = programWith([reached('silver'), reached('gold')], { tiers: TIERS });
const shop = (program = loyalty) => {
  const story = storyOf(program).consents();
  const buys = (order: string, total: string) =>
    story.hears('order.placed', { order_id: order, currency: 'EUR', total, items: [] });
  return { story, buys };
};

test('who reaches a tier is told once, with the order that reaches it', () => {
  const { story, buys } = shop();
  buys('o-1', '60.00');
  buys('o-2', '60.00');
  buys('o-3', '60.00');
  expect(story.steps()).toEqual(['silver-mail']);
  buys('o-4', '200.00');
  expect(story.steps()).toEqual(['silver-mail', 'gold-mail']);
});

test('who reaches the highest at once has reached that one alone', () => {
  const { story, buys } = shop();
  buys('o-1', '500.00');
  expect(story.steps()).toEqual(['gold-mail']);
});

test('who falls back has reached nothing, and who comes back has reached it again', () => {
  const { story, buys } = shop();
  buys('o-1', '310.00');
  story.passes(400 * DAY);
  expect(story.steps()).toEqual(['gold-mail']);
  buys('o-2', '300.00');
  expect(story.steps()).toEqual(['gold-mail', 'gold-mail']);
});

test('who had the tier before a flow asked for it is not told of it', () => {
  const before = programWith([], { tiers: TIERS });
  const { story, buys } = shop(before);
  buys('o-1', '150.00');
  story.publishes(
    programWith([reached('silver'), reached('gold')], { tiers: TIERS, previous: before, at: story.now() }),
  );
  story.hears('customer.updated', {});
  expect(story.steps()).toEqual([]);
  buys('o-2', '150.00');
  expect(story.steps()).toEqual(['gold-mail']);
});

test('who loses a tier leaves the segment of those who have it, on that day', () => {
  const lost = moving('golden', { when: 'left' });
  const golden = where({ 'customer.tier': { eq: 'gold' } });
  const { story, buys } = shop(programWith([lost], { segments: { golden }, tiers: TIERS }));
  buys('o-1', '310.00');
  expect(story.passes(364 * DAY).steps()).toEqual([]);
  expect(story.passes(2 * DAY).sent()).toEqual(['left-golden-mail 11-20T17:00']);
});

test('no timer is armed for tiers that no flow asks for', () => {
  const { story, buys } = shop(programWith([], { tiers: TIERS }));
  buys('o-1', '310.00');
  expect(story.timers()).toEqual([]);
});
