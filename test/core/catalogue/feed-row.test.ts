/** What one item of a product feed says. */
import { describe, expect, it } from 'vitest';
import { emptyFeedReport, feedReportText, withItem } from '../../../core/catalogue/feed-report.ts';
import { type FeedRow, readFeedRow } from '../../../core/catalogue/feed-row.ts';
import { LIMITS } from '../../../core/limits.ts';
import { feedIdsOf } from '../../../platforms/lookup.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const read = (row: FeedRow) =>
  readFeedRow({ id: 'k-1', title: 'Kanne', ...row }, { now: NOW, idsOf: feedIdsOf });
const data = (row: FeedRow) => {
  const reading = read(row);
  return 'data' in reading ? reading.data : undefined;
};

describe('an item of a feed', () => {
  it('states a product in the words of product.updated', () => {
    const row = {
      link: 'https://shop.example/kanne',
      image_link: 'https://shop.example/kanne.jpg',
      price: '15.00 EUR',
      availability: 'in_stock',
      quantity: '4',
      product_type: 'Küche > Tee > Kannen',
    };
    expect(read(row)).toEqual({
      product: 'k-1',
      faults: [],
      data: {
        product_id: 'k-1',
        title: 'Kanne',
        url: row.link,
        image_url: row.image_link,
        currency: 'EUR',
        price: '15.00',
        categories: ['Küche', 'Tee', 'Kannen'],
        variants: [{ variant_id: 'k-1', price: '15.00', stock: 4 }],
      },
    });
  });

  it('is a variant of its group, and of the product that a Shopify id names', () => {
    expect(data({ item_group_id: 'k' })).toMatchObject({
      product_id: 'k',
      variants: [{ variant_id: 'k-1' }],
    });
    expect(data({ id: 'shopify_DE_81_8102', item_group_id: '81' })).toMatchObject({
      product_id: '81',
      variants: [{ variant_id: '8102' }],
    });
    expect(data({ id: 'shopify_DE_81_8102', price: '9.00 EUR' })).not.toHaveProperty('price');
  });

  it.each([
    ['out_of_stock', { stock: 0 }],
    ['out of stock', { stock: 0 }],
    ['in stock', { available: true }],
    ['preorder', { available: true }],
    ['backorder', { available: true }],
  ])('that is "%s" is so', (availability, said) => {
    expect(data({ availability })).toMatchObject({ variants: [said] });
  });

  it('that is in stock with no pieces is not sold out by that', () => {
    expect(data({ availability: 'in_stock', quantity: '0' })).toMatchObject({
      variants: [{ available: true }],
    });
  });

  it('has the reduced price only while nothing of it changes by time', () => {
    const sale = { price: '15.00 EUR', sale_price: '12.00 EUR' };
    const within = (range: string) => data({ ...sale, sale_price_effective_date: range });
    expect(data(sale)).toMatchObject({ price: '12.00' });
    expect(within('2026-11-01T00:00+0100/2026-11-10T23:59+0100')).toMatchObject({ price: '15.00' });
    expect(within('2026-11-01T00:00+0100/2026-11-20T12:59+0100')).toMatchObject({ price: '15.00' });
    expect(within('2026-11-01T00:00+0100/2026-11-20T13:01+0100')).not.toHaveProperty('price');
    expect(within('2026-12-01T00:00Z/2026-12-02T00:00Z')).not.toHaveProperty('price');
    expect(within('bald')).not.toHaveProperty('price');
  });

  it.each(['15,00 EUR', 'EUR 15', 'gratis', '15.00', '15.123456 EUR'])(
    'loses a price of "%s" and says so',
    (price) => {
      expect(read({ price })).toMatchObject({ product: 'k-1', faults: ['price'] });
      expect(data({ price })).not.toHaveProperty('price');
    },
  );

  it('loses prices in two currencies and an availability that nobody knows', () => {
    expect(read({ price: '15.00 EUR', sale_price: '12.00 USD' }).faults).toEqual(['price']);
    expect(read({ availability: 'vielleicht' }).faults).toEqual(['availability']);
  });

  it('is sold at the full price from the moment in which the sale ends', () => {
    const sale = { price: '15.00 EUR', sale_price: '12.00 EUR' };
    expect(
      data({ ...sale, sale_price_effective_date: '2026-11-01T00:00+0100 / 2026-11-20T13:00+0100' }),
    ).toMatchObject({ price: '15.00' });
  });

  it.each([
    ['in_stock', '12', { stock: 12 }],
    ['preorder', '12', { available: true }],
    ['in_stock', 'about 12', { available: true }],
    ['in_stock', '12 boxes', { available: true }],
  ])(
    'that is "%s" with "%s" pieces counts what is a plain number of things in stock',
    (availability, quantity, said) => {
      const [variant] = (data({ availability, quantity })?.['variants'] ?? []) as readonly object[];
      expect(variant).toEqual({ variant_id: 'k-1', ...said });
    },
  );

  it('names its categories without blanks, and none where its path is empty', () => {
    expect(data({ product_type: 'Küche > > Tee' })?.['categories']).toEqual(['Küche', 'Tee']);
    const full = 'x'.repeat(LIMITS.categoryChars);
    expect(data({ product_type: `Küche > ${full}` })?.['categories']).toEqual(['Küche', full]);
    expect(data({ product_type: '>' })).not.toHaveProperty('categories');
  });

  it('is left out without an id, with an odd one, or without a title', () => {
    expect(readFeedRow({ title: 'Kanne' }, { now: NOW, idsOf: feedIdsOf })).toEqual({ faults: ['no-id'] });
    expect(read({ id: 'x'.repeat(201) })).toEqual({ faults: ['odd-id'] });
    expect(read({ id: 'a\u0007b' })).toEqual({ faults: ['odd-id'] });
    expect(read({ item_group_id: 'x'.repeat(201) })).toEqual({ faults: ['odd-id'] });
    expect(read({ title: ' \n ' })).toEqual({ faults: ['no-title'] });
  });

  it('shows no address but of the web, and cuts what is long', () => {
    expect(data({ link: 'javascript:alert(1)', image_link: 'data:x' })).not.toHaveProperty('url');
    expect(data({ link: 'see https://shop.example' })).not.toHaveProperty('url');
    const longest = 'http://shop.example/'.padEnd(LIMITS.urlChars, 'x');
    expect(data({ link: longest, image_link: `${longest}x` })).toMatchObject({ url: longest });
    expect(data({ image_link: `${longest}x` })).not.toHaveProperty('image_url');
    expect(data({ title: 'Kanne \n aus  Ton' })).toMatchObject({ title: 'Kanne aus Ton' });
    expect(String(data({ title: 'ä'.repeat(900) })?.['title'])).toHaveLength(LIMITS.textChars);
    expect(data({ product_type: 'a>b>c>d>e>f>g' })?.['categories']).toHaveLength(LIMITS.categoriesPerItem);
  });
});

describe('the report of a feed', () => {
  it('counts faults, and names the first of them with their lines in both languages', () => {
    let report = emptyFeedReport('catalogue/feed.csv');
    for (let line = 2; line < 200; line += 1)
      report = withItem(report, { line, id: `k-${line}`, faults: ['price'] });
    report = withItem({ ...report, broken: { line: 200, reason: 'row' } }, { line: 200, id: '', faults: [] });
    expect(report).toMatchObject({ items: 199, faults: { price: 198 } });
    expect(report.examples).toHaveLength(LIMITS.feedExamples);
    const text = feedReportText(report);
    expect(text).toContain('198 mal: Der Preis ist nicht lesbar');
    expect(text).toContain('198 times: The price cannot be read');
    expect(text).toContain('Zeile 2, id k-2');
    expect(text).toContain('STOPPED at line 200');
  });

  it('is one text, first in German and then in English, with each fault and where it was met', () => {
    const odd = [
      { line: 2, id: '', faults: ['no-id'] },
      { line: 3, id: 'k-3', faults: [] },
      { line: 4, id: 'k-4', faults: ['price', 'availability'] },
    ] as const;
    const lines = feedReportText(odd.reduce(withItem, emptyFeedReport('feed.csv'))).split('\n');
    expect(lines.map((line) => line.replace(/: [A-Z].*/, ''))).toEqual([
      'feed.csv: 3 Artikel gelesen; 0 Produkte geändert, 0 unverändert.',
      '1 mal',
      '  Zeile 2',
      '1 mal',
      '  Zeile 4, id k-4',
      '1 mal',
      '  Zeile 4, id k-4',
      '',
      'feed.csv: 3 items read; 0 products changed, 0 unchanged.',
      '1 times',
      '  line 2',
      '1 times',
      '  line 4, id k-4',
      '1 times',
      '  line 4, id k-4',
      '',
    ]);
  });
});
