/** A product feed in the config bucket becomes the catalogue, through the front door of the function. */
import { beforeEach, describe, expect, it } from 'vitest';
import { applyToProduct } from '../../core/catalogue/catalogue.ts';
import { LIMITS } from '../../core/limits.ts';
import { createImportCatalogue } from '../../functions/import-catalogue/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createDesk, type Desk, programWith, START } from '../support/sending.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await createDesk();
  return () => desk.close();
});

const imports = async (text: string, file = 'feed.csv') => {
  const key = `catalogue/${file}`;
  desk.standIns.s3.put({ bucket: LOCAL.configBucket, key, body: Buffer.from(text) });
  return run(key);
};
const run = (key: string) =>
  createImportCatalogue(
    desk.env,
    desk.runtime,
    desk.standIns.requestHandler,
  )({ detail: { object: { key } } });
const product = async (id: string) => (await desk.products.load(id)).product;
const written = (file: string) =>
  Buffer.from(desk.standIns.s3.get(LOCAL.configBucket, `catalogue/${file}`)?.body ?? []).toString();

it('puts new products into the catalogue, with their variants together, and reports', async () => {
  const report = await imports(
    'id,item_group_id,title,price,availability\nk-1,k,Kanne,15.00 EUR,in_stock\nk-2,k,Kanne,17.00 EUR,out_of_stock\nt,,Tasse,9.00 EUR,in_stock',
  );
  expect(report).toMatchObject({ items: 3, changed: 2, unchanged: 0, faults: {} });
  expect(await product('k')).toMatchObject({
    title: 'Kanne',
    variants: { 'k-1': { price: { amount: 1500, currency: 'EUR' } }, 'k-2': { stock: 0 } },
  });
  expect(await product('t')).toMatchObject({ price: { amount: 900, currency: 'EUR' } });
  expect(JSON.parse(written('report.json'))).toEqual(report);
  expect(written('report.txt')).toContain('3 items read; 2 products changed, 0 unchanged.');
});

it('writes nothing where the same feed comes again, also after a crash in the middle', async () => {
  const feed = `id,title\n${Array.from({ length: 250 }, (_, n) => `p-${n},Artikel ${n}`).join('\n')}`;
  expect(await imports(feed)).toMatchObject({ items: 250, changed: 250 });
  desk.advance(1_000);
  expect(await imports(feed)).toMatchObject({ items: 250, changed: 0, unchanged: 250 });
  expect(await imports(feed.replace('Artikel 7\n', 'Artikel sieben\n'))).toMatchObject({ changed: 1 });
});

it('counts less than what was said after the file was put there', async () => {
  await imports('id,title,availability\nk,Kanne,in_stock');
  const later = { id: 'e', name: 'stock.changed', at: START + 60_000, source: 'shopify', identities: [] };
  const { product: known, version } = await desk.products.load('k');
  const gone = applyToProduct(known, { ...later, data: { product_id: 'k', variant_id: 'k', stock: 0 } });
  if (gone) await desk.products.save(gone, version);
  await run('catalogue/feed.csv');
  expect(await product('k')).toMatchObject({ variants: { k: { stock: 0 } } });
});

it('leaves a known count where the feed says no more than "in stock"', async () => {
  await imports('id,title,availability,quantity\nk,Kanne,in_stock,4');
  desk.advance(1_000);
  await imports('id,title,availability\nk,Kanne,in_stock');
  expect(await product('k')).toMatchObject({ variants: { k: { stock: 4 } } });
  await imports('id,title,availability\nk,Kanne,out_of_stock');
  desk.advance(1_000);
  await imports('id,title,availability\nk,Kanne,in_stock');
  expect((await product('k'))?.variants['k']).not.toHaveProperty('stock');
});

it('takes everything before a mistake, says where it is, and does not try again by itself', async () => {
  const report = await imports('<rss><item><id>1</id><title>Kanne</title></item>\n<item></rss>', 'feed.xml');
  expect(report).toMatchObject({ items: 1, changed: 1, broken: { line: 2, reason: 'xml' } });
  expect(await product('1')).toMatchObject({ title: 'Kanne' });
  expect(written('report.txt')).toContain('ABGEBROCHEN in Zeile 2');
});

it('is told of a file that was taken away by nothing, and takes no other file', async () => {
  expect(await run('catalogue/feed.tsv')).toBeUndefined();
  await expect(run('content/settings.json')).rejects.toThrow();
});

it('saves the rows of one product that stand apart, and many of one group', async () => {
  const many = Array.from({ length: 2 * LIMITS.feedBatch }, (_, n) => `v-${n},g,Gruppe`).join('\n');
  const report = await imports(`id,item_group_id,title\na-1,a,Anfang\n${many}\na-2,a,Anfang`);
  expect(report).toMatchObject({ items: 2 * LIMITS.feedBatch + 2, faults: {} });
  expect(Object.keys((await product('g'))?.variants ?? {})).toHaveLength(2 * LIMITS.feedBatch);
  expect(Object.keys((await product('a'))?.variants ?? {})).toEqual(['a-1', 'a-2']);
});

it('tells those who wait what a feed brings, once for each feed, and only where a flow does', async () => {
  const queued = () =>
    desk.standIns.sqs
      .queue(LOCAL.inputQueue)
      .peek()
      .map(({ body }) => JSON.parse(body) as { kind: string; product: string; of: readonly object[] });
  const feed = (availability: string) => `id,title,availability\nk,Kanne,${availability}`;
  await imports(feed('out_of_stock'));
  desk.advance(1_000);
  await imports(feed('in_stock'));
  expect(queued()).toEqual([]);
  await desk.publish({ ...programWith({}, { seq: 2 }), wishes: { kinds: ['wanted'], seq: 2 } });
  desk.advance(1_000);
  await imports(feed('out_of_stock'));
  desk.advance(1_000);
  await imports(feed('in_stock'));
  await run('catalogue/feed.csv');
  expect(queued()).toMatchObject([
    { kind: 'tell', product: 'k', of: [{ kind: 'back-in-stock', at: START + 3_000 }] },
  ]);
});

describe('a file of reviews', () => {
  const reviews = async (text: string, name = 'judge-me') => {
    const key = `reviews/${name}.csv`;
    desk.standIns.s3.put({ bucket: LOCAL.configBucket, key, body: Buffer.from(text) });
    return run(key);
  };
  const beside = (file: string) =>
    Buffer.from(desk.standIns.s3.get(LOCAL.configBucket, `reviews/${file}`)?.body ?? []).toString();
  const HEAD = 'title,body,rating,review_date,curated,reviewer_name,reviewer_email,product_id';

  it('fills the products that a feed described, and keeps nothing of the writers but first names', async () => {
    await imports('id,title\n8101,Ostfriesenmischung');
    const report = await reviews(
      `${HEAD}\nGut,Kräftig.,5,2026-01-02,ok,Jette Ahlers,jette@example.org,8101\n,Spam,1,2026-01-03,spam,Ben,ben@example.org,8101\n`,
    );
    expect(report).toMatchObject({ rows: 2, taken: 1, unpublished: 1, changed: 1, faults: {} });
    const kept = await product('8101');
    expect(kept).toMatchObject({ title: 'Ostfriesenmischung', reviews: [{ rating: 5, author: 'Jette' }] });
    expect(JSON.stringify(kept)).not.toContain('example.org');
    expect(beside('judge-me.report.txt')).not.toContain('example.org');
  });

  it('tells bad rows with their lines in both languages, and takes the others', async () => {
    const report = await reviews(
      'product_id;rating;body\n8101;5;Gut.\n;5;Wozu?\n8101;sechs;Nein.\n8102;4;Ja.',
    );
    expect(report).toMatchObject({ rows: 4, taken: 2, faults: { 'no-product': 1, rating: 1, date: 2 } });
    expect(JSON.parse(beside('judge-me.report.json'))).toEqual(report);
    expect(beside('judge-me.report.txt')).toContain('  Zeile 3');
    expect(beside('judge-me.report.txt')).toContain('The rating is missing or is no number from 1 to 5');
    expect((await product('8102'))?.reviews).toHaveLength(1);
  });

  it('changes nothing where it comes again, and takes back what is published no more', async () => {
    const row = (published: string) =>
      `product_id,rating,review_date,text,published\n8101,5,2026-01-02,Gut.,${published}`;
    expect(await reviews(row('true'))).toMatchObject({ changed: 1 });
    expect(await reviews(row('true'))).toMatchObject({ taken: 1, changed: 0 });
    expect(await reviews(row('false'))).toMatchObject({ taken: 0, unpublished: 1, changed: 1 });
    expect((await product('8101'))?.reviews).toEqual([]);
  });

  it('of many keeps the most helpful and newest of each product, wherever they stand', async () => {
    const rows = Array.from(
      { length: LIMITS.reviewBatch + 200 },
      (_, n) => `p${n % 3},5,${new Date(Date.UTC(2020, 0, n)).toISOString()},Text ${n},${n === 7 ? 3 : 0}`,
    );
    const report = await reviews(`product_id,rating,date,text,helpful\n${rows.join('\n')}`);
    expect(report).toMatchObject({ rows: rows.length, taken: rows.length, faults: {} });
    const last = rows.length;
    expect((await product('p1'))?.reviews.map(({ text }) => text)).toEqual(
      [7, last - 2, last - 5, last - 8, last - 11].map((n) => `Text ${n}`),
    );
  });

  it('that breaks off counts up to there, one that is gone is no error, and no other file is read', async () => {
    expect(await reviews('product_id,rating\n8101,5\n8101,"4')).toMatchObject({
      rows: 1,
      broken: { reason: 'row' },
    });
    expect(beside('judge-me.report.txt')).toContain('STOPPED at line');
    expect(await run('reviews/gone.csv')).toBeUndefined();
    await expect(run('reviews/old/names.csv')).rejects.toThrow();
    await expect(run('reviews/judge-me.report.json')).rejects.toThrow();
  });
});
