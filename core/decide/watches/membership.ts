/**
 * Tells which named conditions of the program (its segments and thresholds) a customer has come to fulfil, or
 * fulfils no more, since the last decision. Nothing is started here; look.ts does that.
 */
import { holderOf, known } from '../../conditions/evaluate.ts';
import { changerOf } from '../../conditions/next-change.ts';
import { readsOf, type Same, together } from '../../conditions/reads.ts';
import { present } from '../../present.ts';
import type { Program, WatchedCondition } from '../../program/program.ts';
import { namesSomebody } from '../../state/empty-profile.ts';
import type { Profile } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { type Draft, patch } from '../draft.ts';
import { isAhead } from './timed.ts';

/** Whether the customer fulfilled the condition before this decision, and does now. */
export type Standing = Readonly<{ of: string; was: boolean; is: boolean }>;

/** Looks at every watched condition, and writes down what is true now. */
export const lookAtMembership = (draft: Draft): readonly Standing[] => {
  const watched = watchedBy(draft);
  if (watched.all.length === 0) return withoutMembership(draft);
  const asked = draft.looks > 0 ? watched.all : mayHaveTurned(draft, watched);
  draft.noneTurned = asked.length === 0;
  if (draft.noneTurned) return NOBODY_MOVED;
  const facts = known(factsAt(draft, draft.profile, draft.now));
  const standings = watched.all.map((one): Standing => {
    const was = wasIn(draft, one);
    return { of: one.of, was, is: asked.includes(one) ? holderOf(one.where)(facts) : was };
  });
  if (standings.some(({ of, is }) => draft.profile.members?.[of] !== is) || isPruned(draft, standings))
    patch(draft, { members: Object.fromEntries(standings.map(({ of, is }) => [of, is])) });
  return standings;
};

/** A profile that names nobody, like the marker of an erasure, is in nothing. */
const watchedBy = ({ profile, rules: { program } }: Draft): WatchedIn =>
  namesSomebody(profile) ? watchedIn(program) : NOTHING;

const NOTHING = { all: [], reads: [] };

/** `reads` are the parts of a profile on which it depends; absent where it is asked anew every time. */
type Watched = WatchedCondition & Readonly<{ of: string; reads: readonly Same[] | undefined }>;

/** All of a program, and all that they read. */
type WatchedIn = Readonly<{ all: readonly Watched[]; reads: readonly Same[] | undefined }>;

/** Listed once for a program, because every decision asks twice. */
const watchedIn = (program: Program): WatchedIn => {
  const before = listed.get(program);
  if (before) return before;
  const all = Object.entries(program.watched ?? {}).map(
    ([of, condition]): Watched => ({ ...condition, of, reads: readsOf(condition.where, program) }),
  );
  const watched = { all, reads: together(all.map(({ reads }) => reads)) };
  listed.set(program, watched);
  return watched;
};

const listed = new WeakMap<Program, WatchedIn>();

/**
 * Those that this decision may have turned. All others are as the last decision of the same program has
 * written down: nothing that they read has changed, and time has turned none before the armed timer fires.
 */
const mayHaveTurned = (draft: Draft, watched: WatchedIn): readonly Watched[] => {
  const { before, profile, input, rules } = draft;
  const isKnown =
    before.seq === rules.program.seq &&
    !before.unsettled &&
    before.members &&
    before.members === profile.members &&
    before.watch === profile.watch &&
    input.kind !== 'absorb';
  if (!isKnown || (before.watch && !isAhead(draft, before.watch))) return watched.all;
  return areSame(watched.reads, before, profile)
    ? NONE_TURNED
    : watched.all.filter(({ reads }) => !areSame(reads, before, profile));
};

const NONE_TURNED: readonly Watched[] = [];

const areSame = (reads: readonly Same[] | undefined, before: Profile, profile: Profile): boolean => {
  if (!reads) return false;
  for (const isSame of reads) if (!isSame(before, profile)) return false;
  return true;
};

const withoutMembership = (draft: Draft): readonly Standing[] => {
  if (draft.profile.members) delete draft.profile.members;
  return [];
};

const isPruned = ({ profile: { members = NONE } }: Draft, standings: readonly Standing[]): boolean =>
  Object.keys(members).length !== standings.length;

const NONE = {};
const NOBODY_MOVED: readonly Standing[] = [];

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
const wasIn = (draft: Draft, { of, where, seq, at }: Watched): boolean => {
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

/**
 * The next moment at which time alone may change any of it, where it is not the timer of before that is armed
 * for it; exact where it comes by the horizon.
 */
export const nextMembershipChange = (draft: Draft, horizon: Instant): Instant | undefined => {
  const watched = draft.noneTurned ? NONE_TURNED : mayHaveTurned(draft, watchedBy(draft));
  if (watched.length === 0) return undefined;
  const facts = { ...known(factsAt(draft, draft.profile, draft.now)), horizon };
  let first: Instant | undefined;
  for (const { where } of watched) {
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
