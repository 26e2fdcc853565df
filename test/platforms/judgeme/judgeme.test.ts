/** Judge.me: a review counts as the customer's answer at once, and is shown only while it is published. */
import { describe, expect, test } from 'vitest';
import { applyToProduct } from '../../../core/catalogue/catalogue.ts';
import type { Product } from '../../../core/catalogue/product.ts';
import { changed, delivered, told } from '../../support/deliveries.ts';
import { recordedJson } from '../../support/webhooks.ts';

const FIXTURE = 'judgeme/review-created';
type Fields = Readonly<Record<string, unknown>>;
const review = (fields: Fields) => changed(FIXTURE, 'review', fields);
const reading = (body: Fields) => delivered('judgeme', body);
const at = (minute: number) => `2026-12-04T10:${minute}:00+00:00`;
const published = (minute: number, fields: Fields = {}) =>
  review({ published: true, curated: 'ok', updated_at: at(minute), ...fields });

/** What visitors see of the product after these bodies, in this order. */
const shownAfter = (...bodies: readonly Fields[]) =>
  bodies
    .map((body) => told('judgeme', body))
    .reduce<Product | undefined>((product, event) => applyToProduct(product, event) ?? product, undefined)
    ?.reviews.map(({ text }) => text);

describe('a review of Judge.me', () => {
  test('is the answer of whoever typed the address, about the product that the shop knows', () => {
    const event = told('judgeme', recordedJson(FIXTURE));
    expect(event).toMatchObject({
      id: `420011:${Date.parse('2026-12-04T10:20:30Z')}:unpublished`,
      name: 'review.submitted',
      at: Date.parse('2026-12-04T10:20:30Z'),
      data: {
        product_id: '8101',
        review_id: '420011',
        rating: 5,
        title: 'Kräftig und mild zugleich',
        author: 'Jette A.',
        customer: { email: 'jette.ahlers@example.org' },
        published: false,
      },
    });
    expect(event.identities.map(({ kind, by }) => [kind, by])).toEqual([['email', undefined]]);
  });

  test('is one event however often it is told, and another one when it changes', () => {
    const [once, again, later] = [published(30), published(30), published(31)].map(
      (body) => told('judgeme', body).id,
    );
    expect(again).toBe(once);
    expect(later).not.toBe(once);
  });

  test('is shown from when it is published, and no longer when it is hidden or called spam', () => {
    expect(shownAfter(recordedJson(FIXTURE))).toEqual([]);
    expect(shownAfter(recordedJson(FIXTURE), published(30))).toHaveLength(1);
    for (const last of [{ hidden: true }, { curated: 'spam' }, { published: false }])
      expect(shownAfter(published(30), published(31, last))).toEqual([]);
  });

  test('stays hidden where the word that published it arrives late', () => {
    expect(shownAfter(published(31, { hidden: true }), published(30))).toEqual([]);
    expect(shownAfter(published(31, { hidden: true }), published(31))).toEqual([]);
    expect(shownAfter(published(31, { hidden: true }), published(32))).toHaveLength(1);
  });

  test('that was changed is shown as it was changed last, whatever arrives first', () => {
    expect(shownAfter(published(31, { body: 'Doch nicht' }), published(30))).toEqual(['Doch nicht']);
  });

  test('of the shop itself is of no product', () => {
    for (const product_external_id of [null, 0, ''])
      expect(reading(review({ product_external_id }))).toMatchObject({ kind: 'ignored' });
  });

  test('by nobody known is still one of the product', () => {
    for (const reviewer of [null, {}, { email: '', name: 'Jette' }]) {
      const read = reading(review({ reviewer }));
      expect(read.kind === 'inputs' && read.inputs.map(({ kind }) => kind)).toEqual(['catalogue']);
    }
  });
});

describe('a body of Judge.me that', () => {
  test.each([
    ['is of another event', { event: 'shop/updated', review: {} }, 'ignored'],
    ['has no review', { event: 'review/created' }, 'not-understood'],
    ['has a review without an id', review({ id: null }), 'not-understood'],
    ['has a review without a time', review({ created_at: null, updated_at: null }), 'not-understood'],
    ['has a time without a zone', review({ updated_at: '2026-12-04T10:20:30' }), 'not-understood'],
    ['is a list', { event: 'review/created', review: [] }, 'not-understood'],
  ])('%s is answered as such', (_, body, kind) => {
    expect(reading(body)).toMatchObject({ kind });
  });

  test('is no JSON is kept whole', () => {
    expect(delivered('judgeme', '<html>')).toMatchObject({ kind: 'not-understood' });
  });
});
