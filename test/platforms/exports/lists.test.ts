/** Lists of suppressions, files that nobody knows, and lines of our own events. */
import { describe, expect, test } from 'vitest';
import { takeLine } from '../../../platforms/take-history.ts';
import { AT, read } from '../../support/exports.ts';

const context = { key: 'k', at: AT, now: AT };

test('a list of addresses is one of suppressions only where its name says so, with a heading or without', () => {
  expect(read('suppressed.csv', [['Email'], ['a@example.org']])).toMatchObject({
    format: 'suppressions',
    stops: [{ address: 'a@example.org', by: 'manual' }],
  });
  expect(read('suppress.csv', [['a@example.org'], ['b@example.org']])).toMatchObject({
    format: 'suppressions',
  });
  expect(read('people.csv', [['Email'], ['a@example.org']])).toMatchObject({ format: undefined });
  expect(
    read('people.csv', [
      ['a', 'b'],
      ['1', '2'],
    ]),
  ).toMatchObject({ format: undefined });
});

describe('a line of our own events', () => {
  const line = (value: unknown) =>
    takeLine({ line: 1, cells: [typeof value === 'string' ? value : JSON.stringify(value)] }, context);
  const order = {
    type: 'order.placed',
    timestamp: '2025-05-01T10:00:00Z',
    data: { order_id: 'A-1', currency: 'EUR', total: '4.00', customer: { email: 'a@example.org' } },
  };

  test('is an event of the past, the same by its order whatever else it says', () => {
    const [one, other] = [line(order), line({ ...order, data: { ...order.data, total: '5.00' } })];
    expect(one).toMatchObject({
      inputs: [{ history: true, event: { name: 'order.placed', source: 'standard' } }],
    });
    expect('mark' in one && 'mark' in other && one.mark === other.mark).toBe(true);
  });

  test.each([
    ['{', 'no-json'],
    [[], 'no-json'],
    [{ type: 'order.placed' }, 'no-date'],
    [{ ...order, timestamp: undefined }, 'no-date'],
    [{ ...order, data: { ...order.data, customer: {} } }, 'no-address'],
    [{ ...order, data: {} }, 'not-understood'],
    [{ ...order, data: { ...order.data, total: 'much' } }, 'odd-amount'],
    [{ ...order, type: 'message.bounced' }, 'not-understood'],
    [{ ...order, type: 'customer.erased' }, 'rights'],
    [JSON.stringify(order).replace('A-1', 'A-\ufffd'), 'unreadable'],
  ])('%j is rejected as %s', (value, reason) => {
    expect(line(value)).toEqual({ rejected: reason });
  });
});
