/**
 * Performs what was understood, at the door and at a replay: stops and erasures hold first, then the queue
 * gets the inputs. An exercise of somebody's rights counts once, and only under the one topic under which it
 * came in.
 */
import { LIMITS } from '../core/limits.ts';
import type { Input } from '../core/state/input.ts';
import type { Understood } from '../platforms/understand.ts';
import { performActs } from './acts.ts';
import { asksAboutSharedNumber, eraseFirst } from './erasing.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { type Before, carryOutOnce } from './once.ts';

/** The inputs that went into the queue, or why an operator has to look at the payload instead. */
type TakenIn = Readonly<{ inputs: readonly Input[]; refused?: never }> | Readonly<{ refused: string }>;

export const takeIn = async (deps: IntakeDeps, understood: Understood): Promise<TakenIn> => {
  const { once: mark } = understood;
  if (mark === undefined) return { inputs: await queue(deps, understood) };
  // Not marked as taken in: a replay is new, once the number is one person's or the shop names the person.
  if (await asksAboutSharedNumber(deps, understood.inputs)) return { refused: SHARED_NUMBER };
  const carried = await carryOutOnce(deps, mark, () => queue(deps, understood));
  if ('result' in carried) return { inputs: carried.result };
  if (carried.before.kind !== 'busy') return repeated(deps, understood, carried.before);
  // Two deliveries came at once, or the first one broke off: performing it twice at the same time has the
  // effect of performing it once.
  const inputs = await queue(deps, understood);
  await deps.once.done(mark);
  return { inputs };
};

const SHARED_NUMBER =
  'it names nobody but by a number that several people use; an e-mail address or a customer id is needed';

/**
 * Performs the stops first: a stop that holds and is not yet on the timeline is harmless, the other way round
 * is not.
 */
const queue = async (deps: IntakeDeps, { acts, inputs }: Understood): Promise<readonly Input[]> => {
  const followed = await performActs(deps, acts);
  const ready = [...(await eraseFirst(deps, inputs)), ...followed];
  await deps.queues.sendInputs(ready);
  return ready;
};

/**
 * Handles a repeat. Platforms deliver again within days. The same body after that may come from the shop
 * again, or from somebody who kept it, so an operator has to decide. The erasure of a shop waits for an
 * operator anyway.
 */
const repeated = async (
  deps: IntakeDeps,
  { inputs }: Understood,
  before: Exclude<Before, { kind: 'busy' }>,
): Promise<TakenIn> => {
  if (before.kind === 'other') return { refused: 'it was taken in before with another meaning' };
  if (deps.now() - before.at <= LIMITS.redeliveryMs) return { inputs: [] };
  if (!inputs.every(({ kind }) => kind === 'erase-shop'))
    return { refused: 'the very same was carried out days ago' };
  await deps.queues.sendInputs(inputs);
  return { inputs };
};
