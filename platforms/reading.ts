/** Reads single values of a platform's payload, whatever platform it is. */
import * as z from 'zod';
import { readTime } from '../core/events/event-fields.ts';
import { problemsIn } from '../core/events/problems-in.ts';
import type { Instant } from '../core/time/instant.ts';

/** A value of any type; core/events/event-data checks it later. */
export const anything = z.unknown().optional();

export const firstText = (...candidates: readonly unknown[]): string | undefined =>
  candidates.find(
    (candidate): candidate is string => typeof candidate === 'string' && candidate.trim() !== '',
  );

/** The first of several times that can be read. */
export const timeOf = (...candidates: readonly unknown[]): Instant | undefined =>
  candidates
    .map((candidate) => (typeof candidate === 'string' ? readTime(candidate) : undefined))
    .find((at) => at !== undefined);

export const problemOf = (error: z.ZodError): Readonly<{ problem: string }> => ({
  problem: problemsIn(error),
});
