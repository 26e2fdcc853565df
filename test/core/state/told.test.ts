/** What an event is about, which order it names, and the inputs and calls that tell somebody of something. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { aboutOf, concerns, tokensOf } from '../../../core/state/about.ts';
import { keptFor } from '../../../core/state/due.ts';
import { orderNamed } from '../../../core/state/heard.ts';
import { readShopNotice } from '../../../core/state/shop-notice.ts';
import { beginTelling, isTellingGroup, nextTellingOf, tellingGroup } from '../../../core/state/tell.ts';
import { asToldLate } from '../../../core/state/told-late.ts';
import { readWebhookCall } from '../../../core/state/webhook-call.ts';
import { eventAt, someone } from '../../support/conditions.ts';
import { heard } from '../../support/heard.ts';
import { START } from '../../support/story.ts';

const news = (name: string) => eventAt(name, { product_id: 'p', variant_id: 'm' });

describe('news about a product', () => {
  it('is about the size that came back, and about the product whose price fell', () => {
    const size = { kind: 'product', product: 'p', variant: 'm' } as const;
    expect(aboutOf(news('product.back_in_stock'))).toEqual(size);
    expect(aboutOf(news('product.price_dropped'))).toEqual({ kind: 'product', product: 'p' });
    expect(concerns(size, { product: 'p', variant: 'm' })).toBe(true);
    expect(concerns(size, { product: 'p', variant: 's' })).toBe(false);
    expect(concerns(size, { product: 'q', variant: 'm' })).toBe(false);
  });

  it('is told in a group of its product, begun once for one event, and once for each stretch', () => {
    const group = tellingGroup('p');
    expect([isTellingGroup(group), isTellingGroup('1customer')]).toEqual([true, false]);
    expect([group.startsWith('telling-'), group.length > 20, group === tellingGroup('q')]).toEqual([
      true,
      true,
      false,
    ]);
    const begun = beginTelling('p', { by: 'e-1', of: [] }, START);
    expect(begun).toMatchObject({ kind: 'tell', profileId: group, receivedAt: START, product: 'p', of: [] });
    const next = nextTellingOf({ product: 'p', by: 'e-1', stretch: 2 }, START);
    expect(next).toMatchObject({ kind: 'tell', profileId: group, receivedAt: START, by: 'e-1', stretch: 2 });
    const ids = [
      begun,
      beginTelling('p', { by: 'e-2', of: [] }, START),
      beginTelling('q', { by: 'e-1', of: [] }, START),
      next,
      nextTellingOf({ product: 'p', by: 'e-1', stretch: 3 }, START),
    ].map(({ inputId }) => inputId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(beginTelling('p', { by: 'e-1', of: [] }, START + 1).inputId).toBe(begun.inputId);
  });
});

describe('an order', () => {
  const order = (id: string, number?: string) => ({
    ...{ id, at: START, status: 'placed' as const, products: [], ref: 'r' },
    ...(number === undefined ? {} : { number }),
  });

  it('is named by its number only by a parcel', () => {
    const data = { order_number: '#1001' };
    expect(tokensOf(eventAt('shipment.sent', data))).toEqual({ number: '1001' });
    expect(tokensOf(eventAt('order.placed', data))).toEqual({});
  });

  it('is first of all the one with that id, whichever other has it as its number', () => {
    const orders = [order('a', '7'), order('7')];
    expect(orderNamed(orders, { order: '7' })).toBe('7');
    expect(orderNamed(orders, { order: '#7' })).toBe('a');
    expect(orderNamed(orders, { number: '7' })).toBe('a');
    expect(orderNamed(orders, { order: 'b' })).toBe('b');
    expect(orderNamed(orders, {})).toBeUndefined();
  });
});

it('a browser of which nothing was heard is kept like everybody, one that only looked a short time', () => {
  const retention = { timeline: 1_000, profile: 2_000 };
  const browser = (history: object) => keptFor(someone({ id: '4browser', history } as never), retention);
  expect(browser({})).toEqual(retention);
  expect(browser({ 'product.viewed': { first: 1, last: 1, count: 1 } }).profile).toBeLessThan(1_000);
});

describe('a call on its way', () => {
  const call = {
    ...{ callId: 'c', profileId: '1p', flow: 'f', step: 's', url: 'https://erp.example/hook', body: '{}' },
    decidedAt: START,
  };
  const read = (change: object = {}) => readWebhookCall(JSON.stringify({ ...call, ...change }));

  it('is read as it was decided, whatever a newer version adds', () => {
    expect(read({ more: 1 })).toEqual(call);
    expect(read({ callId: 'c'.repeat(256), url: 'u'.repeat(2_048) }).callId).toHaveLength(256);
  });

  it.each([
    { callId: '' },
    { flow: 'f'.repeat(257) },
    { url: 'u'.repeat(2_049) },
    { decidedAt: 0.5 },
    { step: undefined },
  ])('is not read with %j', (change) => {
    expect(() => read(change)).toThrow();
  });
});

describe('a notice of a shop on its way', () => {
  const notice = {
    ...{ platform: 'bigcommerce', shop: 's', body: '{}', heardAt: START },
    thing: { kind: 'shipment', id: '7', of: '9' },
  };
  const read = (change: object = {}) => readShopNotice(JSON.stringify({ ...notice, ...change }));

  it('is read as it was heard, whatever a newer version adds', () => {
    expect(read({ more: 1 })).toEqual(notice);
    expect(read({ thing: { kind: 'order', id: 'o'.repeat(LIMITS.fieldChars) } }).thing).not.toHaveProperty(
      'of',
    );
  });

  it.each([
    { platform: '' },
    { shop: 's'.repeat(LIMITS.fieldChars + 1) },
    { thing: { kind: 'order' } },
    { heardAt: 0.5 },
    { body: undefined },
  ])('is not read with %j', (change) => {
    expect(() => read(change)).toThrow();
  });
});

it('what a shop tells when it is asked is of the past once it is older than a day', () => {
  const input = heard('1own', { id: 'e', name: 'order.placed' });
  expect(asToldLate(input, START + LIMITS.reconcileStaleMs)).toBe(input);
  expect(asToldLate(input, START + LIMITS.reconcileStaleMs + 1)).toEqual({ ...input, history: true });
  const other = { kind: 'wake', inputId: 'w', profileId: '1own', receivedAt: 0 } as never;
  expect(asToldLate(other, START * 2)).toBe(other);
});
