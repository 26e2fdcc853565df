/**
 * A new enrollment of a flow starts while a message of an earlier one is on its way: each message keeps its
 * own outcome (I2).
 */
import { describe, expect, test } from 'vitest';
import { gate } from '../../../core/gate/gate.ts';
import { outcomeInput } from '../../../core/message/outcome.ts';
import type { OutboxMessage } from '../../../core/state/effect.ts';
import { controlsOf, flowOf, HOUR, programOf, send } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const program = programOf([
  flowOf({
    id: 'shipping',
    purpose: 'transactional',
    trigger: { on: 'shipment.sent', restart: false },
    list: [send('told', null)],
  }),
]);
const twoParcels = () => {
  const story = storyOf(program);
  story
    .hears('customer.updated', {})
    .hears('shipment.sent', { order_id: 'o-1' })
    .hears('shipment.sent', { order_id: 'o-2' });
  const [first, second] = story.left();
  if (!first || !second) throw new Error('two messages were to be decided');
  return { story, first, second };
};
const verdictOn = (story: ReturnType<typeof storyOf>, message: OutboxMessage) =>
  gate({
    profile: story.profile(),
    message,
    program,
    controls: controlsOf(),
    testReachesEveryone: true,
    now: story.now(),
  });

describe('two parcels told of one after the other', () => {
  test('are two messages, and both may still leave', () => {
    const { story, first, second } = twoParcels();
    expect(first.messageId).not.toBe(second.messageId);
    expect(verdictOn(story, first)).toMatchObject({ verdict: 'send' });
    expect(verdictOn(story, second)).toMatchObject({ verdict: 'send' });
  });

  test('the first comes back deferred and is decided again as itself', () => {
    const { story, first } = twoParcels();
    const { profileId } = first;
    const until = story.now() + HOUR;
    story.gets(
      outcomeInput(first, { profileId, outcome: 'deferred', reason: 'held', until, at: story.now() }),
    );
    expect(story.profile().enrollments.map(({ entryId }) => entryId)).toEqual([first.entryId]);
    story.passes(2 * HOUR);
    expect(story.left().at(-1)?.messageId).toBe(first.messageId);
    expect(story.profile().enrollments).toEqual([]);
  });

  test('what was overtaken long ago is forgotten', () => {
    const { story } = twoParcels();
    story.passes(8 * 24 * HOUR).hears('shipment.sent', { order_id: 'o-3' });
    expect(story.profile().lastEntries['shipping']?.earlier).toBeUndefined();
  });
});
