/**
 * One run for one shop: page after page, the oldest change first, from where the last run came to. The place
 * is written after each page, and only if nobody else moved it: what is read twice is a repeat, and nothing
 * is left out.
 */
import { LIMITS } from '../../core/limits.ts';
import type { Reconciliation } from '../../core/ports/reconciliations.ts';
import type { OrdersAsked, OrdersPage } from '../../core/ports/shop-orders.ts';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { ReconcileDeps } from './deps.ts';
import { takeOrders } from './take-orders.ts';

export type Reconciled = Readonly<{
  platform: string;
  /** Orders that were looked at. */
  orders: number;
  /** Events that no webhook had told of. */
  missed: number;
  /** `done`: up to the present. `more`: the next run goes on. `elsewhere`: another run is at it. */
  ended: Ended;
  why?: string;
  seenUpTo: Instant;
}>;

type Ended = 'done' | 'more' | 'elsewhere' | 'later' | 'refused';

/** How far a run has come. */
type Walk = {
  known: Reconciliation | undefined;
  asked: OrdersAsked;
  /** True while the stretch is one that an earlier run began. */
  resumed: boolean;
  orders: number;
  missed: number;
  ended?: Ended;
  why?: string;
};

export const reconcile = async (deps: ReconcileDeps, platform: string): Promise<Reconciled> => {
  const began = deps.now();
  const known = await deps.reconciliations.read(platform);
  const asked = known?.open ?? stretchFrom(known?.seenUpTo, began);
  const walk: Walk = { known, asked, resumed: known?.open !== undefined, orders: 0, missed: 0 };
  for (let pages = 0; walk.ended === undefined; pages += 1) {
    if (pages >= LIMITS.reconcilePages || deps.now() - began > LIMITS.reconcileRunMs) walk.ended = 'more';
    else await takePage(deps, platform, walk, began);
  }
  const { orders, missed, ended, why } = walk;
  const seenUpTo = walk.known?.seenUpTo ?? walk.asked.since;
  return present({ platform, orders, missed, ended, why, seenUpTo });
};

/**
 * What changed a moment ago is left to its webhook; what changed just before the last stretch is looked at
 * again.
 */
const stretchFrom = (seenUpTo: Instant | undefined, now: Instant): OrdersAsked => {
  const since = seenUpTo === undefined ? now - LIMITS.reconcileFirstMs : seenUpTo - LIMITS.reconcileOverlapMs;
  const until = now - LIMITS.reconcileSettleMs;
  return { since: Math.min(until, Math.max(since, now - LIMITS.reconcileBackMs)), until };
};

const takePage = async (deps: ReconcileDeps, platform: string, walk: Walk, began: Instant): Promise<void> => {
  const page = await readPage(deps, platform, walk.asked, began + LIMITS.reconcileRunMs);
  if (page.kind !== 'page') {
    walk.ended = page.kind;
    walk.why = page.why;
    // A place that the shop does not take any more would never be taken: the stretch begins anew.
    if (page.kind === 'refused' && !page.credentials && walk.known?.open)
      await restart(deps, platform, walk.known);
    return;
  }
  walk.orders += page.orders.length;
  walk.missed += await takeOrders(deps, platform, page);
  const next = after(walk.known, walk.asked, page);
  if (!(await deps.reconciliations.write(platform, next, walk.known))) {
    walk.ended = 'elsewhere';
    return;
  }
  walk.known = next;
  if (!next.open && !walk.resumed) walk.ended = 'done';
  walk.asked = next.open ?? stretchFrom(next.seenUpTo, began);
  walk.resumed &&= next.open !== undefined;
};

const after = (
  known: Reconciliation | undefined,
  { since, until }: OrdersAsked,
  { next: cursor }: OrdersPage,
): Reconciliation => {
  const version = (known?.version ?? 0) + 1;
  return cursor === undefined
    ? { seenUpTo: until, version }
    : { seenUpTo: known?.seenUpTo ?? since, open: { since, until, cursor }, version };
};

const restart = async (
  { reconciliations }: ReconcileDeps,
  platform: string,
  { open: _open, ...known }: Reconciliation,
): Promise<void> => {
  await reconciliations.write(platform, { ...known, version: known.version + 1 }, known);
};

/** Reads a page, some times where the shop asks for a pause that is short enough. */
const readPage = async (
  { orders, pause, now }: ReconcileDeps,
  platform: string,
  asked: OrdersAsked,
  deadline: Instant,
): Promise<OrdersPage | ShopRefusal> => {
  for (let attempt = 1; ; attempt += 1) {
    const page = await orders.read(platform, asked);
    if (page.kind !== 'later' || attempt >= LIMITS.reconcileAttempts) return page;
    const wait = page.afterMs ?? PAUSE_MS * attempt;
    if (wait > LIMITS.reconcilePauseMs || now() + wait > deadline) return page;
    await pause(wait);
  }
};

const PAUSE_MS = 1_000;
