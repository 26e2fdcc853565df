/** Decides whether, and from when, a customer who has been through a flow may enter it again. */

import { aboutIn } from '../../gate/about-enrollment.ts';
import { LIMITS } from '../../limits.ts';
import type { CompiledFlow } from '../../program/program.ts';
import { type About, isSameThing } from '../../state/about.ts';
import { endedOf } from '../../state/ended-enrollments.ts';
import type { EndedEnrollment, Profile } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { plannedDue } from '../../time/planned-due.ts';
import { zoneOf } from '../../time/zone.ts';
import type { Draft } from '../draft.ts';

/** What an enrollment is about, and which event began it. */
export type Begun = Readonly<{ about?: About | undefined; startedBy?: string | undefined }>;

/** True where both were begun by the same event, or the flow does not ask which it was. */
export const isBegunBySame = ({ trigger }: CompiledFlow, a: Begun, b: Begun): boolean =>
  trigger.per !== 'order-event' || a.startedBy === b.startedBy;

/** The last enrollment of the flow, or the last about this very order. */
export const lastAbout = (
  lastEnrollments: Profile['lastEntries'],
  flow: CompiledFlow,
  { about, startedBy }: Begun,
): EndedEnrollment | undefined => {
  const last = lastEnrollments[flow.id];
  if (!about) return last;
  return endedOf(last).find((ended) => {
    const of = aboutIn(flow, ended);
    return of !== undefined && isSameThing(of, about) && isBegunBySame(flow, ended, { startedBy });
  });
};

/** True where the customer is in the flow for as many orders as may be at once; in any other flow they are once. */
export const hasAllRuns = ({ profile }: Pick<Draft, 'profile'>, { id }: CompiledFlow): boolean =>
  profile.enrollments.filter(({ flow }) => flow === id).length >= LIMITS.enrollmentsAboutPerFlow;

type Asked = Pick<Draft, 'rules'> & Readonly<{ profile: Profile }>;
type Again = Readonly<{ flow: CompiledFlow; last: EndedEnrollment | undefined; at: Instant }>;

export const mayReenter = (asked: Asked, { at, ...again }: Again): boolean => {
  const from = reentryFrom(asked, again);
  return from !== 'never' && at >= from;
};

/** The earliest moment of re-entry; -Infinity where nothing stands against it. */
export const reentryFrom = (
  { profile, rules }: Asked,
  { flow: { reentry }, last }: Omit<Again, 'at'>,
): Instant | 'never' => {
  if (!last || reentry.kind === 'always') return Number.NEGATIVE_INFINITY;
  if (reentry.kind === 'never') return 'never';
  return plannedDue(reentry.wait, last.endedAt, () => zoneOf(profile.person, rules.program.settings).zone);
};
