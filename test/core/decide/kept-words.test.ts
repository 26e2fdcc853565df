/** What stays of many words: the newest of them by their own dates, in whatever order they are heard. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { HOUR, programOf } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';

const begun = () => storyOf(programOf([]));

describe('an event', () => {
  it.each(['newest first', 'oldest first'])('about one cart too many gives up the oldest, told %s', (how) => {
    const ages = Array.from({ length: LIMITS.checkoutsPerProfile + 1 }, (_, n) => n);
    const story = begun();
    for (const age of how === 'newest first' ? ages : ages.toReversed())
      story.hears(
        'checkout.updated',
        { checkout_id: `c-${age}`, items: [{ product_id: '8101', quantity: 1 }] },
        { ago: age * HOUR },
      );
    const kept = story.profile().carts.map(({ id }) => id);
    expect(kept.toSorted()).toEqual(
      ages
        .slice(0, -1)
        .map((age) => `c-${age}`)
        .toSorted(),
    );
  });

  it('by a clock that runs ahead is the last of its name, whatever older one is heard after it', () => {
    const story = begun().hears('acme.ping', {}, { statedAt: START + HOUR });
    story.hears('acme.ping', {}, { ago: HOUR });
    expect(story.profile().history['acme.ping']).toEqual({
      ...{ first: START - HOUR, last: START, count: 2 },
      lastAhead: { source: 'test', statedAt: START + HOUR },
    });
  });
});
