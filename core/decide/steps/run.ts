/** The state of one enrollment while it runs through one version of a flow, within one decision. */

import type { CompiledFlow } from '../../program/program.ts';
import type { Enrollment } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';

export type Run = {
  enrollment: Enrollment;
  readonly flow: CompiledFlow;
  /** A message was decided in this decision, so the next wait counts from now. */
  sentNow: boolean;
};

/** The next step, and the time from which its wait counts. */
export type Moved = Readonly<{ next: string | null; time: Instant }> | 'stopped';
