/** The orders of a page in memory: what was heard already is left out, and what cannot be used is kept aside. */
import { describe, expect, it } from 'vitest';
import type { Followed } from '../../core/ports/profile-store.ts';
import type { Refused } from '../../core/ports/quarantine.ts';
import type { EventInput } from '../../core/state/input.ts';
import { takeOrders } from '../../functions/reconcile/take-orders.ts';
import { knownAs } from '../support/joined.ts';
import { recordedJson } from '../support/webhooks.ts';

const PAID = Date.parse('2026-11-20T18:00:09Z');
const NOW = PAID + 60_000;
const order = (change: object = {}) => ({ ...recordedJson('woocommerce/order.created'), ...change });
const UNPAID = { date_paid: null, date_paid_gmt: null, status: 'pending', needs_payment: true };

const takes = async (orders: readonly unknown[], known: Followed = {}) => {
  const sent: EventInput[] = [];
  const kept: Refused[] = [];
  const deps = {
    now: () => NOW,
    keys: async () => ({ 1: 'first-key-first-key-first-key-first-key' }),
    profiles: { follow: async () => known },
    queues: { sendInputs: async (inputs: readonly EventInput[]) => void sent.push(...inputs) },
    quarantine: {
      keep: async (refused: Refused) => {
        kept.push(refused);
        return 'key';
      },
    },
    shopNumbers: {
      read: async () => ({ others: [] }),
      remember: async (_platform: string, shop: string) => ({ first: shop, others: [] }),
    },
    metrics: { count: () => {} },
    log: { info: () => {} },
  };
  const page = { kind: 'page', orders, shop: 'tea.example' } as const;
  const missed = await takeOrders(deps as never, 'woocommerce', page as never);
  return { missed, names: sent.map(({ event }) => event.name), reasons: kept.map(({ reason }) => reason) };
};

describe('an order of a shop that was asked', () => {
  it('tells what no webhook told of, and counts that', async () => {
    expect(await takes([order()])).toEqual({ missed: 2, names: ['order.placed', 'order.paid'], reasons: [] });
  });

  it('from before an erasure is not told, to the very moment', async () => {
    expect((await takes([order()], { erasedAt: PAID })).names).toEqual([]);
    expect((await takes([order()], { erasedAt: PAID - 1 })).names).toEqual(['order.paid']);
  });

  it('that is still a checkout is told where its cart has changed since it was heard of', async () => {
    const [told] = (await takes([order(UNPAID)])).names;
    expect(told).toBe('checkout.updated');
    const { date_modified_gmt: changed } = order() as { date_modified_gmt: string };
    const at = Date.parse(`${changed}Z`);
    const cart = (when: number) =>
      knownAs('1jette', {
        carts: [{ id: '5301', at: when, pieces: 1, products: [], ref: 't#c' }],
      });
    expect((await takes([order(UNPAID)], { profile: cart(at) })).missed).toBe(0);
    expect((await takes([order(UNPAID)], { profile: cart(at - 1) })).missed).toBe(1);
  });

  it('of which a part cannot be read is told, and the part is kept for an operator', async () => {
    const odd = order({ refunds: [{ id: 7, reason: '', total: 'twelve' }] });
    const { names, reasons } = await takes([odd]);
    expect(names).toContain('order.placed');
    expect(reasons).toEqual([expect.stringContaining('refunds')]);
  });
});
