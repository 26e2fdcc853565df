/** A consent that comes by a button in a message is a reply too, so an answer may leave at once. */
import { describe, expect, it } from 'vitest';
import { HOUR, programOf } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';

const begun = () => storyOf(programOf([]));
type Story = ReturnType<typeof begun>;

describe('a consent in a message', () => {
  const given = (story: Story, change: object = {}, at = story.now()) =>
    story.gets({
      kind: 'event',
      inputId: `${at}-given`,
      profileId: '1customer',
      receivedAt: story.now(),
      event: {
        ...{ id: `given-${at}`, name: 'consent.given', at, source: 'whatsapp', identities: [] },
        data: { channel: 'whatsapp', basis: 'double-opt-in', message_id: 'm-1' },
        ...change,
      },
    });
  const replied = (story: Story) => story.profile().history['message.replied'];

  it('is a reply that is not counted yet', () => {
    expect(replied(given(begun()))).toEqual({ first: START, last: START, count: 0 });
    const other = given(begun().hears('product.viewed', {})).profile().history;
    expect(Object.keys(other).toSorted()).toEqual(['consent.given', 'message.replied', 'product.viewed']);
    const story = begun().hears('message.replied', {}).passes(HOUR);
    expect(replied(given(story))).toEqual({ first: START, last: START + HOUR, count: 1 });
    expect(replied(given(story, {}, START - HOUR))).toEqual({ first: START, last: START + HOUR, count: 1 });
  });

  it('is none where a page or a form gave it, or it came in no message', () => {
    expect(replied(given(begun(), { source: 'subscribe' }))).toBeUndefined();
    expect(
      replied(given(begun(), { data: { channel: 'whatsapp', basis: 'double-opt-in' } })),
    ).toBeUndefined();
    expect(replied(given(begun(), { name: 'consent.requested' }))).toBeUndefined();
  });
});
