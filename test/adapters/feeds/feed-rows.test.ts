/** Files with many rows, as shops really write them. */
import { describe, expect, it } from 'vitest';
import { csvRows } from '../../../adapters/feeds/csv-rows.ts';
import { FeedBroken } from '../../../adapters/feeds/feed-broken.ts';
import { textOf } from '../../../adapters/feeds/text-of.ts';
import { xmlRows } from '../../../adapters/feeds/xml-rows.ts';
import type { RowIn } from '../../../core/ports/feed-source.ts';

type Reader = (text: AsyncIterable<string>) => AsyncIterable<RowIn>;

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const read = async (reader: Reader, text: string | Uint8Array, size = 7) => {
  const rows: RowIn[] = [];
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  try {
    for await (const row of reader(textOf(inPieces(bytes, size)))) rows.push(row);
  } catch (error) {
    if (!(error instanceof FeedBroken)) throw error;
    return { rows, broken: { line: error.line, reason: error.reason } };
  }
  return { rows };
};

describe('a table', () => {
  it.each([',', ';', '\t', '|'])(
    'with "%s" between its columns is read, with a mark in front and quotes',
    async (between) => {
      const text = `\ufeffid${between}Image Link${between}title\r\n1${between}https://a.example/1${between}"Kanne${between} ""groß""\nund rund"\r\n\r\n2${between}${between}Tasse`;
      expect((await read(csvRows, text)).rows).toEqual([
        {
          line: 3,
          values: { id: '1', image_link: 'https://a.example/1', title: `Kanne${between} "groß"\nund rund` },
        },
        { line: 5, values: { id: '2', image_link: '', title: 'Tasse' } },
      ]);
    },
  );

  it('takes shorter and longer rows as far as they go, and inches as text', async () => {
    const { rows } = await read(csvRows, 'id\ttitle\tprice\n1\tBildschirm 15"\n2\tTasse\t9.00 EUR\tzu viel');
    expect(rows.map(({ values }) => values)).toEqual([
      { id: '1', title: 'Bildschirm 15"' },
      { id: '2', title: 'Tasse', price: '9.00 EUR' },
    ]);
  });

  it('breaks at a row that never ends', async () => {
    const { broken } = await read(csvRows, `id,title\n1,Kanne\n2,"Tasse\n${'3,x\n'.repeat(100_000)}`, 60_000);
    expect(broken).toMatchObject({ reason: 'row' });
  });

  it('that is no UTF-8 says so, with its line', async () => {
    const bytes = Buffer.concat([Buffer.from('id,title\n1,T'), Buffer.from([0xe4]), Buffer.from('sse\n')]);
    expect((await read(csvRows, bytes)).broken).toEqual({ line: 2, reason: 'encoding' });
  });
});

describe('a feed in XML', () => {
  const rss = (items: string) =>
    `<?xml version="1.0"?>\n<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Laden</title><link>https://a.example</link>\n${items}</channel></rss>`;

  it('has its items, and nothing of the channel or of nested parts', async () => {
    const text = rss(
      '<item>\n<g:id>1</g:id><title>Kanne &amp; Sieb</title><g:shipping><g:price>4.90 EUR</g:price></g:shipping><description><![CDATA[<b>rund</b>]]></description><g:price>15.00 EUR</g:price></item>\n<item><g:id>2</g:id><g:title>Tasse</g:title></item>',
    );
    expect((await read(xmlRows, text)).rows).toEqual([
      {
        line: 3,
        values: {
          id: '1',
          title: 'Kanne & Sieb',
          shipping: '',
          description: '<b>rund</b>',
          price: '15.00 EUR',
        },
      },
      { line: 5, values: { id: '2', title: 'Tasse' } },
    ]);
  });

  it('may be Atom, whose links stand in an attribute', async () => {
    const text =
      '<feed><entry><g:id>1</g:id><title>Kanne</title><link href="https://a.example/1"/></entry></feed>';
    expect((await read(xmlRows, text)).rows).toEqual([
      { line: 1, values: { id: '1', title: 'Kanne', link: 'https://a.example/1' } },
    ]);
  });

  it.each([
    ['an element that does not close', rss('<item><g:id>1</g:id></item>\n<item><g:id>2</item>')],
    ['an entity of its own', `<!DOCTYPE r [<!ENTITY a "b">]>\n${rss('<item><g:id>&a;</g:id></item>')}`],
    ['an end in the middle', rss('<item><g:id>1</g:id></item>\n<item>').slice(0, -20)],
  ])('breaks at %s', async (_, text) => {
    expect((await read(xmlRows, text)).broken).toMatchObject({ reason: 'xml' });
  });
});
