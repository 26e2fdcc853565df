/** Every definition of the figures, by small histories that hold its traps. */
import { describe, expect, it } from 'vitest';
import { figuresOf, message, order } from '../../support/figures/facts.ts';

const euro = (amount: number) => ({ amount, currency: 'EUR' });

describe('orders, customers and revenue', () => {
  it('count two orders on one day as two, net of refunds in part, and neither cancelled nor wholly refunded ones', async () => {
    const figures = await figuresOf([
      order('a', '2026-03-01T08:00:00Z', 2000),
      order('a', '2026-03-01T09:00:00Z', 3000),
      order('b', '2026-03-02', 5000),
      { kind: 'refund', at: '2026-03-05', order_ref: 'b-2026-03-02', amount: 1000 },
      { kind: 'refund', at: '2027-05-05', order_ref: 'b-2026-03-02', amount: 500 },
      order('c', '2026-03-03', 7000),
      { kind: 'cancellation', at: '2026-03-04', order_ref: 'c-2026-03-03' },
      order('d', '2026-03-03', 9000),
      { kind: 'refund', at: '2026-03-09', order_ref: 'd-2026-03-03', amount: 9000 },
      order('e', '2026-03-03', 0),
    ]);
    expect(figures).toMatchObject({
      ...{ currency: 'EUR', customers: 3, orders: 4, revenue: euro(8500) },
      ...{ purchaseFrequency: 4 / 3, averageOrderValue: euro(2125), repeatCustomerRate: 1 / 3 },
      customerLifetimeValue: { historic: euro(2833) },
    });
  });

  it('count an order by its day in the shop, also around the change of the clock', async () => {
    const october = { from: '2026-10-01', to: '2026-10-31' };
    const figures = await figuresOf(
      [
        order('a', '2026-09-30T21:59:59Z', 1), // 23:59 of September in Berlin
        order('b', '2026-09-30T22:00:00Z', 10), // midnight
        order('c', '2026-10-25T00:30:00Z', 100), // the hour that comes twice, first time
        order('d', '2026-10-25T01:30:00Z', 1000), // and second time
        order('e', '2026-10-31T22:59:59Z', 10_000), // 23:59 in winter time
        order('f', '2026-10-31T23:00:00Z', 100_000),
      ],
      october,
    );
    expect(figures).toMatchObject({ orders: 4, revenue: euro(11_110) });
  });

  it('say the same after a replay, and after an import of what was known', async () => {
    const told = [
      order('a', '2026-03-01', 2000, { id: 'x' }),
      { kind: 'refund', at: '2026-03-05', order_ref: 'a-2026-03-01', amount: 500, id: 'y' },
    ];
    const again = told.map((fact) => ({ ...fact, recorded: '2026-08-01' }));
    const imported = order('a', '2026-03-01', 2000, { id: 'z', recorded: '2026-09-01', history: true });
    const figures = await figuresOf([...told, ...again, imported]);
    expect(figures).toMatchObject({ orders: 1, customers: 1, revenue: euro(1500) });
  });

  it('keep other currencies apart and unconverted; most orders or the setting choose the own one', async () => {
    const facts = [
      order('a', '2026-03-01', 2000),
      order('a', '2026-03-02', 1000),
      order('b', '2026-03-03', 7000, { currency: 'CHF' }),
    ];
    const apart = (currency: string, orders: number, amount: number) => [
      { currency, orders, revenue: { amount, currency } },
    ];
    expect(await figuresOf(facts)).toMatchObject({
      ...{ currency: 'EUR', customers: 1, orders: 2, revenue: euro(3000) },
      otherCurrencies: apart('CHF', 1, 7000),
    });
    expect(await figuresOf(facts, { currency: 'CHF' })).toMatchObject({
      ...{ currency: 'CHF', orders: 1, averageOrderValue: { amount: 7000, currency: 'CHF' } },
      otherCurrencies: apart('EUR', 2, 3000),
    });
  });

  it('say why nothing can be told where nobody ordered', async () => {
    const figures = await figuresOf([]);
    expect(figures).toMatchObject({ customers: 0, orders: 0, revenue: null, averageOrderValue: null });
    expect(figures.reasons['averageOrderValue']?.de).toContain('keine Bestellung');
    expect(figures.reasons['revenue']?.en).toContain('no order');
  });
});

describe('repeat and returning', () => {
  it('differ: one looks inside the period, the other at the whole past, in whatever currency', async () => {
    const figures = await figuresOf(
      [
        order('twice', '2026-03-01', 100),
        order('twice', '2026-03-20', 100),
        order('old', '2025-03-01', 100, { currency: 'CHF' }),
        order('old', '2026-03-01', 100),
        order('new', '2026-03-01', 100),
        order('new', '2026-04-01', 100),
      ],
      { from: '2026-03-01', to: '2026-03-31' },
    );
    expect(figures).toMatchObject({ customers: 3, repeatCustomerRate: 1 / 3, returningCustomerRate: 2 / 3 });
  });
});

describe('the days to the next order', () => {
  it('are the exact median over pairs whose later order lies in the period', async () => {
    const march = { from: '2026-03-01', to: '2026-03-31' };
    const facts = [
      order('a', '2026-02-20', 1),
      order('a', '2026-03-02', 1),
      order('a', '2026-03-02T18:00:00Z', 1),
      order('b', '2026-03-01', 1),
      order('b', '2026-03-05', 1),
      order('c', '2026-03-30', 1),
      order('c', '2026-04-30', 1),
    ];
    expect((await figuresOf(facts, march)).medianDaysToNextOrder).toBe(4);
    expect((await figuresOf([...facts, order('b', '2026-03-11', 1)], march)).medianDaysToNextOrder).toBe(5);
    const nobody = await figuresOf([order('a', '2026-03-02', 1)], march);
    expect(nobody.medianDaysToNextOrder).toBeNull();
    expect(nobody.reasons['medianDaysToNextOrder']?.en).toContain('second time');
  });
});

/** Forty people who order once, on New Year's Day; their 90th day is the first of April. */
const silent = Array.from({ length: 40 }, (_, index) => `p${String(index).padStart(2, '0')}`);
const once = silent.map((person) => order(person, '2026-01-01', 1000));
const april = { from: '2026-04-01', to: '2026-04-30' };

describe('win-back and natural return', () => {
  it('stand side by side: within 60 days after the message, and within 60 after the 90th day', async () => {
    const figures = await figuresOf(
      [
        ...once,
        ...silent.slice(0, 30).map((person) => order(person, '2025-01-01', 1000)),
        // Of those without a message two come back in time, one a day too late, and one was never silent.
        order('p00', '2026-04-02', 500),
        order('p01', '2026-05-31', 500),
        order('p02', '2026-06-01', 500),
        order('p03', '2026-04-01', 500),
        // Of those with a message one comes on the 60th day after it, one on the 61st.
        ...silent.slice(4, 8).flatMap((person) => message(`m-${person}`, person, '2026-04-10')),
        order('p04', '2026-06-09', 800),
        order('p04', '2026-06-20', 200),
        order('p05', '2026-06-10', 800),
      ],
      april,
    );
    expect(figures.naturalReturnRate).toBe(2 / 35);
    expect(figures.winBackRate).toBeNull();
    expect(figures.reasons['winBackRate']?.en).toContain('4 of 30');
    expect(figures.revenuePerReactivated).toEqual(euro(667));
  });
});

describe('an open window', () => {
  it('counts nobody whose 60 days after the silence, or 90 after the return, are not over', async () => {
    const facts = [...once, ...silent.slice(0, 3).map((person) => order(person, '2026-04-20', 700))];
    const early = { today: '2026-05-31', asOf: Date.parse('2026-05-31T10:00:00Z') };
    const figures = await figuresOf(facts, { ...april, ...early });
    expect(figures).toMatchObject({ naturalReturnRate: null, revenuePerReactivated: null });
    expect(figures.reasons['naturalReturnRate']?.en).toContain('40 are still open');
    expect(figures.reasons['revenuePerReactivated']?.en).toContain('3 are still open');
    const later = { today: '2026-06-01', asOf: Date.parse('2026-06-01T10:00:00Z') };
    expect((await figuresOf(facts, { ...april, ...later })).naturalReturnRate).toBe(3 / 40);
  });
});

describe('people', () => {
  it('who were merged are one, and the rows of an erased one keep every total', async () => {
    const facts = [
      order('a', '2026-03-01', 100),
      order('a', '2026-03-09', 100),
      order('erased-1', '2026-03-09', 70),
    ];
    expect(await figuresOf(facts)).toMatchObject({ customers: 2, orders: 3, revenue: euro(270) });
  });

  it('who were erased are told apart by nothing, so each of their orders is somebody’s own', async () => {
    const facts = ['erased', 'erased'].map((person, index) =>
      order(person, `2026-03-0${index + 1}`, 100, { order_ref: `o${index}` }),
    );
    const nobody = order('x', '2026-03-05', 50);
    const { person: _person, ...without } = nobody;
    expect(await figuresOf([...facts, without])).toMatchObject({
      ...{ customers: 3, orders: 3, revenue: euro(250), repeatCustomerRate: 0, medianDaysToNextOrder: null },
    });
  });

  it('of a segment are those who are in it now', async () => {
    const facts = [
      order('in', '2026-03-01', 100),
      order('out', '2026-03-01', 30),
      ...(['in', 'out'] as const).map((person) => ({
        ...{ kind: 'segment', person, value: 'vip', outcome: 'entered', at: '2026-02-01' },
      })),
      { kind: 'segment', person: 'out', value: 'vip', outcome: 'left', at: '2026-02-02' },
    ];
    expect(await figuresOf(facts, { segment: 'vip' })).toMatchObject({
      segment: 'vip',
      customers: 1,
      orders: 1,
    });
  });

  it('are put into cohorts by the month of their first order, and into RFM groups', async () => {
    const { cohorts, rfm } = await figuresOf([
      order('a', '2026-01-05', 100),
      order('a', '2026-03-05', 50),
      order('b', '2026-01-25', 100),
      order('c', '2026-02-01', 900),
    ]);
    expect(
      cohorts.map(({ month, customers, later }) => [month, customers, later.map((one) => one.customers)]),
    ).toEqual([
      ['2026-01', 2, [2, 0, 1]],
      ['2026-02', 1, [1]],
    ]);
    expect(rfm).toMatchObject({ dormant: 3, champions: 0 });
  });

  it('can be reached where consent was given last', async () => {
    const consent = (person: string, at: string, outcome: string) => ({
      ...{ kind: 'consent', person, at, outcome, channel: 'email', purpose: 'marketing' },
    });
    const { reach } = await figuresOf([
      consent('a', '2026-01-01', 'given'),
      consent('b', '2026-01-01', 'given'),
      consent('b', '2026-02-01', 'withdrawn'),
      consent('c', '2026-01-01', 'requested'),
      consent('d', '2026-01-01', 'given'),
      { kind: 'complained', person: 'd', at: '2026-02-01', channel: 'email', message: 'm' },
    ]);
    expect(reach).toEqual([{ channel: 'email', people: 1 }]);
  });
});
