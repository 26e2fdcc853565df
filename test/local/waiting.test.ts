/** Who waits for a product hears of it, by the public routes: asked first, only what is true, and once. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EditedContent, editedContent, withSettings } from '../support/edited-content.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
let content: EditedContent;

const tells = (template: string) => ({ id: 'tell', send: { channel: 'email', template } });
const flow = (trigger: object, steps: readonly object[] = [tells('news')]): string =>
  JSON.stringify({ name: { de: 'f', en: 'f' }, status: 'live', trigger, reentry: { after: '7d' }, steps });
const FLOWS = {
  back: flow({ catalogue: 'back-in-stock' }),
  fall: flow({ catalogue: 'price-drop', by: 10, for: ['viewed', 'carted'] }),
  // What is left is said as it is when the mail leaves: an hour after the news.
  few: flow({ catalogue: 'low-stock', for: ['carted'] }, [{ id: 'hour', wait: '1h' }, tells('few')]),
};
const TEMPLATE = `<mjml><mj-head><mj-title>{% for p in products.wanted %}[{{ p.id }}] [{{ p.title }}] [{{ p.variant }}] [{{ p.price }}] [{{ p.lowest_price }}]{% endfor %}</mj-title>
<mj-preview>.</mj-preview></mj-head><mj-body><mj-section><mj-column><mj-text>{{ shop.name }} <a href="{{ links.unsubscribe }}">x</a></mj-text></mj-column></mj-section></mj-body></mjml>`;

beforeAll(async () => {
  content = editedContent(withSettings({ quietHours: null, frequencyCap: null }));
  for (const [name, text] of Object.entries(FLOWS))
    writeFileSync(join(content.folder, 'flows', `${name}.json`), text);
  const few = TEMPLATE.replaceAll(/\[.*\]/g, '{% if p.low_stock %}only {{ p.low_stock }} left{% endif %}');
  for (const locale of ['de', 'en'])
    for (const [name, text] of Object.entries({ news: TEMPLATE, few }))
      writeFileSync(join(content.folder, 'templates', `${name}.${locale}.mjml`), text);
  system = await startSystem('2026-11-20T09:00:00Z', { contentFolder: content.folder });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

const person = (name: string) => ({ email: `${name}@example.org`, first_name: name, locale: 'de-DE' });
const consents = (name: string) =>
  system.tell('consent.given', {
    customer: person(name),
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { confirmed_at: '2026-11-01T09:00:00Z', source: 'form', text_version: '1' },
  });
const tea = (id: string, more: object = {}) => ({
  product_id: id,
  title: `Tee ${id}`,
  url: `https://shop.example/${id}`,
  price: '20.00',
  currency: 'EUR',
  ...more,
});
const stock = async (product_id: string, count: number, variant_id?: string) => {
  // Of two words of one moment the one that sells less counts.
  await system.advance('1m');
  await system.tell('stock.changed', { product_id, stock: count, ...(variant_id ? { variant_id } : {}) });
};
const mailsTo = async (name: string) =>
  (await system.mails())
    .filter(({ to, flow: id }) => to.includes(`${name}@`) && ['back', 'fall', 'few'].includes(id))
    .map(({ subject }) => subject);

describe('a product that comes back', () => {
  it('is told to who asked, carted and viewed, once, and not to who has bought it', async () => {
    for (const name of ['asker', 'carter', 'viewer', 'buyer', 'silent']) await consents(name);
    await system.tell('product.updated', tea('1'));
    await stock('1', 0);
    await system.tell('product.wanted', { customer: person('asker'), product: tea('1') });
    await system.tell('product.viewed', { customer: person('viewer'), product: tea('1') });
    await system.tell('product.viewed', { customer: person('buyer'), product: tea('1') });
    await system.tell('cart.updated', {
      customer: person('carter'),
      cart_id: 'k-1',
      currency: 'EUR',
      items: [{ product_id: '1', title: 'Tee 1', quantity: 1, unit_price: '20.00' }],
    });
    await system.advance('1h');
    await system.tell('order.placed', {
      order_id: 'V-1',
      customer: person('buyer'),
      currency: 'EUR',
      total: '20.00',
      items: [{ product_id: '1', quantity: 1 }],
    });
    await stock('1', 40);
    await system.advance('1d');
    for (const name of ['asker', 'carter', 'viewer'])
      expect(await mailsTo(name)).toEqual(['[1] [Tee 1] [] [20,00 €] []']);
    expect(await mailsTo('buyer')).toEqual([]);
    await stock('1', 0);
    await stock('1', 40);
    await system.advance('1d');
    expect(await mailsTo('asker')).toHaveLength(1);
  });

  it('answers no wish for another size, and tells of each product for itself', async () => {
    await consents('medium');
    const shirt = (s: number, m: number) =>
      tea('2', {
        variants: [
          { variant_id: 's', stock: s },
          { variant_id: 'm', stock: m },
        ],
      });
    await system.tell('product.updated', shirt(0, 0));
    await system.tell('product.updated', tea('3', { variants: [{ variant_id: 'x', stock: 0 }] }));
    const want = (id: string, variant_id: string) =>
      system.tell('product.wanted', {
        customer: person('medium'),
        product: { ...tea(id), variant_id, variant_title: `Size ${variant_id}` },
      });
    await want('2', 'm');
    await want('3', 'x');
    await system.tell('product.updated', shirt(9, 0));
    await system.advance('2h');
    expect(await mailsTo('medium')).toEqual([]);
    await stock('2', 4, 'm');
    await system.advance('2h');
    expect(await mailsTo('medium')).toEqual(['[2] [Tee 2] [Size m] [20,00 €] []']);
    await stock('3', 4, 'x');
    await system.advance('2h');
    expect(await mailsTo('medium')).toHaveLength(2);
  });

  it('is told while the stock lasts: ten people for one piece, who asked first', async () => {
    const names = Array.from({ length: 14 }, (_, index) => `many${index}`);
    await system.tell('product.updated', tea('4'));
    await stock('4', 0);
    for (const [index, name] of names.entries()) {
      await consents(name);
      await system.tell(index === 13 ? 'product.wanted' : 'product.viewed', {
        customer: person(name),
        product: tea('4'),
      });
    }
    await stock('4', 1);
    await system.advance('1h');
    const told = async () =>
      (await Promise.all(names.map(mailsTo))).flatMap((mails, index) => (mails.length > 0 ? [index] : []));
    expect(await told()).toHaveLength(10);
    expect(await told()).toContain(13);
    await stock('4', 2);
    await system.advance('1h');
    expect(await told()).toHaveLength(14);
  });

  it('reaches nobody who was erased, and nothing of them stays', async () => {
    await consents('gone');
    await system.tell('product.updated', tea('5'));
    await stock('5', 0);
    await system.tell('product.wanted', { customer: person('gone'), product: tea('5') });
    await system.tell('customer.erased', { customer: person('gone') });
    await system.advance('1h');
    await stock('5', 3);
    await system.advance('1d');
    expect(await mailsTo('gone')).toEqual([]);
  });

  it('is told once to somebody who asked under two names that turn out to be one person', async () => {
    await consents('double');
    await system.tell('product.updated', tea('8'));
    await stock('8', 0);
    await system.tell('product.wanted', { customer: person('double'), product: tea('8') });
    await system.tell('product.wanted', { customer: { customer_id: '8801' }, product: tea('8') });
    await system.tell('customer.updated', { customer: { ...person('double'), customer_id: '8801' } });
    await system.advance('1h');
    await stock('8', 9);
    await system.advance('1d');
    expect(await mailsTo('double')).toEqual(['[8] [Tee 8] [] [20,00 €] []']);
  });
});

describe('stock that runs low', () => {
  const carts = async (name: string, product_id: string) => {
    await consents(name);
    await system.tell('cart.updated', {
      customer: person(name),
      cart_id: `k-${name}`,
      currency: 'EUR',
      items: [{ product_id, title: 'Tee', quantity: 1, unit_price: '20.00' }],
    });
    await system.advance('1m');
  };

  it('is told with the number that is left when the mail leaves, to who has it in the cart', async () => {
    await system.tell('product.updated', tea('9'));
    await stock('9', 20);
    await carts('few', '9');
    await system.tell('product.viewed', { customer: person('asker'), product: tea('9') });
    await stock('9', 4);
    await stock('9', 2);
    await system.advance('2h');
    expect(await mailsTo('few')).toEqual(['only 2 left']);
  });

  it.each([
    ['plenty', 'there is plenty again', 30],
    ['none', 'nothing is left', 0],
  ])('is not told to %s: by then %s', async (name, _why, left) => {
    await system.tell('product.updated', tea(name));
    await stock(name, 20);
    await carts(name, name);
    await stock(name, 3);
    await stock(name, left);
    await system.advance('2h');
    expect(await mailsTo(name)).toEqual([]);
  });
});

describe('a price that falls', () => {
  const price = (id: string, amount: string) => system.tell('product.updated', tea(id, { price: amount }));
  const view = async (name: string, id: string, amount: string) => {
    await consents(name);
    await system.tell('product.viewed', { customer: person(name), product: tea(id, { price: amount }) });
  };

  it('is told to who saw it at least so much higher', async () => {
    await price('6', '20.00');
    await view('high', '6', '20.00');
    await view('low', '6', '18.50');
    await system.advance('31d');
    await view('high', '6', '20.00');
    await view('low', '6', '18.50');
    await price('6', '18.00');
    await system.advance('1d');
    expect(await mailsTo('high')).toEqual(['[6] [Tee 6] [] [18,00 €] [20,00 €]']);
    expect(await mailsTo('low')).toEqual([]);
  });

  it('is no fall where it was as low within 30 days, and is not told once it has risen again', async () => {
    await price('7', '20.00');
    await price('7', '15.00');
    await price('7', '20.00');
    await view('saver', '7', '20.00');
    await price('7', '16.00');
    await system.advance('1d');
    expect(await mailsTo('saver')).toEqual([]);
    await price('7', '14.00');
    await price('7', '19.00');
    await system.advance('1d');
    expect(await mailsTo('saver')).toEqual([]);
    await price('7', '13.00');
    await system.advance('1d');
    expect(await mailsTo('saver')).toEqual(['[7] [Tee 7] [] [13,00 €] []']);
  });
});
