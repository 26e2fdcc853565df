/** Why a customer got a message or did not, told to people and programs in both languages. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../../core/explain/explain.ts';
import { whyOf } from '../../../core/explain/why.ts';
import { shownTimeline } from '../../../core/privacy/shown-timeline.ts';
import { cartFlow, controlsOf, HOUR, programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const program = programOf([cartFlow()]);
type Story = ReturnType<typeof storyOf>;

const whyIn = (story: Story) =>
  whyOf('jette@example.org', {
    timeline: shownTimeline(story.records, []),
    explanation: explain(
      story.profile(),
      { program, controls: controlsOf(), testReachesEveryone: true },
      story.now(),
    ),
    flowNames: { 'abandoned-cart': { de: 'Warenkorb', en: 'Cart' } },
  });

describe('the explanation of a customer', () => {
  it('tells what happened, the oldest first, with the flow, the outcome and the reason', () => {
    const why = whyIn(
      storyOf(program)
        .cart()
        .passes(2 * HOUR),
    );
    expect(why.identity).toBe('jette@example.org');
    expect(why.sentences.map(({ at }) => at)).toEqual(why.sentences.map(({ at }) => at).toSorted());
    expect(why.sentences[0]).toMatchObject({ text: { en: 'Cart at the checkout.' } });
    expect(why.sentences).toContainEqual(
      expect.objectContaining({ outcome: 'skipped', reason: 'no-legal-basis' }),
    );
    expect(why.stands.map(({ en }) => en)).toContainEqual(expect.stringContaining('not allowed'));
  });

  it('tells what leaves next, in both languages', () => {
    const { planned } = whyIn(storyOf(program).consents().cart());
    expect(planned[0]).toMatchObject({
      flow: 'abandoned-cart',
      text: {
        de: expect.stringContaining('aus „Warenkorb“ geht hinaus'),
        en: expect.stringContaining('of “Cart” leaves'),
      },
    });
    expect(planned[0]).not.toHaveProperty('reason');
  });

  it('names what a planned message waited for last', () => {
    const story = storyOf(program).consents().cart();
    const rules = { program, controls: controlsOf(), testReachesEveryone: true };
    const explanation = explain(story.profile(), rules, story.now());
    const [from, until] = [story.now(), story.now() + HOUR];
    const waits = [
      { reason: 'quiet-hours', from, until },
      { reason: 'frequency-cap', from, until },
    ] as const;
    const planned = explanation.planned.map((message) => ({ ...message, waits }));
    const told = whyOf('jette@example.org', {
      timeline: [],
      explanation: { ...explanation, planned },
      flowNames: {},
    });
    expect(told.planned[0]).toMatchObject({ reason: 'frequency-cap' });
  });

  it('says of a planned message why it will not leave', () => {
    const { planned } = whyIn(storyOf(program).cart());
    expect(planned[0]).toMatchObject({ reason: 'no-legal-basis' });
  });
});
