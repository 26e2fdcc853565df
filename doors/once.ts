/** Carries out what counts once: whoever comes second is told so, and what failed may come again. */
import type { Mark, Once, Standing } from '../core/ports/once.ts';
import type { Instant } from '../core/time/instant.ts';

export type OnceDeps = Readonly<{ once: Once; now: () => Instant }>;

/** How it stood already, where it is not carried out now. */
export type Before = Exclude<Standing, { kind: 'new' | 'busy' }>;
type Carried<Result> = Readonly<{ result: Result }> | Readonly<{ before: Before }>;

export const carryOutOnce = async <Result>(
  { once, now }: OnceDeps,
  mark: Mark,
  work: () => Promise<Result>,
): Promise<Carried<Result>> => {
  const standing = await once.take(mark, now());
  if (standing.kind === 'busy') throw new Error('another delivery of it is being carried out');
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
