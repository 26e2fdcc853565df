/** Files of other tools, known by their columns: what their rows say. */
import { describe, expect, test } from 'vitest';
import { formatOf } from '../../../platforms/exports/formats.ts';
import { takeLine, takeRows } from '../../../platforms/exports/take.ts';

const AT = Date.parse('2026-11-20T08:00:00Z');
const context = { key: 'k', at: AT, now: AT };

/** What a file of these rows says, each as `event at` and its data. */
const read = (name: string, [headings = [], ...rows]: readonly (readonly string[])[]) => {
  const cells = rows.map((row, index) => ({ line: index + 2, cells: row }));
  const known = formatOf({ name, headings, first: cells[0] });
  if (!known) return { format: undefined, told: [], stops: [] };
  const taken = takeRows(cells, known, context);
  if ('rejected' in taken)
    return { format: known.format.name, rejected: taken.rejected, told: [], stops: [] };
  const told = taken.inputs.map(({ event, history }) => ({
    what: `${event.name} ${new Date(event.at).toISOString().slice(0, 16)}`,
    data: event.data as Record<string, never>,
    source: event.source,
    evidence: event.identities.map(({ kind, by }) => `${kind} ${by ?? 'typed'}`),
    history,
  }));
  return { format: known.format.name, told, stops: taken.stops, mark: taken.mark };
};
const what = (...file: Parameters<typeof read>) => read(...file).told.map((one) => one.what);
const customer = (...file: Parameters<typeof read>) => read(...file).told[0]?.data['customer'];

describe('Klaviyo', () => {
  const headings = [
    'Email',
    'Klaviyo ID',
    'Email Marketing Consent',
    'Email Marketing Consent Timestamp',
    'Email Suppressions',
    'Phone Number',
    'Country',
    'Last Active',
    'Shoe Size',
  ];
  const row = (consent: string, at: string, suppressions = '') =>
    read('people.csv', [
      headings,
      [
        'Jette@Example.ORG ',
        '01A',
        consent,
        at,
        suppressions,
        "'+491713920011",
        'Deutschland',
        '2026-01-02 03:04:05',
        '39',
      ],
    ]);

  test('a consent with a date is a single opt-in of that date, and the record counts as of the last activity', () => {
    const { told, format } = row('SUBSCRIBED', '2025-03-01 10:00:00');
    expect(format).toBe('klaviyo');
    expect(told).toMatchObject([
      {
        what: 'customer.updated 2026-01-02T03:04',
        history: true,
        source: 'klaviyo',
        evidence: ['email typed'],
        data: {
          customer: {
            email: 'jette@example.org',
            phone: '+491713920011',
            country: 'DE',
            attributes: { shoe_size: 39, last_active: '2026-01-02 03:04:05' },
          },
        },
      },
      { what: 'consent.given 2025-03-01T10:00', data: { basis: 'single-opt-in' } },
    ]);
  });

  test.each([
    ['USER_SUPPRESSED', 'suppression.added', 'manual'],
    ['["HARD_BOUNCE"]', 'suppression.added', 'bounce'],
    ['INVALID_EMAIL', 'suppression.added', 'bounce'],
    ['SPAM_COMPLAINT', 'suppression.added', 'complaint'],
    ['UNSUBSCRIBED', 'consent.withdrawn', 'unsubscribe'],
    ['some new reason', 'suppression.added', 'manual'],
  ])('%s wins over SUBSCRIBED', (suppression, event, by) => {
    const { told, stops } = row('SUBSCRIBED', '2025-03-01 10:00:00', suppression);
    expect(told.map((one) => one.what)).toEqual([
      'customer.updated 2026-01-02T03:04',
      `${event} 2026-11-20T08:00`,
    ]);
    expect(stops).toMatchObject([{ address: 'jette@example.org', at: AT, by }]);
  });

  test('a consent without a date is none and a tag; who never subscribed has neither', () => {
    const { told } = row('SUBSCRIBED', '');
    expect(told).toHaveLength(1);
    expect(told[0]?.data['customer']).toMatchObject({ tags: ['consent.unproven'] });
    expect(row('NEVER_SUBSCRIBED', '').told[0]?.data['customer']).not.toHaveProperty('tags');
  });

  test('the same row is the same however the columns stand', () => {
    const one = read('a.csv', [headings, ['a@example.org', '1', 'SUBSCRIBED', '', '', '', '', '', '']]);
    const other = read('b.csv', [
      ['Klaviyo ID', 'Email', 'Email Marketing Consent'],
      ['1', ' a@example.org', 'SUBSCRIBED'],
    ]);
    expect(one.mark).toBe(other.mark);
  });
});

describe('Mailchimp', () => {
  const own = ['MEMBER_RATING', 'OPTIN_TIME', 'OPTIN_IP', 'CONFIRM_TIME', 'CONFIRM_IP', 'CC', 'TAGS'];
  const basis = (...cells: readonly string[]) =>
    read('audience.csv', [
      ['E-Mail-Adresse', 'Vorname', ...own],
      ['a@example.org', 'Anna', ...cells],
    ]).told.map(({ what: one, data }) => `${one} ${data['basis'] ?? ''}`);

  test('a double opt-in is one whose two times differ and beside which an address stands', () => {
    const asked = '2024-05-01 10:00:00';
    const confirmed = '2024-05-01 10:05:00';
    expect(basis('2', asked, '192.0.2.1', confirmed, '192.0.2.1', 'DE', '')[1]).toBe(
      'consent.given 2024-05-01T10:05 double-opt-in',
    );
    for (const cells of [
      [asked, '', confirmed, ''],
      [confirmed, '192.0.2.1', confirmed, '192.0.2.1'],
      ['', '', confirmed, '192.0.2.1'],
    ])
      expect(basis('2', ...cells, 'DE', '')[1]).toBe('consent.given 2024-05-01T10:05 single-opt-in');
    expect(basis('2', '', '', '', '', 'DE', '')).toEqual(['customer.updated 2026-11-20T08:00 ']);
  });

  test('columns of one name lose nothing, and the audience names its own in any language', () => {
    const headings = [
      'Mi correo',
      'Vorname',
      'Vorname',
      ...own,
      'UNSUB_TIME',
      'UNSUB_CAMPAIGN_ID',
      'UNSUB_CAMPAIGN_ID',
    ];
    const { told, stops } = read('unsub.csv', [
      headings,
      [
        'a@example.org',
        '',
        'Anna',
        '2',
        '',
        '',
        '',
        '',
        'DE',
        '"tea","vip"',
        '2025-01-01 00:00:00',
        '',
        'c1',
      ],
    ]);
    expect(told[0]?.data['customer']).toMatchObject({ first_name: 'Anna', tags: ['tea', 'vip'] });
    expect(told[1]?.what).toBe('consent.withdrawn 2025-01-01T00:00');
    expect(stops).toMatchObject([{ by: 'unsubscribe' }]);
  });

  test('cleaned addresses bounced', () => {
    const file = [
      ['Email Address', ...own, 'CLEAN_TIME'],
      ['a@example.org', '1', '', '', '', '', '', '', '2025-02-01 00:00:00'],
    ];
    expect(what('cleaned.csv', file)[1]).toBe('suppression.added 2025-02-01T00:00');
    expect(read('cleaned.csv', file).stops).toMatchObject([{ by: 'bounce' }]);
  });
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

test('a list of addresses is one of suppressions only where its name says so, with a heading or without', () => {
  expect(read('suppressed.csv', [['Email'], ['a@example.org']])).toMatchObject({
    format: 'suppressions',
    stops: [{ address: 'a@example.org', by: 'manual' }],
  });
  expect(read('suppress.csv', [['a@example.org'], ['b@example.org']])).toMatchObject({
    format: 'suppressions',
  });
  expect(read('people.csv', [['Email'], ['a@example.org']])).toMatchObject({ format: undefined });
  expect(
    read('people.csv', [
      ['a', 'b'],
      ['1', '2'],
    ]),
  ).toMatchObject({ format: undefined });
});

describe('a line of our own events', () => {
  const line = (value: unknown) =>
    takeLine({ line: 1, cells: [typeof value === 'string' ? value : JSON.stringify(value)] }, context);
  const order = {
    type: 'order.placed',
    timestamp: '2025-05-01T10:00:00Z',
    data: { order_id: 'A-1', currency: 'EUR', total: '4.00', customer: { email: 'a@example.org' } },
  };

  test('is an event of the past, the same by its order whatever else it says', () => {
    const [one, other] = [line(order), line({ ...order, data: { ...order.data, total: '5.00' } })];
    expect(one).toMatchObject({
      inputs: [{ history: true, event: { name: 'order.placed', source: 'standard' } }],
    });
    expect('mark' in one && 'mark' in other && one.mark === other.mark).toBe(true);
  });

  test.each([
    ['{', 'no-json'],
    [[], 'no-json'],
    [{ type: 'order.placed' }, 'no-date'],
    [{ ...order, timestamp: undefined }, 'no-date'],
    [{ ...order, data: { ...order.data, customer: {} } }, 'no-address'],
    [{ ...order, data: {} }, 'not-understood'],
    [{ ...order, data: { ...order.data, total: 'much' } }, 'odd-amount'],
    [{ ...order, type: 'message.bounced' }, 'not-understood'],
    [{ ...order, type: 'customer.erased' }, 'rights'],
    [JSON.stringify(order).replace('A-1', 'A-\ufffd'), 'unreadable'],
  ])('%j is rejected as %s', (value, reason) => {
    expect(line(value)).toEqual({ rejected: reason });
  });
});
