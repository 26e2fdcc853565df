/** Decides whether, and from when, a customer who has been through a flow may enter it again. */

import type { CompiledFlow } from '../../program/program.ts';
import type { LastEnrollment, Profile } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { plannedDue } from '../../time/planned-due.ts';
import { zoneOf } from '../../time/zone.ts';
import type { Draft } from '../draft.ts';

type Asked = Pick<Draft, 'rules'> & Readonly<{ profile: Profile }>;
type Again = Readonly<{ flow: CompiledFlow; last: LastEnrollment | undefined; at: Instant }>;

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
