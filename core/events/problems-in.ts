/**
 * Puts what a schema found wrong into one line. Only the first few places are named, because a broken list
 * can have thousands.
 */
import type * as z from 'zod';
import { LIMITS } from '../limits.ts';

/** The line names places and rules, never values. `place` turns a path into the text that names it. */
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
