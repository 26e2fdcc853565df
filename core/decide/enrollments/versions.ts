/** Decides with which version of an edited flow an enrollment goes on, and at which step (rule 7). */

import type { CompiledFlow, CompiledStep, Program } from '../../program/program.ts';
import type { Enrollment } from '../../state/profile.ts';

/**
 * The version that holds for an enrollment: the live one under `follow`, the one it entered under `finish`;
 * undefined where the enrollment has to end.
 */
export const versionFor = (
  program: Program,
  enrollment: Pick<Enrollment, 'flow' | 'seq'>,
): CompiledFlow | undefined => {
  const live = program.flows[enrollment.flow];
  if (!live || enrollment.seq >= live.since || live.onEdit === 'follow') return live;
  if (live.onEdit === 'only-new') return undefined;
  return live.earlier.find((version) => version.since <= enrollment.seq) ?? live;
};

/**
 * The step of an enrollment, or the next surviving one where the step is gone; undefined where none survives.
 */
export const stepOf = (
  flow: CompiledFlow,
  stepId: string,
): Readonly<{ step: CompiledStep; moved: boolean }> | undefined => {
  const step = flow.steps[stepId];
  if (step) return { step, moved: false };
  const next = flow.removed[stepId];
  const survivor = next === undefined || next === null ? undefined : flow.steps[next];
  return survivor ? { step: survivor, moved: true } : undefined;
};
