/** Which orders WooCommerce is asked for: no second between two pages or two runs is left out. */
import { expect, it } from 'vitest';
import { readWoocommerceOrders } from '../../../adapters/outgoing/woocommerce-orders.ts';

const [SINCE, UNTIL] = [Date.UTC(2026, 10, 20, 10), Date.UTC(2026, 10, 20, 11)];

const asked = async (orders: readonly object[], cursor?: string) => {
  let [url, authorization] = ['', ''];
  const send = async (request: Readonly<{ url: string; headers: Readonly<Record<string, string>> }>) => {
    [url, authorization] = [request.url, request.headers['authorization'] ?? ''];
    return { status: 200, totalPages: 3, body: JSON.stringify(orders) };
  };
  const access = { send, baseUrl: 'https://tea.example', key: 'ck', secret: 'cs' };
  const range = { since: SINCE, until: UNTIL, ...(cursor === undefined ? {} : { cursor }) };
  const page = await readWoocommerceOrders(access, 'tea.example', range);
  return { page, query: Object.fromEntries(new URL(url).searchParams), authorization };
};

it('the first page begins with the second itself, which WooCommerce would leave out, in UTC', async () => {
  const { query, authorization } = await asked([]);
  expect(query).toMatchObject({
    modified_after: '2026-11-20T09:59:59Z',
    modified_before: '2026-11-20T11:00:00Z',
    dates_are_gmt: 'true',
    status: 'any',
    orderby: 'modified',
    order: 'asc',
    page: '1',
  });
  expect(authorization).toBe(`Basic ${btoa('ck:cs')}`);
});

it('the next page begins with the last order, and is counted only where one second fills a whole one', async () => {
  const later = await asked([{ date_modified_gmt: '2026-11-20T10:30:00' }]);
  const place = Date.UTC(2026, 10, 20, 10, 29, 59);
  expect(later.page).toMatchObject({ next: `${place}:1` });
  const same = await asked([{ date_modified_gmt: '2026-11-20T10:30:00' }], `${place}:1`);
  expect(same.page).toMatchObject({ next: `${place}:2` });
  expect(same.query).toMatchObject({ modified_after: '2026-11-20T10:29:59Z', page: '1' });
});
