/** How far a shop has been asked for its orders, in memory: no stretch is left out, whatever ends a run. */
import { expect, it } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import type { Reconciliation } from '../../core/ports/reconciliations.ts';
import type { OrdersAsked } from '../../core/ports/shop-orders.ts';
import { reconcile } from '../../functions/reconcile/reconcile.ts';

const NOW = Date.UTC(2026, 10, 20, 18);
const HOUR = 3_600_000;
const UNTIL = NOW - LIMITS.reconcileSettleMs;
type Page = Readonly<{ kind: string; orders?: readonly unknown[]; next?: string; why?: string }>;

const runOver = async (pages: readonly Page[], known?: Reconciliation) => {
  const asked: OrdersAsked[] = [];
  const written: Reconciliation[] = [];
  const deps = {
    now: () => NOW,
    pause: async () => {},
    keys: async () => {
      throw new Error('the keys are away');
    },
    reconciliations: {
      read: async () => known,
      write: async (_platform: string, next: Reconciliation) => {
        written.push(next);
        return true;
      },
    },
    orders: {
      read: async (_platform: string, what: OrdersAsked) => {
        asked.push(what);
        return { orders: [], shop: 'tea.example', why: 'HTTP 401', ...pages[asked.length - 1] };
      },
    },
  };
  const ended = await reconcile(deps as never, 'shopify').catch(String);
  return { asked, written, ended };
};
const PAGE = { kind: 'page' };

it('a run looks once more at what changed just before the last one, and leaves the newest to webhooks', async () => {
  const { asked, written } = await runOver([PAGE], { seenUpTo: NOW - HOUR, version: 3 });
  expect(asked).toEqual([{ since: NOW - HOUR - LIMITS.reconcileOverlapMs, until: UNTIL }]);
  expect(written).toEqual([{ seenUpTo: UNTIL, version: 4 }]);
});

it('a run that breaks off keeps its place, and counts nothing as seen before the end of its stretch', async () => {
  const known = { seenUpTo: NOW - HOUR, version: 3 };
  const { written, ended } = await runOver([{ ...PAGE, next: 'c-2' }, { kind: 'refused' }], known);
  const since = NOW - HOUR - LIMITS.reconcileOverlapMs;
  expect(written[0]).toEqual({
    seenUpTo: NOW - HOUR,
    open: { since, until: UNTIL, cursor: 'c-2' },
    version: 4,
  });
  expect(ended).toMatchObject({ ended: 'refused', seenUpTo: NOW - HOUR });
  // The place that the shop takes no more is left, by a write that another run would notice.
  expect(written[1]).toEqual({ seenUpTo: NOW - HOUR, version: 5 });
});

it('the first run that breaks off has seen nothing beyond where it began', async () => {
  const { written } = await runOver([{ ...PAGE, next: 'c-2' }, { kind: 'refused' }]);
  const since = NOW - LIMITS.reconcileFirstMs;
  expect(written[0]).toMatchObject({ seenUpTo: since, open: { since, until: UNTIL, cursor: 'c-2' } });
  expect(written[1]).toEqual({ seenUpTo: since, version: 2 });
});

it('a clock that was set back asks for no stretch that ends before it begins', async () => {
  const { asked } = await runOver([PAGE], { seenUpTo: NOW + 9 * HOUR, version: 3 });
  expect(asked).toEqual([{ since: UNTIL, until: UNTIL }]);
});

it('a run that ends an older stretch goes on up to the present', async () => {
  const open = { since: NOW - 5 * HOUR, until: NOW - 4 * HOUR, cursor: 'c-9' };
  const { asked, ended } = await runOver([PAGE, PAGE], { seenUpTo: NOW - 6 * HOUR, open, version: 3 });
  expect(asked).toEqual([open, { since: NOW - 4 * HOUR - LIMITS.reconcileOverlapMs, until: UNTIL }]);
  expect(ended).toMatchObject({ ended: 'done', seenUpTo: UNTIL });
});

it('the place moves only once the orders of a page are taken in', async () => {
  const { written, ended } = await runOver([{ ...PAGE, orders: [{ odd: 'order' }] }]);
  expect([written, ended]).toEqual([[], 'Error: the keys are away']);
});
