/** The sender and products that are suggested: what can be bought now at its present price, or no message. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createRecommendations } from '../../adapters/dynamodb/recommendations.ts';
import { basketOf } from '../../core/catalogue/baskets.ts';
import type { ProductList } from '../../core/program/program.ts';
import { createDesk, customerOf, type Desk, knows, programWith, START } from '../support/sending.ts';

let desk: Desk;
const { profile, message } = customerOf('jette');
const items = (...ids: readonly string[]) => ids.map((product_id) => ({ product_id }));

beforeEach(async () => {
  desk = await createDesk();
  await knows(desk, { profile, message });
  return () => desk.close();
});

const sells = (id: string, change: object = {}) =>
  desk.products.save(
    {
      id,
      asOf: START,
      title: `The ${id}`,
      price: { amount: 990, currency: 'EUR' },
      categories: ['Tea'],
      variants: { 1: { stock: 9 } },
      reviews: [],
      ...change,
    },
    0,
  );

const sold = async (...orders: readonly (readonly string[])[]) => {
  const recommendations = createRecommendations(desk.table);
  for (const [index, ids] of orders.entries()) {
    const basket = basketOf({ order_id: `V-${index}`, items: items(...ids) }, START);
    if (basket) await recommendations.count(`V-${index}`, basket);
  }
};

/** A mail with these lists; `needed` are those without which it is not true. */
const mailWith = async (lists: readonly ProductList[], needed: readonly ProductList[] = lists) => {
  const shows = lists
    .map((list) => `${list}:{% for p in products.${list} %} {{ p.title }} {{ p.price }}{% endfor %};`)
    .join('');
  const template = {
    needs: needed,
    shows: lists,
    locales: { de: { subject: 'S', preheader: '', html: shows, text: shows } },
  };
  await desk.publish(programWith({}, { templates: { help: template } }));
};

const bought = (...products: readonly string[]) => ({
  id: 'V-1000',
  at: START - 1,
  status: 'placed' as const,
  products,
  ref: 't#order',
});

const reads = async (customer: object = {}) => {
  await desk.save({ ...profile, ...customer });
  await desk.deliver(message);
  return desk.mails().map(({ text }) => text.trim().replace(/\u00a0/g, ' '));
};

describe('a mail that recommends', () => {
  it('shows what goes with the cart and the orders before it, never what the customer has', async () => {
    for (const id of ['pot', 'cosy', 'sugar']) await sells(id);
    await sold(['8101', 'pot'], ['8101', 'pot'], ['8101', 'cosy'], ['8101', 'cosy'], ['8101', 'sugar']);
    await mailWith(['recommended']);
    expect(await reads({ orders: [bought('pot')] })).toEqual(['recommended: The cosy 9,90 €;']);
  });

  it('leaves out what is sold out, deleted or unknown to the catalogue', async () => {
    await sells('pot', { variants: { 1: { stock: 0 } } });
    await sells('cosy', { deleted: true });
    await sells('sugar', { price: { amount: 250, currency: 'EUR' } });
    const each = ['pot', 'cosy', 'sugar', 'never described'].map((id) => ['8101', id]);
    await sold(...each, ...each);
    await mailWith(['recommended']);
    expect(await reads()).toEqual(['recommended: The sugar 2,50 €;']);
  });

  it('stays with its reason where there is nothing to show, and leaves where it asks before it shows', async () => {
    await mailWith(['recommended', 'bestsellers']);
    expect(await reads()).toEqual([]);
    expect(desk.told()).toMatchObject([{ outcome: 'skipped', reason: 'nothing-to-show' }]);
    await desk.publish(
      programWith(
        {},
        {
          seq: 2,
          templates: {
            help: {
              needs: [],
              shows: ['recommended'],
              locales: { de: { subject: 'S', preheader: '', html: 'H', text: 'no list' } },
            },
          },
        },
      ),
    );
    await desk.deliver({ ...message, seq: 2, messageId: 'without' });
    expect(desk.mails().map(({ text }) => text)).toEqual(['no list\n']);
  });
});

describe('bestsellers', () => {
  beforeEach(async () => {
    for (const id of ['assam', 'earl', 'green']) await sells(id);
    await sells('boots', { categories: ['Football boots'] });
    const tea = [...Array.from({ length: 3 }, () => ['assam']), ['earl'], ['earl'], ['green']];
    const recommendations = createRecommendations(desk.table);
    for (const [index, ids] of [...tea, ['boots'], ['boots'], ['boots'], ['boots']].entries()) {
      const categories = [ids[0] === 'boots' ? 'Football boots' : 'Tea'];
      const lines = ids.map((product_id) => ({ product_id, categories }));
      const basket = basketOf({ order_id: `V-${index}`, items: lines }, START);
      if (basket) await recommendations.count(`V-${index}`, basket);
    }
    await mailWith(['bestsellers']);
  });

  it('are those of the categories somebody buys from, without what they have', async () => {
    expect(await reads({ orders: [bought('assam')] })).toEqual(['bestsellers: The earl 9,90 €;']);
  });

  it('are those of the shop for who has bought nothing yet', async () => {
    await desk.products.save({ id: '8101', asOf: START, categories: [], variants: {}, reviews: [] }, 0);
    expect(await reads()).toEqual(['bestsellers: The boots 9,90 € The assam 9,90 € The earl 9,90 €;']);
  });
});

describe('what was bought', () => {
  it('is shown newest first, by the words of the order where the catalogue is silent, without an old price', async () => {
    await desk.profiles.putRecord(
      {
        profileId: profile.id,
        ref: 't#order',
        inputId: 'o',
        entries: [
          {
            type: 'event',
            at: START,
            event: 'order.placed',
            eventId: 'o',
            source: 'test',
            data: { order_id: 'V-1000', items: [{ product_id: 'mug', title: 'Mug', unit_price: '7.00' }] },
          },
        ],
      },
      0,
      START + 1_000_000_000,
    );
    await sells('assam');
    await mailWith(['bought']);
    const before = { ...bought('assam'), id: 'V-999', at: START - 5, ref: 't#gone' };
    expect(await reads({ orders: [before, bought('mug')] })).toEqual(['bought: Mug  The assam 9,90 €;']);
  });
});
