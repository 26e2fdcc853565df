/** Products and variations of WooCommerce. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Doorway, freshWorld, onlyEvent, openDoor, type World } from '../../support/door.ts';
import { fromWoocommerce } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const product = {
  id: 210,
  name: 'Salz &amp; Pfeffer &#8211; Set',
  permalink: 'https://moorhof.example/produkt/salz/',
  type: 'simple',
  status: 'publish',
  purchasable: true,
  manage_stock: true,
  stock_quantity: 7,
  stock_status: 'instock',
  backorders: 'no',
  price: '12.90',
  categories: [{ id: 1, name: 'K&uuml;che', slug: 'kueche' }],
  images: [{ id: 3, src: 'https://moorhof.example/salz.jpg' }],
  variations: [],
  date_created_gmt: '2026-11-01T08:00:00',
  date_modified_gmt: '2026-11-20T08:00:00',
};

describe('a product of WooCommerce', () => {
  const told = async (change: object, topic = 'product.updated') => {
    await door(fromWoocommerce(topic, { ...product, ...change }));
    return onlyEvent(world).event;
  };

  test('reads as it does on its page; its stock is that of the whole', async () => {
    expect(await told({})).toMatchObject({ name: 'product.updated', at: Date.parse('2026-11-20T08:00:00Z') });
    expect(onlyEvent(world).event.data).toEqual({
      product_id: '210',
      title: 'Salz & Pfeffer – Set',
      url: 'https://moorhof.example/produkt/salz/',
      image_url: 'https://moorhof.example/salz.jpg',
      categories: ['Küche'],
      variants: [{ variant_id: '210', stock: 7 }],
    });
  });

  test.each([
    [{ stock_status: 'outofstock' }, { stock: 0 }],
    [{ status: 'draft' }, { stock: 0 }],
    [{ status: 'private' }, { stock: 0 }],
    [{ purchasable: false }, { stock: 0 }],
    [{ manage_stock: false, stock_quantity: null }, { uncounted: true }],
    [{ backorders: 'notify', stock_quantity: -2, stock_status: 'onbackorder' }, { uncounted: true }],
  ])('with %j has %j', async (change, stock) => {
    expect((await told(change)).data.variants).toEqual([{ variant_id: '210', ...stock }]);
  });

  test('with variations lists them all; each tells of itself', async () => {
    const whole = await told({ type: 'variable', variations: [214, 215], manage_stock: false });
    expect(whole.data).toMatchObject({
      complete: true,
      variants: [{ variant_id: '210', uncounted: true }, { variant_id: '214' }, { variant_id: '215' }],
    });
    world.sent.length = 0;
    const one = await told({ id: 214, parent_id: 210, type: 'variation', name: '500 g', stock_quantity: 3 });
    expect(one.data).toEqual({
      product_id: '210',
      variants: [{ variant_id: '214', title: '500 g', stock: 3 }],
    });
  });

  test('that was deleted may come back, so it is sold out', async () => {
    await door(fromWoocommerce('product.deleted', { id: 210 }));
    expect(onlyEvent(world).event.data).toEqual({
      product_id: '210',
      variants: [{ variant_id: '210', stock: 0 }],
    });
  });
});
