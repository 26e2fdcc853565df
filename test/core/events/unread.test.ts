/** A value that is present and cannot be read costs no other field, and is never lost in silence. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gravelyUnread, parseEventData } from '../../../core/events/event-data.ts';
import { runs } from '../../support/runs.ts';

const order = { order_id: 'o-1', currency: 'EUR', total: '12.90' };

const read = (data: object, name = 'order.placed') => {
  const parsed = parseEventData(name, data);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed;
};

describe('an amount', () => {
  test.each(['15,12', '1.299,00', '15.12 EUR', '€15.12', '1e5', true, {}, ['1']])(
    'that is %j is told, and no other takes its place',
    (total) => {
      const parsed = read({ ...order, total, items: [{ product_id: '1', quantity: 2, unit_price: '5.00' }] });
      expect(parsed.unread).toEqual(['total']);
      expect(parsed.data).not.toHaveProperty('total');
      expect(gravelyUnread(parsed.unread)).toEqual(['total']);
    },
  );

  test.each([
    ['€', ['currency']],
    ['EURO', ['currency']],
    [null, ['currency']],
    [undefined, ['currency']],
  ])('in the currency %s is told', (currency, unread) => {
    expect(read({ ...order, currency }).unread).toEqual(unread);
  });

  test('of a line is told by its place without the value', () => {
    const items = [
      { product_id: '1', unit_price: '5,00' },
      { product_id: '2', unit_price: '4.00' },
    ];
    const parsed = read({ ...order, items });
    expect(parsed.unread).toEqual(['items[].unit_price']);
    expect(parsed.data.items).toMatchObject([{ product_id: '1' }, { product_id: '2', unit_price: '4.00' }]);
    expect(JSON.stringify(parsed)).not.toContain('5,00');
  });

  test('of nothing at all is nothing to tell', () => {
    for (const total of [undefined, null, '', ' ', []])
      expect(parseEventData('order.placed', { order_id: 'o-1', total }), JSON.stringify(total)).toEqual({
        ok: true,
        data: { order_id: 'o-1' },
      });
  });
});

describe('a field', () => {
  test.each([
    [{ customer: { email: 'no address', customer_id: '1' } }, ['customer.email']],
    [{ customer: { phone: '123', country: 'Germany' } }, ['customer.country', 'customer.phone']],
    [{ customer: { phone: {} } }, ['customer.phone']],
    [{ customer: 'Jette' }, ['customer']],
    [{ customer: { locale: '??', birthday: '1985-02-29' } }, ['customer.locale', 'customer.birthday']],
    [
      { items: [{ quantity: 'two' }, 7, { url: 'javascript:alert(1)' }] },
      ['items[].quantity', 'items[]', 'items[].url'],
    ],
    [{ items: 'none' }, ['items']],
    [{ url: 'shop.example/o' }, ['url']],
    [{ discount_codes: ['A', 7] }, ['discount_codes[]']],
  ])('that cannot be read is told: %j', (more, unread) => {
    const parsed = read({ ...order, ...more });
    expect(parsed.unread?.toSorted()).toEqual(unread.toSorted());
    expect(parsed.data).toMatchObject(order);
  });

  test('of an own event is told where it is the customer', () => {
    expect(read({ customer: { email: 'x', customer_id: '1' }, note: ['anything'] }, 'acme.ping')).toEqual({
      ok: true,
      data: { customer: { customer_id: '1' }, note: ['anything'] },
      unread: ['customer.email'],
    });
  });

  test('that an entry of a list needs costs the entry', () => {
    const variants = [{ variant_id: '1', stock: '0.000' }, { stock: 3 }, { variant_id: {}, stock: 3 }];
    const parsed = read({ product_id: 'p', variants }, 'product.updated');
    expect(parsed.data.variants).toEqual([{ variant_id: '1', stock: 0 }]);
    expect(parsed.unread).toEqual(['variants[].variant_id']);
  });

  test('that the event needs is a problem in words', () => {
    const parsed = parseEventData('order.placed', { ...order, order_id: {}, total: '15,12' });
    expect(parsed).toEqual({
      ok: false,
      problem: 'data.order_id of order.placed: must be an id: text or a whole number',
    });
  });
});

test('whatever one field is, all others are read as without it', () => {
  const honest = {
    ...order,
    customer: { email: 'jette@example.org', phone: '+491713920011', locale: 'de-DE', country: 'DE' },
    items: [{ product_id: '1', title: 'Tee', quantity: 2, unit_price: '6.45' }],
  };
  const strange = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(
      fc.constantFrom('email', 'locale', 'country', 'time_zone', 'birthday'),
      strange,
      (name, value) => {
        const parsed = read({ ...honest, customer: { ...honest.customer, [name]: value } });
        const { customer, ...others } = parsed.data;
        const { customer: own, ...honestOthers } = read(honest).data;
        expect(others).toEqual(honestOthers);
        expect({ ...(customer as object), [name]: 0 }).toEqual({ ...(own as object), [name]: 0 });
      },
    ),
    { numRuns: runs(40) },
  );
});
