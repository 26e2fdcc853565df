/** Joins what two profiles of one person have acted on that time alone brought. */
import type { Profile } from '../../state/profile.ts';

/** What either profile has acted on is not acted on again. */
export const mergeWatched = (own: Profile['watched'], others: Profile['watched']): Profile['watched'] => {
  if (!own || !others) return own ?? others;
  const merged = { ...others };
  for (const [flow, at] of Object.entries(own)) merged[flow] = Math.max(at, merged[flow] ?? at);
  return merged;
};
