/** Conditions that nobody can fulfil, as publishing tells them: in one condition, and against the trigger. */
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the flow language, and nobody awaits a
// file.
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../core/publish/problem.ts';
import { flowText, folderWith, publishOf, settingsText } from '../../support/content.ts';

type Changes = Readonly<Record<string, unknown>>;
const EUR = (amount: number) => ({ amount, currency: 'EUR' });

const told = (changes: Changes, more: Readonly<Record<string, string>> = {}): readonly Problem[] =>
  publishOf(folderWith({ 'flows/sample.json': flowText(changes), ...more })).problems.filter(({ message }) =>
    /Nobody|shuts out|Marketing goes only/.test(message.en),
  );
const severities = (changes: Changes, more = {}): readonly string[] =>
  told(changes, more).map(({ severity }) => severity);

describe('an audience that nobody can be in', () => {
  it.each<[string, unknown]>([
    ['a number too high and too low', { 'orders.count': { gte: 5, lt: 3 } }],
    ['two parts of an "all"', { all: [{ 'orders.count': { gte: 5 } }, { 'orders.count': { eq: 2 } }] }],
    ['more than what is the most', { 'orders.count': { gt: 3, lte: 3 } }],
    ['an amount of money', { 'orders.spent': { gte: EUR(50_000), lt: EUR(10_000) } }],
    [
      'two words at once',
      { all: [{ 'customer.country': { eq: 'DE' } }, { 'customer.country': { eq: 'AT' } }] },
    ],
    ['a word that is excluded', { 'customer.country': { in: ['DE'], ne: 'DE' } }],
    ['unknown and yet compared', { 'customer.tier': { exists: false, eq: 'gold' } }],
    [
      'empty and not empty',
      { all: [{ 'checkout.items': { empty: true } }, { 'checkout.items': { notEmpty: true } }] },
    ],
    ['older and newer', { 'orders.last_at': { olderThan: '60d', newerThan: '30d' } }],
    ['before and after', { 'customer.birthday': { before: '1990-01-01', after: '1999-12-31' } }],
    [
      'a condition and its opposite',
      { all: [{ event: 'order.placed' }, { not: { event: 'order.placed' } }] },
    ],
    [
      'happened lately, and never in a longer time',
      { all: [{ event: 'order.placed', since: '7d' }, { not: { event: 'order.placed', since: '30d' } }] },
    ],
    ['consent and none', { all: [{ 'consent.email': { eq: true } }, { 'consent.email': { eq: false } }] }],
    [
      'a negated "any"',
      { all: [{ 'orders.count': { gte: 1 } }, { not: { any: [{ 'orders.count': { gte: 1 } }] } }] },
    ],
  ])('is an error: %s', (_, audience) => {
    expect(severities({ audience })).toEqual(['error']);
  });

  it.each<[string, unknown]>([
    ['a range', { 'orders.count': { gte: 3, lt: 5 } }],
    ['one number', { 'orders.count': { gte: 3, lte: 3 } }],
    [
      'amounts in two currencies',
      { 'orders.spent': { gte: EUR(50_000), lt: { amount: 100, currency: 'CHF' } } },
    ],
    ['one of two ways', { any: [{ 'orders.count': { eq: 1 } }, { 'orders.count': { eq: 2 } }] }],
    [
      'not both at once',
      { not: { all: [{ 'orders.count': { gte: 1 } }, { 'customer.country': { eq: 'DE' } }] } },
    ],
    [
      'long ago, and not lately',
      { all: [{ event: 'order.placed' }, { not: { event: 'order.placed', since: '30d' } }] },
    ],
    [
      'once, and not often',
      { all: [{ event: 'order.placed' }, { not: { event: 'order.placed', times: { gte: 3 } } }] },
    ],
    [
      'none of one kind',
      {
        all: [
          { event: 'order.placed' },
          { not: { event: 'order.placed', where: { 'order.total': { gte: EUR(10_000) } } } },
        ],
      },
    ],
    [
      'unknown, or another',
      { all: [{ 'customer.tier': { exists: false } }, { not: { 'customer.tier': { eq: 'gold' } } }] },
    ],
  ])('is nothing of the kind: %s', (_, audience) => {
    expect(severities({ audience })).toEqual([]);
  });

  it('names both parts as they are written, at the place of the second', () => {
    const [problem] = told({ audience: { 'orders.count': { gte: 5, lt: 3 } } });
    expect(problem).toMatchObject({ file: 'flows/sample.json' });
    expect(problem?.message.en).toBe(
      'Nobody fulfils this: { "orders.count": { "gte": 5 } } and { "orders.count": { "lt": 3 } } exclude each other.',
    );
    expect(problem?.message.de).toContain('schließen einander aus');
  });

  it('is only a warning in a branch, because the flow runs past it', () => {
    const steps = [
      {
        id: 'a',
        if: { 'orders.count': { gte: 5, lt: 3 } },
        then: [{ id: 'b', exit: {} }],
        else: [{ id: 'help', send: { channel: 'email', template: 'help' } }],
      },
    ];
    expect(severities({ steps })).toEqual(['warning']);
  });
});

describe('an audience against its trigger', () => {
  const segment = (where: unknown) => ({
    'segments/good.json': JSON.stringify({ name: { de: 'Gute', en: 'Good' }, where }),
  });

  it.each<[string, Changes, Readonly<Record<string, string>>?]>([
    [
      'an order, and nobody who ordered',
      { trigger: { on: 'order.placed' }, audience: { not: { event: 'order.placed' } } },
    ],
    [
      'an order, and no order yet',
      { trigger: { on: 'order.placed' }, audience: { 'orders.count': { eq: 0 } } },
    ],
    [
      'a silence, and an order within it',
      {
        trigger: { inactive: { without: ['order.placed'], for: '60d' } },
        audience: { event: 'order.placed', since: '30d' },
      },
    ],
    [
      'a silence after orders, and nobody who ordered',
      {
        trigger: { inactive: { without: ['order.placed'], for: '60d' } },
        audience: { not: { event: 'order.placed' } },
      },
    ],
    [
      'a threshold, and less than that',
      {
        trigger: { threshold: { spend: EUR(50_000) } },
        audience: { 'orders.spent': { lt: EUR(30_000) } },
      },
    ],
    [
      'a segment, and nobody in it',
      { trigger: { segment: 'good' }, audience: { not: { segment: 'good' } } },
      segment({ 'orders.count': { gte: 3 } }),
    ],
    [
      'a segment, and what it excludes',
      { trigger: { segment: 'good' }, audience: { 'orders.count': { lt: 2 } } },
      segment({ 'orders.count': { gte: 3 } }),
    ],
    [
      'who left a segment, and who is in it',
      { trigger: { segment: 'good', when: 'left' }, audience: { segment: 'good' } },
      segment({ 'orders.count': { gte: 3 } }),
    ],
    [
      'a birthday, and no birthday',
      { trigger: { date: 'customer.birthday' }, audience: { 'customer.birthday': { exists: false } } },
    ],
  ])('is warned of: %s', (_, changes, more) => {
    const [problem, ...others] = told(changes, more);
    expect(others).toEqual([]);
    expect(problem?.severity).toBe('warning');
    expect(problem?.message.en).toContain('shuts out everybody whom the trigger brings');
  });

  it('is an error where "where" of the trigger asks for the opposite', () => {
    expect(
      severities({
        trigger: { on: 'order.placed', where: { 'orders.count': { eq: 1 } } },
        audience: { 'orders.count': { gte: 2 } },
      }),
    ).toEqual(['error']);
  });

  it.each<[string, Changes]>([
    [
      'who has not ordered since the flow began',
      { trigger: { on: 'order.placed' }, audience: { not: { event: 'order.placed', since: 'enrolled' } } },
    ],
    [
      'one of two events',
      { trigger: { on: ['order.placed', 'checkout.updated'] }, audience: { 'orders.count': { eq: 0 } } },
    ],
    [
      'who has left a segment, and what it asks for',
      {
        trigger: { inactive: { without: ['order.placed'], for: '60d' } },
        audience: { 'orders.count': { gte: 1 } },
      },
    ],
  ])('is fine: %s', (_, changes) => {
    expect(told(changes)).toEqual([]);
  });
});

describe('an audience whom marketing may not reach', () => {
  const audience = { 'consent.email': { eq: false } };

  it('is warned of, because every message would be skipped', () => {
    const [problem] = told({ audience });
    expect(problem?.severity).toBe('warning');
    expect(problem?.message.en).toContain('Marketing goes only to customers with');
  });

  it('is fine where the shop may write to its existing customers', () => {
    expect(told({ audience }, { 'settings.json': settingsText({ existingCustomers: true }) })).toEqual([]);
  });

  it('is fine for messages under a contract', () => {
    expect(told({ audience, purpose: 'transactional' })).toEqual([]);
  });
});
