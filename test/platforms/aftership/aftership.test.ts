/** AfterShip: what a tag says, when a revised day is a delay, and what stays unsaid. */
import { describe, expect, test } from 'vitest';
import { changed, delivered, told } from '../../support/deliveries.ts';
import { recordedJson } from '../../support/webhooks.ts';

const FIXTURE = 'aftership/tracking_update.delivered';
type Fields = Readonly<Record<string, unknown>>;
const msg = (fields: Fields) => changed(FIXTURE, 'msg', fields);
const tagged = (tag: unknown, subtag?: string, more: Fields = {}) => msg({ tag, subtag, ...more });
const revised = (fields: Fields) => ({ ...tagged('InTransit', undefined, fields), event: 'edd_revise' });
const reading = (body: Fields) => delivered('aftership', body);

describe('a parcel of AfterShip', () => {
  test('has arrived when its last scan says so, under the order that the shop knows', () => {
    expect(told('aftership', recordedJson(FIXTURE))).toMatchObject({
      id: 'at-0001:delivered',
      name: 'shipment.delivered',
      at: Date.parse('2026-11-25T11:40:00Z'),
      data: {
        customer: { email: 'jette.ahlers@example.org', locale: 'de' },
        order_id: '6100000000352',
        order_number: '#1352',
        shipment_id: 'at-0001',
        tracking_number: '00340434161094021501',
        carrier: 'DHL',
      },
    });
  });

  test.each([
    ['InTransit', undefined, 'shipment.sent'],
    ['OutForDelivery', undefined, 'shipment.sent'],
    ['AvailableForPickup', 'AvailableForPickup_001', 'shipment.sent'],
    ['AttemptFail', 'AttemptFail_002', 'shipment.delayed'],
    ['Exception', undefined, 'shipment.delayed'],
    ['Exception', 'Exception_004', 'shipment.delayed'],
    ['Exception', 'Exception_010', 'shipment.returned'],
    ['Exception', 'Exception_011', 'shipment.returned'],
    ['Delivered', 'Delivered_002', 'shipment.delivered'],
  ])('tagged %s %s is %s', (tag, subtag, name) => {
    expect(told('aftership', tagged(tag, subtag)).name).toBe(name);
  });

  test.each([
    ['Pending', undefined, 'the parcel is not on its way yet'],
    ['InfoReceived', undefined, 'the parcel is not on its way yet'],
    ['Expired', undefined, 'the status says nothing of where the parcel is'],
    ['Exception', 'Exception_013', 'this is for the shop to settle before anybody is told'],
    ['Exception', 'Exception_099', 'this status is not known'],
    ['Teleported', undefined, 'this status is not known'],
  ])('tagged %s %s tells nobody anything, and why', (tag, subtag, reason) => {
    expect(reading(tagged(tag, subtag))).toEqual({ kind: 'ignored', reason });
  });

  test('that is brought back to its sender has not arrived at the customer', () => {
    expect(told('aftership', msg({ return_to_sender: true })).name).toBe('shipment.returned');
    expect(reading(tagged('InTransit', undefined, { return_to_sender: true })).kind).toBe('ignored');
  });

  test('is sent once, whatever further scans say', () => {
    const ids = ['InTransit', 'OutForDelivery', 'InTransit'].map((tag) => told('aftership', tagged(tag)).id);
    expect(new Set(ids).size).toBe(1);
  });

  test('has the time of the scan, else when AfterShip heard of it, else when it told us', () => {
    const scan = (fields: Fields) =>
      told('aftership', msg({ checkpoints: [{ tag: 'Delivered', ...fields }] })).at;
    expect(scan({ checkpoint_time: '2026-11-25T12:40:00', created_at: '2026-11-25T11:45:00+00:00' })).toBe(
      Date.parse('2026-11-25T11:45:00Z'),
    );
    expect(scan({ checkpoint_time: '2026-11-25' })).toBe(1_795_607_100_000);
    expect(told('aftership', msg({ checkpoints: [] })).at).toBe(1_795_607_100_000);
    expect(reading({ ...msg({ checkpoints: null }), ts: null })).toMatchObject({ kind: 'not-understood' });
  });

  test.each([9_007_199_254_740_991, 8_640_000_000_001])(
    'that was told of at second %i, which no date holds, is kept aside',
    (ts) => {
      expect(reading({ ...msg({ checkpoints: null }), ts })).toEqual({
        kind: 'not-understood',
        reason: 'shipment.delivered: no date holds its time',
      });
    },
  );

  test('that names neither order nor address is about nobody', () => {
    expect(reading(msg({ customers: [null], order_id: null, order_number: '' }))).toMatchObject({
      kind: 'not-understood',
    });
  });
});

describe('a revised day of delivery', () => {
  const first = { datetime: '2026-11-27T20:00:00' };

  test('that is later is a delay until that day, told once for each day', () => {
    const body = revised({
      first_estimated_delivery: first,
      latest_estimated_delivery: { datetime_max: '2026-11-30T20:00:00' },
    });
    expect(told('aftership', body)).toMatchObject({
      id: 'at-0001:delayed:2026-11-30',
      name: 'shipment.delayed',
      at: 1_795_607_100_000,
      data: { expected_at: '2026-11-30' },
    });
  });

  test.each([
    [
      'the same day',
      { first_estimated_delivery: first, latest_estimated_delivery: { datetime: '2026-11-27T08:00:00' } },
    ],
    [
      'an earlier one',
      { first_estimated_delivery: first, latest_estimated_delivery: { datetime: '2026-11-26T08:00:00' } },
    ],
    ['nothing to compare it with', { latest_estimated_delivery: { datetime: '2026-11-30T08:00:00' } }],
    ['no day at all', { first_estimated_delivery: first }],
    [
      'a day that the order promised',
      {
        order_promised_delivery_date: '2026-12-01',
        first_estimated_delivery: first,
        latest_estimated_delivery: { datetime: '2026-11-30T08:00:00' },
      },
    ],
  ])('with %s is no delay', (_, fields) => {
    expect(reading(revised(fields))).toMatchObject({ kind: 'ignored' });
  });

  test('of a parcel that has arrived is none', () => {
    const late = {
      first_estimated_delivery: first,
      latest_estimated_delivery: { datetime: '2026-11-30T08:00:00' },
    };
    expect(reading({ ...msg(late), event: 'edd_revise' })).toMatchObject({ kind: 'ignored' });
  });
});

describe('a body of AfterShip that', () => {
  test.each([
    ['is of another event', { event: 'tracking_pending_time', msg: {} }, 'ignored'],
    ['names no event', { msg: {} }, 'not-understood'],
    ['has no parcel', { event: 'tracking_update', ts: 1 }, 'not-understood'],
    ['has a parcel without an id', msg({ id: null }), 'not-understood'],
    ['has a parcel without a tag', tagged(null), 'not-understood'],
  ])('%s is answered as such', (_, body, kind) => {
    expect(reading(body)).toMatchObject({ kind });
  });

  test('is no JSON is kept whole', () => {
    expect(delivered('aftership', 'event=tracking_update')).toMatchObject({ kind: 'not-understood' });
  });
});
