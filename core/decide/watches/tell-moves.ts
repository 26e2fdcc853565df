/** Makes our own events of comings and goings, which any flow may wait for. */
import { membershipEvent, tierIn } from '../../events/membership-events.ts';
import type { Draft } from '../draft.ts';
import type { Standing } from './membership.ts';

export const tellMoves = (draft: Draft, standings: readonly Standing[]): void => {
  const segments = draft.rules.program.segments ?? {};
  for (const { of, is } of standings.filter(({ was, is: now }) => was !== now)) {
    const tier = tierIn(of);
    if (tier !== undefined) tellTier(draft, tier, standings);
    else if (Object.hasOwn(segments, of))
      emit(draft, is ? 'segment.entered' : 'segment.left', { segment: of });
  }
};

/** Who falls from gold to silver has reached nothing, and who loses a tier is in it no more. */
const tellTier = (draft: Draft, tier: string, standings: readonly Standing[]): void => {
  const ranks = (draft.rules.program.tiers ?? []).map(({ id }) => id);
  const held = (when: 'was' | 'is') =>
    standings.filter((standing) => standing[when]).map(({ of }) => ranks.lastIndexOf(tierIn(of) ?? ''));
  const rank = ranks.lastIndexOf(tier);
  if (held('is').includes(rank) && held('was').every((other) => other < rank))
    emit(draft, 'tier.reached', { tier });
};

const emit = (
  draft: Draft,
  name: Parameters<typeof membershipEvent>[0],
  data: Parameters<typeof membershipEvent>[1],
): void => {
  if (draft.emitsLeft <= 0) return;
  draft.emitsLeft -= 1;
  const { profile, now, input, looks } = draft;
  const cause = `${input.inputId}:${now}:${looks}`;
  draft.emitted.push({
    event: membershipEvent(name, data, { at: now, profileId: profile.id, cause }),
    depth: 1,
  });
};
