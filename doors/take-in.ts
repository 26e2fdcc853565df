/**
 * What was understood goes its way, at the door and when it is replayed: stops and erasures hold first, then
 * the queue has it. What exercises somebody's rights counts once, and under the one topic it came in under.
 */
import { LIMITS } from '../core/limits.ts';
import type { Input } from '../core/state/input.ts';
import type { Understood } from '../platforms/understand.ts';
import { performActs } from './acts.ts';
import { eraseFirst } from './erasing.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { type Before, carryOutOnce } from './once.ts';

/** What went into the queue, or why nothing does and a person has to look at it. */
type TakenIn = Readonly<{ inputs: readonly Input[]; refused?: never }> | Readonly<{ refused: string }>;

export const takeIn = async (deps: IntakeDeps, understood: Understood): Promise<TakenIn> => {
  const { once: mark } = understood;
  if (mark === undefined) return { inputs: await queue(deps, understood) };
  const carried = await carryOutOnce(deps, mark, () => queue(deps, understood));
  return 'result' in carried ? { inputs: carried.result } : repeated(deps, understood, carried.before);
};

/** A stop that holds and is not yet on the timeline does no harm, the other way round does. */
const queue = async (deps: IntakeDeps, { acts, inputs }: Understood): Promise<readonly Input[]> => {
  const followed = await performActs(deps, acts);
  const ready = [...(await eraseFirst(deps, inputs)), ...followed];
  await deps.queues.sendInputs(ready);
  return ready;
};

/**
 * Platforms deliver again within days. The very same words after that are the shop's once more, or somebody's
 * who kept them: only a person can tell. The erasure of a shop waits for one anyway.
 */
const repeated = async (deps: IntakeDeps, { inputs }: Understood, before: Before): Promise<TakenIn> => {
  if (before.kind === 'other') return { refused: 'it was taken in before with another meaning' };
  if (deps.now() - before.at <= LIMITS.redeliveryMs) return { inputs: [] };
  if (!inputs.every(({ kind }) => kind === 'erase-shop'))
    return { refused: 'the very same was carried out days ago' };
  await deps.queues.sendInputs(inputs);
  return { inputs };
};
