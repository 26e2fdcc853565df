/** Finds where one customer stands with each flow: inside it, free to enter, or not before a certain time. */
import { reentryFrom } from '../decide/enrollments/may-reenter.ts';
import { present } from '../present.ts';
import type { CompiledFlow } from '../program/program.ts';
import type { Rules } from '../program/rules.ts';
import type { ReasonCode } from '../reason.ts';
import { type AboutShown, shownAbout } from '../state/about.ts';
import type { EnrollmentEnd, Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';

export type Standing = Readonly<{ flow: string; name: CompiledFlow['name'] }> &
  (
    | Readonly<{
        place: 'inside';
        step: string;
        dueAt: Instant;
        deferredFor?: ReasonCode;
        about?: AboutShown;
      }>
    /** The next fitting event starts the flow. */
    | Readonly<{ place: 'open' }>
    | Readonly<{ place: 'later'; from: Instant; end: EnrollmentEnd }>
    | Readonly<{ place: 'never-again'; end: EnrollmentEnd }>
    | Readonly<{ place: 'paused' | 'draft' }>
  );

export const standingsOf = (profile: Profile, rules: Rules, now: Instant): readonly Standing[] =>
  Object.values(rules.program.flows).flatMap((flow) => standingsIn(flow, profile, rules, now));

/** One for each run: a flow may have a run for each order. */
const standingsIn = (
  flow: CompiledFlow,
  profile: Profile,
  rules: Rules,
  now: Instant,
): readonly Standing[] => {
  const { id, name } = flow;
  const inside = profile.enrollments.filter((enrollment) => enrollment.flow === id);
  if (inside.length === 0) return [standingOutside(flow, profile, rules, now)];
  return inside.map(({ step, dueAt, deferredFor, about }) => {
    const more = present({ deferredFor, about: about && shownAbout(about) });
    return { flow: id, name, place: 'inside', step, dueAt, ...more };
  });
};

const standingOutside = (flow: CompiledFlow, profile: Profile, rules: Rules, now: Instant): Standing => {
  const { id, name, status, trigger } = flow;
  if (status === 'draft') return { flow: id, name, place: 'draft' };
  if (status === 'paused' || rules.controls.paused.includes(id)) return { flow: id, name, place: 'paused' };
  // Another order may begin at any time.
  if (trigger.per) return { flow: id, name, place: 'open' };
  const last = profile.lastEntries[id];
  const from = reentryFrom({ profile, rules }, { flow, last });
  if (last && from === 'never') return { flow: id, name, place: 'never-again', end: last.end };
  if (last && from !== 'never' && from > now) return { flow: id, name, place: 'later', from, end: last.end };
  return { flow: id, name, place: 'open' };
};
