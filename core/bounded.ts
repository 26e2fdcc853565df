/**
 * Texts and lists of a bounded length, for what comes from outside. Zod's own bounds ask for the length of
 * whatever they are given, and an object that pretends to have one makes them throw.
 */
import * as z from 'zod';

/** What is checked behind this may rely on the length. */
const within = (least: number, most: number, what: string) =>
  ({ abort: true, error: `must have ${least} to ${most} ${what}` }) as const;

const isWithin =
  (least: number, most: number) =>
  ({ length }: Readonly<{ length: number }>): boolean =>
    length >= least && length <= most;

export const boundedText = (most: number, least = 0) =>
  z.string().refine(isWithin(least, most), within(least, most, 'characters'));

export const boundedList = <T extends z.ZodType>(one: T, most: number) =>
  z.array(one).refine(isWithin(0, most), within(0, most, 'entries'));

/** A name such as a domain, in lower case and without spaces around it. */
export const boundedName = (most: number) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .refine(isWithin(1, most), within(1, most, 'characters'));
