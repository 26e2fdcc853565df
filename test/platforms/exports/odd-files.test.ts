/** Files as they come out of other hands: what is odd about them costs no row, and whatever it costs is told. */
import { describe, expect, test } from 'vitest';
import { csvCells } from '../../../adapters/feeds/csv-rows.ts';
import { decoded } from '../../../adapters/feeds/decoded.ts';
import { FeedBroken } from '../../../adapters/feeds/feed-broken.ts';
import type { FileRow } from '../../../core/ports/import-files.ts';
import { openFile } from '../../../functions/import-history/open-file.ts';
import { timeIn } from '../../../platforms/exports/values.ts';
import { read } from '../../support/exports.ts';

const HEADINGS = 'Email,Klaviyo ID,First Name,Email Marketing Consent,Email Marketing Consent Timestamp';
const rowOf = (name: string): string => `${name}@example.org,1,${name},SUBSCRIBED,2025-03-01 10:00:00`;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
const opened = (file: string | Uint8Array, name = 'people.csv') =>
  openFile(NO_SHOPS, name, csvCells(decoded(once(Buffer.from(file)))));

const NO_SHOPS = { shopNumbers: { read: async () => ({ others: [] }) } };

/** The rows of data, and the line at which reading ended where it did. */
const rowsOf = async (file: string | Uint8Array) => {
  const rows: FileRow[] = [];
  try {
    for await (const row of csvCells(decoded(once(Buffer.from(file))))) rows.push(row);
    return { rows };
  } catch (error) {
    return { rows, brokenAt: error instanceof FeedBroken ? error.line : undefined };
  }
};

describe('line ends', () => {
  test.each([
    ['Windows', '\r\n', '\r\n'],
    ['of Macs of old', '\r', '\r'],
    ['first Windows, then Unix', '\r\n', '\n'],
    ['first Unix, then Windows', '\n', '\r\n'],
    ['first Windows, then Macs of old', '\r\n', '\r'],
  ])('%s: every row is read', async (_, first, then) => {
    const { rows } = await rowsOf(
      `${HEADINGS}${first}${rowOf('a')}${then}${rowOf('b')}${first}${rowOf('c')}`,
    );
    expect(rows.map(({ cells }) => cells[2])).toEqual(['First Name', 'a', 'b', 'c']);
  });
});

describe('a row that breaks the file', () => {
  test.each([
    ['because a quotation mark never closes', '"d@example.org,1,D,,'],
    ['because it is longer than a row may be', `d@example.org,1,${'x'.repeat(5_000_000)},,`],
  ])('%s costs no row before it', async (_, broken) => {
    const { rows, brokenAt } = await rowsOf(`${HEADINGS}\n${rowOf('a')}\n${rowOf('b')}\n${broken}\n`);
    expect(rows.map(({ cells }) => cells[2])).toEqual(['First Name', 'a', 'b']);
    expect(brokenAt).toBeGreaterThanOrEqual(4);
  });
});

describe('a file that cannot be used says why', () => {
  test.each([
    ['empty', '', 'empty-file'],
    ['with nothing but empty lines', '\n \n\n', 'empty-file'],
    ['a workbook under the name of a CSV', 'PK\u0003\u0004\u0014\u0006binary', 'spreadsheet'],
    ['a list that does not say what for', 'a@example.org\nb@example.org\n', 'unknown-file'],
  ] as const)('%s', async (_, file, reason) => {
    expect(await opened(file)).toMatchObject({ unknown: reason });
  });
});

test('columns that matter are found behind hundreds of others', async () => {
  const others = Array.from({ length: 300 }, (_, index) => `Column ${index}`).join(',');
  expect(await opened(`${others},${HEADINGS}\n`)).toMatchObject({ format: 'klaviyo' });
});

describe('dates', () => {
  test.each([
    ['2025-03-14 10:05:00', '2025-03-14T10:05'],
    ['2025/03/14 10:05', '2025-03-14T10:05'],
    ['14.03.2025 10:05', '2025-03-14T10:05'],
    ['14/03/2025', '2025-03-14T00:00'],
    ['03/14/2025 10:05 PM', '2025-03-14T22:05'],
    ['3/14/2025 12:05 AM', '2025-03-14T00:05'],
    ['03/03/2025', '2025-03-03T00:00'],
  ])('%s is %s', (text, day) => {
    expect(new Date(timeIn(text) ?? 0).toISOString().slice(0, 16)).toBe(day);
  });

  test.each(['03/04/2025', '14.3.25', '31.02.2025', '13/13/2025', '03/14/2025 13:05 PM', 'last Tuesday'])(
    '%s could be several days, or none, and is no date',
    (text) => expect(timeIn(text)).toBeUndefined(),
  );
});

describe('consent in other words', () => {
  const said = (word: string) =>
    read('people.csv', [
      ['Email', 'Klaviyo ID', 'Consent', 'Consent Timestamp'],
      ['j@example.org', '1', word, '2025-03-01 10:00:00'],
    ]);

  test.each(['ja', '1', 'Abonniert', 'opted in', 'Opt-In', 'subscribed'])('%s is one', (word) => {
    expect(said(word).told.map(({ what }) => what)).toContain('consent.given 2025-03-01T10:00');
  });

  test.each(['Abgemeldet', 'opted out', 'Unsubscribed', 'widerrufen'])('%s ends it', (word) => {
    expect(said(word).stops).toMatchObject([{ address: 'j@example.org', by: 'unsubscribe' }]);
  });

  test.each(['nein', 'pending', 'NEVER_SUBSCRIBED', ''])('%j is neither', (word) => {
    expect(said(word)).toMatchObject({ stops: [], told: [{ data: { customer: {} } }] });
  });
});

describe('a list of suppressed people', () => {
  test('is one with reasons beside the addresses too, where its name says so', () => {
    const file = [
      ['Email', 'Reason'],
      ['left@example.org', 'bounced'],
    ] as const;
    expect(read('suppression_list.csv', file).stops).toMatchObject([{ address: 'left@example.org' }]);
    expect(read('people.csv', file).format).toBeUndefined();
  });

  test('of Klaviyo suppresses whoever has a date in it, also where the reason is missing', () => {
    const file = [
      ['Email', 'Suppression Reason', 'Suppression Date'],
      ['b@example.org', '', '2025-01-02'],
    ];
    expect(read('suppressed.csv', file).stops).toMatchObject([{ address: 'b@example.org', by: 'manual' }]);
  });
});

test("an apostrophe that protects an address is no part of it; one inside a name's address is", () => {
  const of = (email: string) =>
    read('people.csv', [
      ['Email', 'Klaviyo ID'],
      [email, '1'],
    ]).told[0]?.data['customer'];
  expect(of("'j@example.org")).toMatchObject({ email: 'j@example.org' });
  expect(of("o'neil@example.org")).toMatchObject({ email: "o'neil@example.org" });
});

describe('a file of a platform of which several shops are connected', () => {
  const orders =
    'order_id,order_date,billing_email,order_total,line_item_1\n7,2025-03-01,a@example.org,9.00,x\n';
  const shopNumbers = { read: async () => ({ first: 'a.example', others: ['b.example/tee'] }) };
  const named = (name: string) =>
    openFile({ shopNumbers }, name, csvCells(decoded(once(Buffer.from(orders)))));

  test('is that of the shop which stands before its name', async () => {
    expect(await named('a.example~orders.csv')).not.toHaveProperty('shop');
    expect(await named('B.example+tee~orders.csv')).toMatchObject({ shop: 'b.example/tee' });
  });

  test('is nobody’s where its name says none, or one that nobody has heard of', async () => {
    for (const name of ['orders.csv', 'c.example~orders.csv'])
      expect(await named(name)).toMatchObject({ unknown: 'whose-shop' });
  });

  test('needs no such name where one shop alone is known', async () => {
    expect(await opened(orders, 'orders.csv')).toMatchObject({ format: 'woocommerce-orders' });
  });
});
