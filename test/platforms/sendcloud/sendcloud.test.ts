/** Sendcloud: what a parcel's status says, whose parcel it is, and what stays unsaid. */
import { describe, expect, test } from 'vitest';
import { changed, delivered, RECEIVED, told } from '../../support/deliveries.ts';
import { recordedJson } from '../../support/webhooks.ts';

const FIXTURE = 'sendcloud/parcel_status_changed';
const parcel = (fields: Readonly<Record<string, unknown>>) => changed(FIXTURE, 'parcel', fields);
const status = (id: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  parcel({ status: { id, message: 'told for people' }, ...more });
const reading = (body: Readonly<Record<string, unknown>>) => delivered('sendcloud', body);

describe('a parcel of Sendcloud', () => {
  test('has arrived when its carrier says so, under the order that the shop knows', () => {
    expect(told('sendcloud', recordedJson(FIXTURE))).toMatchObject({
      id: '330011:delivered',
      name: 'shipment.delivered',
      at: 1_795_606_800_000,
      source: 'sendcloud',
      data: {
        customer: { email: 'jette.ahlers@example.org' },
        order_id: '6100000000352',
        order_number: '#1352',
        shipment_id: '330011',
        tracking_number: '00340434161094021501',
      },
    });
  });

  test('tells neither name nor number nor street of its recipient', () => {
    const { customer } = told('sendcloud', recordedJson(FIXTURE)).data;
    expect(customer).toEqual({ email: 'jette.ahlers@example.org' });
  });

  test('names nobody beyond what was typed', () => {
    const { identities } = told('sendcloud', recordedJson(FIXTURE));
    expect(identities.every(({ by }) => by === undefined)).toBe(true);
  });

  test.each([
    [91, 'shipment.sent'],
    [62990, 'shipment.sent'],
    [12, 'shipment.sent'],
    [4, 'shipment.delayed'],
    [8, 'shipment.delayed'],
    [11, 'shipment.delivered'],
    ['93', 'shipment.delivered'],
    [62992, 'shipment.returned'],
    [62991, 'shipment.returned'],
  ])('of status %s is %s', (id, name) => {
    expect(told('sendcloud', status(id)).name).toBe(name);
  });

  test.each([
    [1000, 'the parcel is not on its way yet'],
    [13, 'the parcel is not on its way yet'],
    [2000, 'the label was cancelled'],
    [62995, 'the status says nothing of where the parcel is'],
    [62997, 'this is for the shop to settle before anybody is told'],
    [4711, 'this status is not known'],
  ])('of status %s tells nobody anything, and why', (id, reason) => {
    expect(reading(status(id))).toEqual({ kind: 'ignored', reason });
  });

  test('that goes back to the shop says only that it has arrived there', () => {
    expect(told('sendcloud', status(11, { is_return: true })).name).toBe('shipment.returned');
    expect(reading(status(91, { is_return: true })).kind).toBe('ignored');
  });

  test('is sent once, whatever further scans say, and delayed as often as it is', () => {
    const at = (ms: number, id: number) => ({ ...status(id), carrier_status_change_timestamp: ms });
    expect(told('sendcloud', at(1_795_606_800_000, 91)).id).toBe(
      told('sendcloud', at(1_795_606_900_000, 22)).id,
    );
    const [first, again, second] = [1, 1, 2].map((n) => told('sendcloud', at(1_795_606_800_000 + n, 4)).id);
    expect(first).toBe(again);
    expect(second).not.toBe(first);
  });

  test('has the time of its carrier, else that of Sendcloud, in milliseconds or seconds', () => {
    const body = recordedJson(FIXTURE);
    const without = { ...body, carrier_status_change_timestamp: null };
    expect(told('sendcloud', without).at).toBe(1_795_606_867_123);
    expect(told('sendcloud', { ...without, timestamp: 1_795_606_867 }).at).toBe(1_795_606_867_000);
    expect(reading({ ...without, timestamp: null })).toMatchObject({ kind: 'not-understood' });
  });

  test('of tomorrow is clipped to the moment of its receipt', () => {
    const late = { ...recordedJson(FIXTURE), carrier_status_change_timestamp: RECEIVED + 3_600_000 };
    expect(told('sendcloud', late)).toMatchObject({ at: RECEIVED, statedAt: RECEIVED + 3_600_000 });
  });
});

describe('a body of Sendcloud that', () => {
  test.each([
    ['is of another action', { action: 'integration_updated', integration: {} }, 'ignored'],
    ['names no action', { parcel: {} }, 'not-understood'],
    ['has no parcel', { action: 'parcel_status_changed', timestamp: 1 }, 'not-understood'],
    ['has a parcel without a status', parcel({ status: null }), 'not-understood'],
    ['has a parcel without an id', parcel({ id: null }), 'not-understood'],
    ['has a status that is no number', status('delivered'), 'not-understood'],
    [
      'names neither order nor address',
      parcel({ email: '', order_number: '', external_order_id: null }),
      'not-understood',
    ],
  ])('%s is answered as such', (_, body, kind) => {
    expect(reading(body)).toMatchObject({ kind });
  });

  test('is no JSON is kept whole', () => {
    expect(delivered('sendcloud', '{"action":')).toMatchObject({ kind: 'not-understood' });
  });
});
