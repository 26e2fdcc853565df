/** Makes our own events of comings and goings and of points, which any flow may wait for. */
import { known } from '../../conditions/evaluate.ts';
import { nextPointsChange, pointsOf } from '../../conditions/points.ts';
import { membershipEvent, tierIn } from '../../events/membership-events.ts';
import { namesSomebody } from '../../state/empty-profile.ts';
import type { Profile } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { type Draft, patch } from '../draft.ts';
import type { Standing } from './membership.ts';
import { stillArmed } from './timed.ts';

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

/**
 * Tells of points that came or went since they were told last. Of who was known before anybody asked, it is
 * what this decision changes.
 */
export const tellPoints = (draft: Draft): void => {
  const rule = draft.rules.program.points;
  if (!rule?.told || !namesSomebody(draft.profile) || areTold(draft)) return;
  const at = (profile: Profile): number => pointsOf(profile, rule, factsOf(draft, profile));
  const before = draft.profile.points ?? at(draft.before);
  const points = at(draft.profile);
  if (draft.profile.points !== points) patch(draft, { points });
  if (points !== before) emit(draft, 'points.changed', { points, before });
};

/**
 * True where they are as the last decision of this program has told them: nothing was bought or given back
 * since, and the timer that is armed fires before the next of them expire.
 */
const areTold = (draft: Draft): boolean => {
  const { before, profile, rules } = draft;
  return (
    before.seq === rules.program.seq &&
    before.purchases !== undefined &&
    before.purchases === profile.purchases &&
    before.points !== undefined &&
    before.points === profile.points &&
    before.person.timeZone === profile.person.timeZone &&
    before.person.country === profile.person.country &&
    before.watch !== undefined &&
    stillArmed(draft) === before.watch
  );
};

/** The next moment at which points expire, where that is told and the armed timer is not the one for it. */
export const nextToldPoints = (draft: Draft, horizon: Instant): Instant | undefined => {
  const rule = draft.rules.program.points;
  if (!rule?.told || !namesSomebody(draft.profile) || areTold(draft)) return undefined;
  return nextPointsChange(draft.profile, rule, { ...factsOf(draft, draft.profile), horizon });
};

const factsOf = ({ rules: { program }, now }: Draft, profile: Profile) =>
  known({ profile, program, since: now, now });

const emit = (
  draft: Draft,
  name: Parameters<typeof membershipEvent>[0],
  data: Parameters<typeof membershipEvent>[1],
): void => {
  // Where the past has brought somebody, nobody has come just now.
  if (draft.isHistory || draft.emitsLeft <= 0) return;
  draft.emitsLeft -= 1;
  const { profile, now, input, looks } = draft;
  const cause = `${input.inputId}:${now}:${looks}`;
  draft.emitted.push({
    event: membershipEvent(name, data, { at: now, profileId: profile.id, cause }),
    depth: 1,
  });
};
