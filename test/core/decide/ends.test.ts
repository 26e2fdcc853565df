/** How a run ended is remembered: by its goal, or by something else that ends it. */
import { expect, test } from 'vitest';
import { cartFlow, programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const shop = () => storyOf(programOf([cartFlow()]));

test('a run has reached its goal by the word that is the goal, and by no other word that ends it', () => {
  const endOf = (story: ReturnType<typeof shop>) => story.profile().lastEntries['abandoned-cart']?.end;
  expect(endOf(shop().consents().cart().orders())).toBe('goal');
  expect(endOf(shop().consents().cart().cart(0))).toBe('exit');
  expect(endOf(shop().consents().cart().orders().hears('order.cancelled', { order_id: 'o-1' }))).toBe('goal');
});
