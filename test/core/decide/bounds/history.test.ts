/** Past events that a flow can ask for are counted, however many other events a customer has (rule 9). */
import { expect, test } from 'vitest';
import { LIMITS } from '../../../../core/limits.ts';
import { cartFlow, programOf } from '../../../support/flows.ts';
import { storyOf } from '../../../support/story.ts';

test('an order counts after more names of own events than are kept, and so does an own event that a flow may name', () => {
  const story = storyOf(programOf([cartFlow()], { customEvents: ['acme.member'] }));
  for (let index = 0; index < LIMITS.eventNamesPerProfile + 20; index += 1)
    story.hears(`acme.n${index}`).passes(1_000);
  story.orders().hears('acme.member');
  const { history } = story.profile();
  expect(history['order.placed']?.count).toBe(1);
  expect(history['acme.member']?.count).toBe(1);
  expect(Object.keys(history)).toHaveLength(LIMITS.eventNamesPerProfile);
  expect(history).not.toHaveProperty(['acme.n0']);
  expect(history).toHaveProperty([`acme.n${LIMITS.eventNamesPerProfile + 19}`]);
});
