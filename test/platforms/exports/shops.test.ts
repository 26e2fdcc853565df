/** Exports of Shopify and WooCommerce: customers and orders. */
import { describe, expect, test } from 'vitest';
import { readingOf } from '../../../platforms/exports/orders.ts';
import { customer, read, what } from '../../support/exports.ts';

test('what a file dates before its order happened when the order was placed', () => {
  const reading = readingOf({
    ...{
      orderId: 'o-1',
      customer: { email: 'jette@example.org' },
      currency: 'EUR',
      total: '9.00',
      items: [],
    },
    ...{ placedAt: 1_000, paidAt: 500, cancelledAt: 400, refunded: '1.00' },
  });
  const told = 'events' in reading ? (reading.events ?? []) : [];
  expect(told.map(({ name, at }) => `${name} ${at}`)).toEqual([
    'order.placed 1000',
    'order.paid 1000',
    'order.refunded 1000',
    'order.cancelled 1000',
  ]);
});

describe('Shopify', () => {
  test('a customer with an id is the account, without consent, and metafields are facts', () => {
    const file = [
      [
        'Customer ID',
        'First Name',
        'Email',
        'Accepts Email Marketing',
        'Default Address Country Code',
        'Default Address Zip',
        'Total Spent',
        'Total Orders',
        'Tags',
        'Birth date (customer.metafields.facts.birth_date)',
        'Size (customer.metafields.custom.size)',
      ],
      [
        "'7210448301122",
        'Jette',
        'jette@example.org',
        'yes',
        'DE',
        "'01099",
        '120.50',
        '3',
        'vip, tea',
        '1984-05-17',
        'M',
      ],
    ];
    expect(read('c.csv', file)).toMatchObject({ format: 'shopify-customers' });
    expect(read('c.csv', file).told[0]?.evidence).toEqual(['email account', 'customer account']);
    expect(customer('c.csv', file)).toMatchObject({
      customer_id: '7210448301122',
      birthday: '1984-05-17',
      tags: ['consent.unproven', 'vip', 'tea'],
      attributes: { total_spent: 120.5, total_orders: 3, size: 'M', default_address_zip: '01099' },
    });
  });

  const headings = [
    'Name',
    'Email',
    'Financial Status',
    'Paid at',
    'Currency',
    'Total',
    'Created at',
    'Lineitem quantity',
    'Lineitem name',
    'Lineitem price',
    'Cancelled at',
    'Refunded Amount',
    'Id',
    'Billing Name',
    'Discount Code',
  ];
  const head = [
    '#1001',
    'jette@example.org',
    'paid',
    '2026-05-14 11:24:00 +0200',
    'EUR',
    '40.00',
    '2026-05-14 11:23:45 +0200',
    '2',
    'Tea',
    '15.00',
    '',
    '10.00',
    "'5501",
    'Jette Ahlers',
    'TEA10',
  ];
  const more = ['#1001', 'jette@example.org', '', '', '', '', '', '1', 'Cup', '10.00', '', '', '', '', ''];

  test('an order of several rows is one order, with its payment and what was given back', () => {
    const { told } = read('orders.csv', [headings, head, more]);
    expect(told.map((one) => one.what)).toEqual([
      'order.placed 2026-05-14T09:23',
      'order.paid 2026-05-14T09:24',
      'order.refunded 2026-05-14T09:23',
    ]);
    expect(told[0]?.data).toMatchObject({
      order_id: '5501',
      order_number: '#1001',
      total: '40.00',
      currency: 'EUR',
      discount_codes: ['TEA10'],
      customer: { email: 'jette@example.org', first_name: 'Jette', last_name: 'Ahlers' },
      items: [
        { title: 'Tea', quantity: 2, unit_price: '15.00' },
        { title: 'Cup', quantity: 1 },
      ],
    });
    expect(told[2]?.data).toMatchObject({ amount: '10.00' });
  });

  test('the rest of an order without its first row says so', () => {
    expect(read('orders.csv', [headings, more])).toMatchObject({ rejected: 'no-order-head' });
    const undated = head.with(6, 'yesterday');
    expect(read('orders.csv', [headings, undated])).toMatchObject({ rejected: 'no-date' });
    expect(read('orders.csv', [headings, head.with(5, 'much')])).toMatchObject({ rejected: 'odd-amount' });
  });
});

describe('WooCommerce', () => {
  test('knows its report of customers by where the columns stand, in whatever language', () => {
    const file = [
      [
        'Name',
        'Benutzername',
        'Zuletzt aktiv',
        'Registriert',
        'E-Mail',
        'Bestellungen',
        'Gesamtausgaben',
        'AOV',
        'Land / Region',
        'Stadt',
        'Region',
        'Postleitzahl',
      ],
      [
        'Jette Ahlers',
        'jette',
        '2026-02-01 10:00:00',
        '2024-01-01 10:00:00',
        'jette@example.org',
        '3',
        '120.50',
        '40.17',
        'DE',
        'Dresden',
        'SN',
        '01099',
      ],
    ];
    expect(read('kunden.csv', file)).toMatchObject({ format: 'woocommerce-customers' });
    expect(what('kunden.csv', file)).toEqual(['customer.updated 2026-02-01T10:00']);
    expect(customer('kunden.csv', file)).toMatchObject({
      first_name: 'Jette',
      last_name: 'Ahlers',
      country: 'DE',
      attributes: { orders: 3, total_spend: 120.5, city: 'Dresden', postal_code: '01099' },
    });
  });

  test("a plug-in's orders are orders; WooCommerce's own report names nobody and says so", () => {
    const file = [
      [
        'order_id',
        'order_date',
        'status',
        'order_total',
        'order_currency',
        'billing_email',
        'customer_id',
        'line_item_1',
      ],
      [
        '77',
        '2026-03-01 10:00:00',
        'completed',
        '1.234,50',
        'EUR',
        'jette@example.org',
        '0',
        'name:Tea: green|product_id:12|quantity:2|total:20.00',
      ],
    ];
    expect(what('orders.csv', file)).toEqual([
      'order.placed 2026-03-01T10:00',
      'order.paid 2026-03-01T10:00',
    ]);
    expect(read('orders.csv', file).told[0]?.data).toMatchObject({
      total: '1234.50',
      items: [{ title: 'Tea: green', product_id: '12', quantity: 2 }],
    });
    const failed = [file[0] ?? [], (file[1] ?? []).with(2, 'failed')];
    expect(read('orders.csv', failed)).toMatchObject({ rejected: 'not-ordered' });
    const report = [
      'Date',
      'Order #',
      'N. Revenue (formatted)',
      'Status',
      'Customer',
      'Customer type',
      'Product(s)',
      'Items sold',
      'Coupon(s)',
      'Net Sales',
      'Attribution',
    ];
    expect(read('report.csv', [report, report])).toMatchObject({ rejected: 'orders-without-address' });
  });
});
