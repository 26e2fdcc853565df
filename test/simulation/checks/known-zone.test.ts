/** In which zone the shop may know a customer to be, told apart by who said what before the mail left. */
import { expect, test } from 'vitest';
import type { CustomerHappening } from '../happening.ts';
import { knownZone } from './known-zone.ts';

const ZONE = 'America/St_Johns';
const customer = { index: 9, addresses: ['kunde-9@example.org'], timeZone: ZONE };
const cart = { id: 'a', at: 1, kind: 'cart', customer: 9, address: 0, checkout: 'c', products: [] } as const;

/** The zone at tick 50, where this happened and was tried and applied at these ticks. */
const zoneAfter = (
  happening: Partial<CustomerHappening>,
  { tried, applied }: Readonly<{ tried?: number; applied?: number }>,
  erasedAt?: number,
): string | undefined => {
  const moment = (tick: number) => ({ tick, at: tick });
  const doors = new Map(tried === undefined ? [] : [['a', { firstTry: moment(tried) }]]);
  const known = new Map(applied === undefined ? [] : [['a', { first: moment(applied) }]]);
  const erasures =
    erasedAt === undefined ? [] : [{ customer: 9, first: moment(erasedAt), last: moment(erasedAt) }];
  const witness = { doors, applied: known, erasures };
  const plan = { customers: [customer], happenings: [{ ...cart, ...happening }] };
  const mail = { to: 'kunde-9@example.org', at: 50, tick: 50, read: moment(49) };
  return knownZone({ plan, witness } as never, customer as never, mail as never);
};

test('a customer who told it is in the own zone', () => {
  expect(zoneAfter({}, { tried: 2, applied: 3 })).toBe(ZONE);
});

test('a stranger who types the address tells no zone but the shop’s', () => {
  expect(zoneAfter({ by: 31 }, { tried: 2, applied: 3 })).toBe('Europe/Berlin');
});

test('what comes only later tells nothing yet', () => {
  expect(zoneAfter({}, { tried: 60, applied: 61 })).toBe('Europe/Berlin');
});

test('while it is under way, or after an erasure, the zone is open', () => {
  expect(zoneAfter({}, { tried: 2 })).toBeUndefined();
  expect(zoneAfter({}, { tried: 2, applied: 49 })).toBeUndefined();
  expect(zoneAfter({}, { tried: 2, applied: 3 }, 10)).toBeUndefined();
});
