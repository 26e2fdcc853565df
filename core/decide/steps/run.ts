/** The state of one enrollment while it runs through one version of a flow, within one decision. */

import { present } from '../../present.ts';
import type { CompiledFlow } from '../../program/program.ts';
import { startEvents } from '../../program/starts.ts';
import type { Enrollment } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import type { Draft } from '../draft.ts';

export type Run = {
  enrollment: Enrollment;
  readonly flow: CompiledFlow;
  /** A message was decided in this decision, so the next wait counts from now. */
  sentNow: boolean;
};

/** The next step, and the time from which its wait counts. */
export type Moved = Readonly<{ next: string | null; time: Instant }> | 'stopped';
/** What the conditions of its steps are asked about. */
export const factsOf = ({ profile, rules, event, now }: Draft, { enrollment, flow }: Run) =>
  present({
    profile,
    program: rules.program,
    since: enrollment.since,
    sinceAhead: enrollment.sinceAhead,
    now,
    subject: enrollment.subject,
    event,
    startedBy: enrollment.startedBy ?? startEvents(flow.trigger)[0],
  });
