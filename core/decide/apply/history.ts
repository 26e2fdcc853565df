/** Counts events and keeps lists within their bounds. */
import { LIMITS } from '../../limits.ts';
import type { Profile } from '../../state/profile.ts';
import { isCounted } from '../bounds/counted.ts';
import { oldestOf } from '../bounds/oldest.ts';
import { type Draft, patch } from '../draft.ts';

export const applyHistory = (draft: Draft, name: string, at: number): void => {
  const known = draft.profile.history[name];
  const next = known
    ? { first: Math.min(known.first, at), last: Math.max(known.last, at), count: known.count + 1 }
    : { first: at, last: at, count: 1 };
  patch(draft, { history: withRoomFor(draft, name, { ...draft.profile.history, [name]: next }) });
};

type History = Profile['history'];

/** Drops the event that no flow can ask for and that was not heard for the longest time (rule 9). */
const withRoomFor = ({ rules: { program } }: Draft, name: string, history: History): History => {
  const names = Object.keys(history);
  if (names.length <= LIMITS.eventNamesPerProfile) return history;
  const unasked = names.filter((other) => other !== name && !isCounted(other, program.settings));
  const oldest = oldestOf(unasked.map((other) => ({ other, at: history[other]?.last ?? 0 })));
  return oldest
    ? Object.fromEntries(Object.entries(history).filter(([key]) => key !== oldest.other))
    : history;
};

export const keepNewest = <T extends { at: number }>(items: readonly T[], limit: number): readonly T[] =>
  items.length <= limit ? items : [...items].sort((a, b) => a.at - b.at).slice(-limit);
