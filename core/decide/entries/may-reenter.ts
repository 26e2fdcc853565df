/** Whether somebody who has been through a flow may enter it again at this time. */

import type { CompiledFlow } from '../../program/program.ts';
import type { LastEntry } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { plannedDue } from '../../time/planned-due.ts';
import { zoneOf } from '../../time/zone.ts';
import type { Draft } from '../draft.ts';

type Again = Readonly<{ flow: CompiledFlow; last: LastEntry | undefined; at: Instant }>;

export const mayReenter = ({ profile, rules }: Draft, { flow: { reentry }, last, at }: Again): boolean => {
  if (!last || reentry.kind === 'always') return true;
  if (reentry.kind === 'never') return false;
  return (
    at >= plannedDue(reentry.wait, last.endedAt, () => zoneOf(profile.person, rules.program.settings).zone)
  );
};
