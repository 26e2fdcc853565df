/**
 * Carries out work that counts only once: a second attempt gets the earlier state, and failed work may be
 * tried again.
 */
import type { Mark, Once, Standing } from '../core/ports/once.ts';
import type { Instant } from '../core/time/instant.ts';

export type OnceDeps = Readonly<{ once: Once; now: () => Instant }>;

/** The earlier state, where the work is not carried out now. */
export type Before = Exclude<Standing, { kind: 'new' }>;
type Carried<Result> = Readonly<{ result: Result }> | Readonly<{ before: Before }>;

export const carryOutOnce = async <Result>(
  { once, now }: OnceDeps,
  mark: Mark,
  work: () => Promise<Result>,
): Promise<Carried<Result>> => {
  const standing = await once.take(mark, now());
  if (standing.kind !== 'new') return { before: standing };
  try {
    const result = await work();
    await once.done(mark);
    return { result };
  } catch (error) {
    // Where this fails too, the lease ends by itself.
    await once.giveBack(mark).catch(() => {});
    throw error;
  }
};
