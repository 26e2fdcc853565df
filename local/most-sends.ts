/** Counts how many messages one customer gets of a flow at most: of several branches everybody goes one. */
import type { CompiledFlow, CompiledStep } from '../core/program/program.ts';

export const mostSends = ({ first, steps }: Pick<CompiledFlow, 'first' | 'steps'>): number => {
  const known = new Map<string, number>();
  const from = (id: string | null): number => {
    const step = id === null ? undefined : steps[id];
    if (!step) return 0;
    const before = known.get(step.id);
    if (before !== undefined) return before;
    const most = (step.kind === 'send' ? 1 : 0) + Math.max(0, ...waysFrom(step).map(from));
    known.set(step.id, most);
    return most;
  };
  return from(first);
};

const waysFrom = (step: CompiledStep): readonly (string | null)[] => {
  if ('next' in step) return [step.next];
  if ('yes' in step) return [step.yes, step.no];
  if (step.kind === 'switch') return [...step.cases.map(({ then }) => then), step.otherwise];
  return step.kind === 'split' ? step.branches.map(({ then }) => then) : [];
};
