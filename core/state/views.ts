/** The products that somebody looked at, each once, oldest first. */
import { LIMITS } from '../limits.ts';
import type { ViewFacts } from './figures.ts';

export const withViews = (
  known: readonly ViewFacts[] | undefined,
  more: readonly ViewFacts[],
): readonly ViewFacts[] => {
  const byId = new Map<string, ViewFacts>();
  for (const view of [...(known ?? []), ...more]) {
    const before = byId.get(view.id);
    if (!before || before.at <= view.at) byId.set(view.id, view);
  }
  return [...byId.values()].sort((a, b) => a.at - b.at).slice(-LIMITS.viewsPerProfile);
};
