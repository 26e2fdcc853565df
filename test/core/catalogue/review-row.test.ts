/** What a row of a file of reviews says, whatever its columns are called. */
import { describe, expect, it } from 'vitest';
import { type ReviewReading, readReviewRow } from '../../../core/catalogue/review-row.ts';
import { feedIdsOf } from '../../../platforms/lookup.ts';

const AT = Date.parse('2026-11-20T08:00:00Z');
const read = (row: Readonly<Record<string, string>>): ReviewReading =>
  readReviewRow(row, { at: AT, idsOf: feedIdsOf });
const said = (row: Readonly<Record<string, string>>) => {
  const reading = read({ product_id: '8101', rating: '5', review_date: '2026-01-02', ...row });
  return 'data' in reading ? reading : expect.fail('the row says nothing');
};

describe('the columns', () => {
  it('are those that Judge.me exports', () => {
    expect(
      read({
        title: 'Sehr gut',
        body: 'Kräftig und rund.',
        rating: '5',
        review_date: '2026-03-20 10:33:20 UTC',
        source: 'email',
        curated: 'ok',
        reviewer_name: 'Jette Ahlers',
        reviewer_email: 'jette@example.org',
        product_id: '8101',
        product_handle: 'ostfriesenmischung',
        ip_address: '198.51.100.7',
      }),
    ).toEqual({
      product: '8101',
      published: true,
      faults: [],
      data: {
        product_id: '8101',
        published: true,
        written_at: Date.parse('2026-03-20T10:33:20Z'),
        review_id: expect.stringMatching(/^file:/),
        rating: 5,
        title: 'Sehr gut',
        text: 'Kräftig und rund.',
        author: 'Jette',
      },
    });
  });

  it('may be German, with "Bewertung" for the stars or for the text', () => {
    const row = { produktnummer: '8101', datum: '3.2.2026', vorname: 'Okko', hilfreich: '7' };
    expect(read({ ...row, sterne: '4', bewertung: 'Kräftig.' })).toMatchObject({
      data: {
        written_at: Date.parse('2026-02-03T00:00:00Z'),
        rating: 4,
        text: 'Kräftig.',
        author: 'Okko',
        helpful: 7,
      },
    });
    expect(read({ ...row, bewertung: '4,5', kommentar: 'Kräftig.' })).toMatchObject({
      data: { rating: 4.5, text: 'Kräftig.' },
    });
  });

  it('name a product as a shop app exports it', () => {
    expect(read({ product_id: 'shopify_DE_8101_44101', rating: '5' })).toMatchObject({ product: '8101' });
  });
});

it.each([
  ['5', 5],
  ['4,5', 4.5],
  ['4/5', 4],
  ['4 von 5', 4],
  ['3 out of 5', 3],
  ['4 Sterne', 4],
  ['★★★☆☆', 3],
])('the rating "%s" is %d', (rating, value) => {
  expect(said({ rating }).data).toMatchObject({ rating: value });
});

it.each(['0', '6', '8/10', 'gut', '', '55'])('"%s" is no rating, and the row is left out', (rating) => {
  expect(read({ product_id: '8101', rating })).toEqual({ faults: ['rating'] });
});

it.each([
  ['2026-01-02', '2026-01-02T00:00:00Z'],
  ['2026-01-02T10:00:00+02:00', '2026-01-02T08:00:00Z'],
  ['2026-01-02 10:05', '2026-01-02T10:05:00Z'],
  ['02.01.2026 9:05', '2026-01-02T09:05:00Z'],
  ['02/01/2026', '2026-01-02T00:00:00Z'],
  ['01/22/2026', '2026-01-22T00:00:00Z'],
])('the date "%s" is %s', (date, iso) => {
  expect(said({ review_date: date })).toMatchObject({ data: { written_at: Date.parse(iso) }, faults: [] });
});

it.each(['', 'gestern', '31.02.2026', '2026'])(
  'a row dated "%s" counts as the oldest, and is told',
  (date) => {
    expect(said({ review_date: date })).toMatchObject({ data: { written_at: 0 }, faults: ['date'] });
  },
);

it('a date ahead of the file is the date of the file', () => {
  expect(said({ review_date: '2031-01-01' }).data['written_at']).toBe(AT);
});

it('a row without a product, or with an odd one, is left out', () => {
  expect(read({ rating: '5', product_handle: 'tea' })).toEqual({ faults: ['no-product'] });
  expect(read({ rating: '5', product_id: 'x'.repeat(201) })).toEqual({ faults: ['odd-product'] });
});

describe('only what is published counts', () => {
  it.each([
    {},
    { published: 'true' },
    { status: 'Published' },
    { veröffentlicht: 'Ja' },
    { comment_approved: '1' },
    { curated: 'ok', hidden: '' },
    { published: 'true', curated: 'not-yet' },
  ])('%o is', (row: object) => {
    expect(said({ ...row }).published).toBe(true);
  });

  it.each([
    { published: '' },
    { published: 'false' },
    { status: 'pending' },
    { curated: 'not-yet' },
    { published: 'true', curated: 'spam' },
    { published: 'true', hidden: 'yes' },
    { freigegeben: 'nein' },
    { status: 'published', approved: '0' },
  ])('%o is not', (row: object) => {
    expect(said({ ...row })).toMatchObject({ published: false, data: { published: false } });
  });
});

describe('of the writer nothing stays but a first name', () => {
  it.each([
    ['Jette Ahlers', 'Jette'],
    ['Ahlers, Jette', 'Jette'],
    ['J. A.', 'J.'],
    ['jette@example.org', undefined],
    ['0171 3920011', undefined],
    [' ', undefined],
  ])('"%s" is shown as %s', (name, shown) => {
    expect(said({ reviewer_name: name }).data['author']).toBe(shown);
  });

  it('and no address or telephone number that the text holds', () => {
    const { data } = said({
      reviewer_email: 'jette@example.org',
      body: '<p>Schreibt an jette@example.org oder +49 171 392-0011,<br>ich trinke 4 Kannen.</p>',
    });
    expect(data['text']).toBe('Schreibt an … oder …, ich trinke 4 Kannen.');
    expect(JSON.stringify(data)).not.toContain('example.org');
  });
});

it('a review keeps the id of its file, else it is known by what it says', () => {
  expect(said({ review_id: '77' }).data['review_id']).toBe('77');
  const [once, again, other] = ['Gut.', 'Gut.', 'Gut!'].map((body) => said({ body }).data['review_id']);
  expect(again).toBe(once);
  expect(other).not.toBe(once);
});
