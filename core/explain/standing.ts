/** Finds where one customer stands with each flow: inside it, free to enter, or not before a certain time. */
import { reentryFrom } from '../decide/enrollments/may-reenter.ts';
import { present } from '../present.ts';
import type { CompiledFlow } from '../program/program.ts';
import type { Rules } from '../program/rules.ts';
import type { ReasonCode } from '../reason.ts';
import type { EnrollmentEnd, Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';

export type Standing = Readonly<{ flow: string; name: CompiledFlow['name'] }> &
  (
    | Readonly<{ place: 'inside'; step: string; dueAt: Instant; deferredFor?: ReasonCode }>
    /** The next fitting event starts the flow. */
    | Readonly<{ place: 'open' }>
    | Readonly<{ place: 'later'; from: Instant; end: EnrollmentEnd }>
    | Readonly<{ place: 'never-again'; end: EnrollmentEnd }>
    | Readonly<{ place: 'paused' | 'draft' }>
  );

export const standingsOf = (profile: Profile, rules: Rules, now: Instant): readonly Standing[] =>
  Object.values(rules.program.flows).map((flow) => standingIn(flow, profile, rules, now));

const standingIn = (flow: CompiledFlow, profile: Profile, rules: Rules, now: Instant): Standing => {
  const { id, name, status } = flow;
  const inside = profile.enrollments.find((enrollment) => enrollment.flow === id);
  if (inside) {
    const { step, dueAt, deferredFor } = inside;
    return { flow: id, name, place: 'inside', step, dueAt, ...present({ deferredFor }) };
  }
  if (status === 'draft') return { flow: id, name, place: 'draft' };
  if (status === 'paused' || rules.controls.paused.includes(id)) return { flow: id, name, place: 'paused' };
  const last = profile.lastEntries[id];
  const from = reentryFrom({ profile, rules }, { flow, last });
  if (last && from === 'never') return { flow: id, name, place: 'never-again', end: last.end };
  if (last && from !== 'never' && from > now) return { flow: id, name, place: 'later', from, end: last.end };
  return { flow: id, name, place: 'open' };
};
