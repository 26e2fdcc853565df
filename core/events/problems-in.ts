/**
 * What a schema found wrong, in one line: the first few places, because a list of nothing but faults has
 * thousands.
 */
import type * as z from 'zod';
import { LIMITS } from '../limits.ts';

/** Names places and rules, never values. `place` puts what was being read before the path. */
export const problemsIn = (
  { issues }: Readonly<{ issues: readonly z.core.$ZodIssue[] }>,
  place: (path: string) => string = (path) => path,
): string => {
  const told = issues
    .slice(0, LIMITS.problemsTold)
    .map(({ path, message }) => `${place(path.join('.'))}: ${message}`);
  const more = issues.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
};
