/** What a feed says of a product, row by row: dated as the file, and whole where the rows are saved in parts. */
import { expect, it } from 'vitest';
import { emptyFeedReport } from '../../core/catalogue/feed-report.ts';
import type { Product } from '../../core/catalogue/product.ts';
import { LIMITS } from '../../core/limits.ts';
import { importFeed } from '../../functions/import-catalogue/import-feed.ts';
import { gather } from '../../functions/import-catalogue/statements.ts';

const NOW = Date.UTC(2026, 10, 20, 18);
const row = (id: string, group: string) => ({
  line: 1,
  values: {
    id,
    item_group_id: group,
    title: 'Assam',
    link: 'https://shop.example/a',
    availability: 'in_stock',
  },
});

it('a product counts from when the file was put there, because webhooks may have said more since', () => {
  const saidAt = (at: number) =>
    gather({ report: emptyFeedReport('feed'), statements: [] }, row('1', '1'), { at, now: NOW }).statements[0]
      ?.events[0]?.at;
  expect([saidAt(NOW - 60_000), saidAt(NOW + 60_000)]).toEqual([NOW - 60_000, NOW]);
});

it('a product whose rows go on behind a full batch is saved once, with all of its variants', async () => {
  const saves: Product[] = [];
  async function* rows() {
    for (let n = 0; n < LIMITS.feedBatch; n += 1) yield row(`p${n}`, `p${n}`);
    for (const variant of ['v1', 'v2', 'v3']) yield row(variant, 'whole');
  }
  await importFeed(
    {
      feeds: {
        open: async () => ({ at: NOW, rows: rows() }),
        breakIn: () => undefined,
        report: async () => {},
      },
      products: {
        loadAll: async (ids: readonly string[]) => ids.map((id) => ({ id, version: 0 })),
        load: async () => ({ version: 0 }),
        save: async (product: Product) => {
          saves.push(product);
          return true;
        },
      },
      queues: { sendInputs: async () => {} },
      live: async () => undefined,
      now: () => NOW,
    } as never,
    'catalogue/feed.csv',
  );
  expect(saves).toHaveLength(LIMITS.feedBatch + 1);
  expect(saves.at(-1)).toMatchObject({ id: 'whole' });
  expect(JSON.stringify(saves.at(-1))).toMatch(/v1.*v2.*v3/);
});
