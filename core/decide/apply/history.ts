/** Counts events and keeps lists within their bounds. */
import { LIMITS } from '../../limits.ts';
import { type Draft, patch } from '../draft.ts';

export const applyHistory = (draft: Draft, name: string, at: number): void => {
  const known = draft.profile.history[name];
  if (!known && Object.keys(draft.profile.history).length >= LIMITS.eventNamesPerProfile) return;
  const next = known
    ? { first: Math.min(known.first, at), last: Math.max(known.last, at), count: known.count + 1 }
    : { first: at, last: at, count: 1 };
  patch(draft, { history: { ...draft.profile.history, [name]: next } });
};

export const keepNewest = <T extends { at: number }>(items: readonly T[], limit: number): readonly T[] =>
  items.length <= limit ? items : [...items].sort((a, b) => a.at - b.at).slice(-limit);
