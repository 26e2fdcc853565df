/**
 * Tells which named conditions of the program (its segments and thresholds) a customer has come to fulfil, or
 * fulfils no more, since the last decision. Nothing is started here; look.ts does that.
 */
import { holderOf, known } from '../../conditions/evaluate.ts';
import { changerOf } from '../../conditions/next-change.ts';
import { present } from '../../present.ts';
import type { Program, WatchedCondition } from '../../program/program.ts';
import { namesSomebody } from '../../state/empty-profile.ts';
import type { Profile } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { type Draft, patch } from '../draft.ts';

/** Whether the customer fulfilled the condition before this decision, and does now. */
export type Standing = Readonly<{ of: string; was: boolean; is: boolean }>;

/** Looks at every watched condition, and writes down what is true now. */
export const lookAtMembership = (draft: Draft): readonly Standing[] => {
  const watched = watchedBy(draft);
  if (watched.length === 0) return withoutMembership(draft);
  const facts = known(factsAt(draft, draft.profile, draft.now));
  const standings: Standing[] = [];
  for (const [of, condition] of watched)
    standings.push({ of, was: wasIn(draft, of, condition), is: holderOf(condition.where)(facts) });
  if (standings.some(({ of, is }) => draft.profile.members?.[of] !== is) || isPruned(draft, standings))
    patch(draft, { members: Object.fromEntries(standings.map(({ of, is }) => [of, is])) });
  return standings;
};

/** A profile that names nobody, like the marker of an erasure, is in nothing. */
const watchedBy = ({ profile, rules: { program } }: Draft): readonly Watched[] =>
  namesSomebody(profile) ? watchedIn(program) : [];

type Watched = readonly [string, WatchedCondition];

/** Listed once for a program, because every decision asks twice. */
const watchedIn = (program: Program): readonly Watched[] => {
  const before = listed.get(program);
  if (before) return before;
  const watched = Object.entries(program.watched ?? {});
  listed.set(program, watched);
  return watched;
};

const listed = new WeakMap<Program, readonly Watched[]>();

const withoutMembership = (draft: Draft): readonly Standing[] => {
  const { members, ...rest } = draft.profile;
  if (members) draft.profile = rest;
  return [];
};

const isPruned = ({ profile: { members = NONE } }: Draft, standings: readonly Standing[]): boolean =>
  Object.keys(members).length !== standings.length;

const NONE = {};

const factsAt = (
  { rules: { program } }: Readonly<{ rules: { program: Program } }>,
  profile: Profile,
  now: Instant,
) => ({
  profile,
  program,
  since: now,
  now,
});

/**
 * What is written down, where a program that asks for it wrote it. Of who was known before the program asked,
 * it is what was true when that program was published; nothing was heard of them since.
 */
const wasIn = (draft: Draft, of: string, { where, seq, at }: WatchedCondition): boolean => {
  const noted = draft.profile.members?.[of];
  if (noted !== undefined && (draft.looks > 0 || seqBefore(draft) >= seq)) return noted;
  const before = draft.input.kind === 'absorb' ? draft.profile : draft.before;
  return !isNew(before) && holderOf(where)(known(factsAt(draft, before, at)));
};

/** Of whom nobody had heard before; also who begins anew after an erasure. */
const isNew = (before: Profile): boolean => !namesSomebody(before);

/** The program with which the customer was decided last, under either name. */
export const seqBefore = ({ before, input }: Draft): number =>
  input.kind === 'absorb' && isNew(before) ? input.state.seq : before.seq;

/** The next moment at which time alone may change any of it; exact where it comes by the horizon. */
export const nextMembershipChange = (draft: Draft, horizon: Instant): Instant | undefined => {
  const watched = watchedBy(draft);
  if (watched.length === 0) return undefined;
  const facts = { ...known(factsAt(draft, draft.profile, draft.now)), horizon };
  let first: Instant | undefined;
  for (const [, { where }] of watched) {
    const at = changerOf(where)(facts);
    if (at !== undefined && (first === undefined || at < first)) first = at;
  }
  return first;
};

/** Whoever fulfilled a condition under either name has been met there already. */
export const joinedMembers = (
  own: Profile['members'],
  other: Profile['members'],
): Pick<Profile, 'members'> => {
  if (!own || !other) return present({ members: own ?? other });
  const both = Object.keys({ ...other, ...own });
  return { members: Object.fromEntries(both.map((of) => [of, own[of] === true || other[of] === true])) };
};
