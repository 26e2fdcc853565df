/** The product of which a message brings news, in memory: as it is now, with what the shop said of it then. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/events/event.ts';
import { productAwaited } from '../../sending/awaited.ts';
import { profile } from '../support/sender-bench.ts';
import { START } from '../support/sending.ts';

const product = (id: string, change: object) => ({
  id,
  asOf: START,
  title: `Tea ${id}`,
  categories: [],
  variants: {},
  reviews: [],
  ...change,
});

describe('the product of which a message brings news', () => {
  const back = (data: JsonObject = {}) => ({
    name: 'product.back_in_stock',
    data: { product_id: '1', variant_id: 'm', ...data },
  });
  const wish = (product_: string, variant: string, ref: string) => ({
    product: product_,
    variant,
    by: { wanted: START },
    ref,
  });
  const awaited = async (
    trigger: Parameters<typeof productAwaited>[1],
    records: Readonly<Record<string, JsonObject>> = {},
    stock = 0,
  ) => {
    const named: unknown[] = [];
    const many_ = async (ids: readonly string[]) => {
      named.push(ids);
      return [product('1', { variants: { m: { stock } } })];
    };
    const wishes = [wish('2', 'm', 't#2'), wish('1', 's', 't#s'), wish('1', 'm', 't#m')];
    const now = await productAwaited(
      { products: { many: many_ } } as never,
      trigger,
      { ...profile, wishes },
      async (ref) => {
        const data = records[ref];
        return data && { name: 'told', data };
      },
    );
    return { now, named };
  };
  const titleOf = async (records: Readonly<Record<string, JsonObject>>) =>
    (await awaited(back(), records, 1)).now?.shown[0]?.variant;

  it('is looked up as it is now, and no other message looks for one', async () => {
    const { now, named } = await awaited(back());
    expect([now?.outOfStock, now?.changed, named]).toEqual([true, false, [['1']]]);
    for (const trigger of [undefined, { name: 'order.placed', data: {} }])
      expect(await awaited(trigger)).toEqual({ now: undefined, named: [] });
  });

  it('has what the shop said of this size when the customer met it', async () => {
    const item = (id: string, variant: string) => ({
      product_id: id,
      variant_id: variant,
      variant_title: `${id}-${variant}`,
    });
    const other = { product: { variant_title: 'other' } };
    expect(await titleOf({})).toBeUndefined();
    expect(await titleOf({ 't#2': other, 't#s': other })).toBeUndefined();
    expect(await titleOf({ 't#m': { product: { variant_title: 'Large' } } })).toBe('Large');
    const items = [item('2', 'm'), item('1', 's'), item('1', 'm')];
    expect(await titleOf({ 't#m': { items, ...other } })).toBe('1-m');
    expect(await titleOf({ 't#m': { items: items.slice(0, 2), ...other } })).toBe('1-s');
    expect(await titleOf({ 't#m': { items: items.slice(0, 1), ...other } })).toBe('other');
  });
});
