/** Who is in a segment is the same whether it is followed from event to event or looked up anew at any moment. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../../core/conditions/evaluate.ts';
import { anyCondition, fact, TIERS } from '../../../support/conditions.ts';
import { DAY } from '../../../support/flows.ts';
import { type Happening, happening, tell } from '../../../support/happenings.ts';
import { runs } from '../../../support/runs.ts';
import { storyOf } from '../../../support/story.ts';
import { moving, programWith } from '../../../support/watches.ts';

const lately = fact('orders.last_at', { newerThan: { ms: 45 * DAY, days: 45 } });

type Story = ReturnType<typeof storyOf>;

describe('membership', () => {
  test('that is followed equals membership that is looked up, at every moment until the armed timer', () => {
    fc.assert(
      fc.property(
        anyCondition,
        fc.array(happening, { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (condition, happenings, share) => {
          const flows = [moving('any'), moving('any', { when: 'left' })];
          const program = programWith(flows, { segments: { any: condition, lately }, tiers: TIERS });
          const story = storyOf(program).consents();
          for (const { after, ...what } of [
            ...happenings,
            { ...happenings[0], after: 400 * DAY } as Happening,
          ]) {
            story.passes(after);
            isFollowed(story, program, condition, share);
            tell(story, { after, ...what });
            isFollowed(story, program, condition, share);
          }
          takeTurns(story);
        },
      ),
      { numRuns: runs(150) },
    );
  });
});

type Program = ReturnType<typeof programWith>;

/** A timer fires in the minute after its moment; until that moment nothing may have changed. */
const isFollowed = (
  story: Story,
  program: Program,
  condition: Parameters<typeof evaluate>[0],
  share: number,
) => {
  const [profile, now] = [story.profile(), story.now()];
  const until = profile.watch?.dueAt ?? now + 1_000 * DAY;
  const moments = until <= now ? [] : [now, until - 1, now + Math.floor((until - 1 - now) * share)];
  for (const at of moments)
    expect(evaluate(condition, { profile, program, since: at, now: at })).toBe(profile.members?.['any']);
};

/** Coming and going take turns, and begin with coming. */
const takeTurns = (story: Story) => {
  const moves = story.told.flatMap((entry) =>
    entry.type === 'event' && entry.event.startsWith('segment.') && entry.data['segment'] === 'any'
      ? [entry.event]
      : [],
  );
  expect(moves).toEqual(moves.map((_, index) => (index % 2 === 0 ? 'segment.entered' : 'segment.left')));
  expect(moves.length % 2 === 1).toBe(story.profile().members?.['any']);
};
