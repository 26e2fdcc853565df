/** What a cart costs in a message where a price has changed since the shop told of the cart. */
import { describe, expect, it } from 'vitest';
import { CART, NOW, product, viewOf } from './samples.ts';

/** Intl separates with spaces that do not break; here they are read as plain ones. */
const plain = (text: string | null | undefined): string | undefined => text?.replace(/[\u00a0\u202f]/g, ' ');

describe('a price in the cart', () => {
  const euros = (amount: number) => ({ amount, currency: 'EUR' });
  const former = (amount: number) => [{ price: euros(amount), until: NOW }];
  const shown = (change: object, name = 'checkout.updated') => {
    const items = [
      { product_id: '8101', title: 'Kluntje', quantity: 2, unit_price: '4.50', line_price: '8.00' },
    ];
    const event = { name, data: { ...CART, order_id: 'V-1', items } };
    const view = viewOf({ event, products: [product('8101', change)] });
    const { items: lines, total } = name === 'order.placed' ? view.order : view.checkout;
    return [lines[0]?.unit_price, lines[0]?.line_price, total].map(plain);
  };

  it('that the product had and has no more is the present one, and no sum is named then', () => {
    const fell = { price: euros(390), formerPrices: { '': former(450) } };
    expect(shown(fell)).toEqual(['3,90 €', '7,80 €', undefined]);
    expect(shown({ ...fell, price: euros(520) })).toEqual(['5,20 €', '10,40 €', undefined]);
  });

  it('is what the cart says where the product never had it, has it still, or where it is bought', () => {
    const asSaid = ['4,50 €', '8,00 €', '30,30 €'];
    expect(shown({ price: euros(390), formerPrices: { '': former(480) } })).toEqual(asSaid);
    expect(shown({ price: euros(390) })).toEqual(asSaid);
    expect(shown({ price: euros(450), formerPrices: { '': former(450) } })).toEqual(asSaid);
    expect(shown({ price: { amount: 390, currency: 'CHF' }, formerPrices: { '': former(450) } })).toEqual(
      asSaid,
    );
    expect(shown({ price: euros(390), formerPrices: { '': former(450) } }, 'order.placed')).toEqual(asSaid);
  });

  it('of a variant is that of the variant', () => {
    const items = [
      { product_id: '8101', variant_id: 'm', title: 'Kluntje', quantity: 1, unit_price: '4.50' },
    ];
    const formerPrices = { m: former(450), l: former(450) };
    const variants = { m: { price: euros(400) }, l: { price: euros(900) } };
    const known = product('8101', { variants, formerPrices, price: euros(700) });
    const event = { name: 'checkout.updated', data: { ...CART, items } };
    const view = viewOf({ event, products: [known] });
    expect(plain(view.checkout.items[0]?.unit_price)).toBe('4,00 €');
  });
});
