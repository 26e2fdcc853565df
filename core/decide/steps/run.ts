/** One enrollment on its way through one version of one flow, within one decision. */

import type { CompiledFlow } from '../../program/program.ts';
import type { Enrollment } from '../../state/profile.ts';

export type Run = {
  enrollment: Enrollment;
  readonly flow: CompiledFlow;
  /** A message was decided in this very decision: what follows keeps its distance from now. */
  sentNow: boolean;
};
