/** The templates that a version of a flow may send, to customers or to the shop. */
import type { CompiledFlow } from '../program/program.ts';

export const templatesSent = ({ steps }: CompiledFlow): readonly string[] =>
  Object.values(steps).flatMap((step) => {
    if (step.kind === 'notify') return [step.template];
    if (step.kind !== 'send') return [];
    return step.fallback ? [step.template, step.fallback.template] : [step.template];
  });
