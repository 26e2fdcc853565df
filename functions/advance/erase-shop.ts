/**
 * Erases everybody whom a shop told us of, once an operator has released it or nobody has decided within the
 * waiting time. The walk over all customers runs in stretches, each begun by a timer, because Lambda cuts off
 * a chain that runs through queues alone.
 */
import { erasureOf } from '../../core/decide/person/erase.ts';
import { leavesWith } from '../../core/privacy/rights.ts';
import { fallingDue, nextStretch } from '../../core/state/erase-shop.ts';
import type { EraseShopInput } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import { timerAt } from '../../core/time/timer-at.ts';
import type { AdvanceDeps } from './deps.ts';

/**
 * Pages of one stretch. Each reads up to 500 items, so that a stretch ends well before the function's time is
 * over.
 */
const PAGES_PER_STRETCH = 10;
/** People whose records are read in parallel. */
const AT_ONCE = 20;

export const eraseShop = async (deps: AdvanceDeps, input: EraseShopInput): Promise<void> => {
  const { shop, after, go, askedAt } = input;
  if (after !== undefined || go) return walkOn(deps, input);
  if (askedAt === undefined) return letWait(deps, input);
  if (await deps.shopErasures.fallDue(shop, askedAt)) return walkOn(deps, input);
  deps.log.info('the erasure of a shop was decided before its time', { shop });
};

/**
 * Makes the erasure wait. A redelivery arms the same timer again, which has no effect; other repeats change
 * nothing while the first request stands.
 */
const letWait = async (deps: AdvanceDeps, { shop, receivedAt }: EraseShopInput): Promise<void> => {
  const { state, askedAt, runsAt } = await deps.shopErasures.ask(shop, receivedAt);
  deps.log.info('the erasure of a shop', { shop, state, askedAt, runsAt });
  if (state === 'waiting') await deps.timers.arm(fallingDue(shop, askedAt), timerAt(runsAt, deps.now()));
};

/** Sends an erasure input for every person found. Walking the same stretch twice sends the same inputs. */
const walkOn = async (deps: AdvanceDeps, walk: EraseShopInput): Promise<void> => {
  let { after } = walk;
  for (let page = 0; page < PAGES_PER_STRETCH; page += 1) {
    const { people, next } = await deps.everyone(after);
    for (let start = 0; start < people.length; start += AT_ONCE)
      await eraseFound(deps, people.slice(start, start + AT_ONCE), walk);
    if (next === undefined) return;
    after = next;
  }
  if (after === undefined) return;
  const now = deps.now();
  await deps.timers.arm(nextStretch(walk, after), timerAt(now, now));
};

/** The erasure has the date at which the walk was allowed to begin, however long it takes. */
const eraseFound = async (
  deps: AdvanceDeps,
  people: readonly Profile[],
  { shop, receivedAt }: EraseShopInput,
): Promise<void> => {
  const records = await Promise.all(people.map((person) => recordsOf(deps, person)));
  const found = people.filter((_, index) => leavesWith(records[index] ?? [], shop));
  if (found.length > 0) await deps.queues.sendInputs(found.map(({ id }) => erasureOf(id, receivedAt)));
};

const recordsOf = async ({ profiles }: AdvanceDeps, { id, absorbed }: Profile) =>
  (await Promise.all([id, ...absorbed].map((partition) => profiles.timeline(partition)))).flat();
