/** What flows are worth: credits, tests by assignment, steps and costs, and that no column exceeds the revenue. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf, message, order, type TestFact } from '../../support/figures/facts.ts';

const euro = (amount: number) => ({ amount, currency: 'EUR' });
const human = (at: string): TestFact => ({ kind: 'clicked', human: true, at });
const machine = (at: string): TestFact => ({ kind: 'clicked', human: false, at });
const assigned = (person: string, variant: string, more: Partial<TestFact> = {}): TestFact => ({
  ...{ kind: 'assigned', at: '2026-03-01', flow: 'cart', enrollment: `e-${person}`, person, variant },
  ...more,
});

describe('an order', () => {
  it('is touched by the last message that arrived within 5 days before, and clicked by the last human click', async () => {
    const { flows } = await figuresOf([
      ...message('m1', 'a', '2026-03-01', { flow: 'welcome', then: [human('2026-03-04')] }),
      ...message('m2', 'a', '2026-03-03', { flow: 'cart', then: [machine('2026-03-05')] }),
      order('a', '2026-03-06', 1000),
      // One second too late for either.
      ...message('m3', 'b', '2026-03-01T12:00:00Z', { flow: 'cart', then: [human('2026-03-01T12:00:00Z')] }),
      order('b', '2026-03-06T12:00:01Z', 5000),
      // A message that bounced touches nobody; one of which no delivery is told counts as it was sent.
      { kind: 'message', outcome: 'sent', at: '2026-03-01', person: 'c', message: 'm4', flow: 'cart' },
      { kind: 'bounced', at: '2026-03-01', person: 'c', message: 'm4' },
      order('c', '2026-03-02', 300),
      { kind: 'message', outcome: 'sent', at: '2026-03-01', person: 'd', message: 'm5', flow: 'cart' },
      order('d', '2026-03-02', 20),
      // After the order is not before it.
      order('e', '2026-03-02', 4),
      ...message('m6', 'e', '2026-03-03', { flow: 'cart' }),
    ]);
    expect(
      flows.map(({ flow, orders, revenue }) => [flow, orders, revenue.touched, revenue.clicked]),
    ).toEqual([
      ['cart', 2, euro(1020), euro(0)],
      ['welcome', 0, euro(0), euro(1000)],
    ]);
  });
});

describe('a step', () => {
  it('keeps its figures under its id, whatever it is called, with machines apart and costs beside revenue', async () => {
    const paid = { flow: 'cart', step: 'help', cost_micros: 118_100, cost_currency: 'EUR' };
    const { flows, unsubscribeRate, complaintRate } = await figuresOf([
      ...message('m1', 'a', '2026-03-01', { ...paid, then: [human('2026-03-01'), human('2026-03-02')] }),
      ...message('m2', 'b', '2026-03-01', {
        ...paid,
        program: '7',
        then: [machine('2026-03-01'), { kind: 'unsubscribed', at: '2026-03-01' }],
      }),
      ...message('m3', 'c', '2026-03-01', {
        ...paid,
        program: '8',
        then: [
          { kind: 'opened', at: '2026-03-01' },
          { kind: 'complained', at: '2026-03-02' },
        ],
      }),
      ...message('m4', 'd', '2026-03-01', { ...paid, purpose: 'transactional' }),
      {
        kind: 'message',
        at: '2026-03-01',
        person: 'e',
        message: 'm5',
        flow: 'cart',
        step: 'help',
        outcome: 'skipped',
        reason: 'frequency-cap',
      },
      order('a', '2026-03-03', 999),
    ]);
    expect(flows[0]?.cost).toEqual(euro(47));
    expect(flows[0]?.steps).toEqual([
      {
        ...{ step: 'help', channel: 'email', sent: 4, delivered: 4, opened: 1, clicked: 1, machineClicks: 1 },
        ...{
          unsubscribed: 1,
          complained: 1,
          cost: euro(47),
          revenue: { touched: euro(999), clicked: euro(999) },
        },
      },
    ]);
    expect([unsubscribeRate, complaintRate]).toEqual([1 / 3, 1 / 3]);
  });

  it('adds no costs of two currencies', async () => {
    const { flows, reasons } = await figuresOf([
      ...message('m1', 'a', '2026-03-01', { flow: 'cart', cost_micros: 100, cost_currency: 'USD' }),
      ...message('m2', 'b', '2026-03-01', { flow: 'cart', cost_micros: 100, cost_currency: 'EUR' }),
    ]);
    expect(flows[0]?.cost).toBeNull();
    expect(reasons['flows.cart.cost']?.en).toContain('several currencies');
  });
});

describe('a test', () => {
  it('counts by assignment, each person once, by 30 days from the entry, whoever got a message', async () => {
    const people = (arm: string) => Array.from({ length: 10 }, (_, index) => `${arm}${index}`);
    const { flows } = await figuresOf([
      ...people('t').map((person) => assigned(person, 'treated')),
      ...people('h').map((person) => assigned(person, 'holdout')),
      // A second entry is no second person.
      assigned('t0', 'treated', { at: '2026-03-20', enrollment: 'again' }),
      ...people('t').map((person) => ({
        kind: 'enrolled',
        at: '2026-03-01',
        person,
        flow: 'cart',
        enrollment: `e-${person}`,
      })),
      ...people('t')
        .slice(0, 4)
        .map((person) => order(person, '2026-03-31T12:00:00Z', 1000)),
      order('t5', '2026-03-31T12:00:01Z', 9000),
      order('h0', '2026-03-02', 2000),
      order('h1', '2026-03-02', 500, { currency: 'CHF' }),
    ]);
    const [cart] = flows;
    expect(cart).toMatchObject({
      ...{ flow: 'cart', entered: 21, heldOut: 10 },
      test: {
        treated: 10,
        control: 10,
        orderRate: { treated: 0.4, control: 0.1 },
        sampleRatioMismatch: false,
      },
      revenue: { proven: { amount: 2000, currency: 'EUR' } },
    });
    expect(cart?.test?.lift).toBeCloseTo(0.3, 12);
    const { low = 1, high = 0 } = cart?.revenue.proven ?? {};
    expect(low < 2000 && high > 2000).toBe(true);
  });

  it('proves nothing without a holdout, or before 30 days are over, and says so', async () => {
    const facts = [
      assigned('a', 'treated'),
      assigned('b', 'treated'),
      assigned('c', 'holdout'),
      assigned('d', 'holdout'),
    ];
    const early = await figuresOf(facts, { today: '2026-03-20', asOf: Date.parse('2026-03-20T12:00:00Z') });
    expect(early.flows[0]).toMatchObject({ test: null, revenue: { proven: null }, heldOut: 2 });
    expect(early.reasons['flows.cart.revenue.proven']?.de).toContain('Kontrollgruppe');
    expect((await figuresOf([assigned('a', 'treated'), assigned('b', 'treated')])).flows[0]?.test).toBeNull();
  });

  it('warns where the split came out as chance would not do it', async () => {
    const split = (treated: number, control: number) => [
      ...Array.from({ length: treated }, (_, index) => assigned(`t${index}`, 'treated')),
      ...Array.from({ length: control }, (_, index) => assigned(`h${index}`, 'holdout')),
    ];
    const isMismatch = async (treated: number, control: number) =>
      (await figuresOf(split(treated, control), {}, { cart: 0.5 })).flows[0]?.test?.sampleRatioMismatch;
    expect(await isMismatch(520, 480)).toBe(false);
    expect(await isMismatch(600, 400)).toBe(true);
  });

  it('shows the branches of a split beside it', async () => {
    const { flows } = await figuresOf([
      ...['a', 'b'].map((person) => assigned(person, 'red', { step: 'subject' })),
      assigned('c', 'blue', { step: 'subject' }),
      order('a', '2026-03-02', 700),
    ]);
    expect(flows[0]).toMatchObject({
      test: null,
      variants: [
        { step: 'subject', variant: 'blue', people: 1, orderRate: 0 },
        { step: 'subject', variant: 'red', people: 2, orderRate: 0.5, revenue: euro(700) },
      ],
    });
  });
});

const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f'];
const FLOWS = ['cart', 'welcome', 'win-back'];
const day = fc
  .integer({ min: 0, max: 119 })
  .map((days) => new Date(Date.UTC(2026, 0, 1, 12) + days * 86_400_000).toISOString());
const about = { person: fc.constantFrom(...PEOPLE), at: day, flow: fc.constantFrom(...FLOWS) };
type Drawn = Readonly<{ person: string; at: string; flow: string; amount: number }>;
const ORDERS = 40;
const told: Readonly<Record<string, (drawn: Drawn, index: number) => readonly TestFact[]>> = {
  order: ({ person, at, amount }, index) => [order(person, at, amount, { order_ref: `o${index % ORDERS}` })],
  refund: ({ at, amount }, index) => [{ kind: 'refund', at, order_ref: `o${index % ORDERS}`, amount }],
  message: ({ person, at, flow }, index) => message(`m${index}`, person, at, { flow }),
  click: ({ person, at, flow }, index) => message(`m${index}`, person, at, { flow, then: [human(at)] }),
  treated: ({ person, at, flow }, index) => [
    assigned(person, 'treated', { at, flow, enrollment: `e${index}` }),
  ],
  holdout: ({ person, at, flow }, index) => [
    assigned(person, 'holdout', { at, flow, enrollment: `e${index}` }),
  ],
};
const histories = fc.array(
  fc.record({
    ...about,
    what: fc.constantFrom(...Object.keys(told)),
    amount: fc.integer({ min: 0, max: 90_000 }),
  }),
  { maxLength: 80 },
);

const totalOf = (amounts: readonly (Readonly<{ amount: number }> | null)[]): number =>
  amounts.reduce((total, one) => total + (one?.amount ?? 0), 0);

describe('the columns of a period', () => {
  it('never add up to more than the revenue of the shop', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const facts = history.flatMap((drawn, index) => told[drawn.what]?.(drawn, index) ?? []);
        const { flows, revenue } = await figuresOf(facts, { from: '2026-02-01', to: '2026-03-15' });
        const most = revenue?.amount ?? 0;
        for (const column of ['touched', 'clicked', 'proven'] as const)
          expect(totalOf(flows.map((flow) => flow.revenue[column])), column).toBeLessThanOrEqual(most);
        const steps = flows.flatMap((flow) => flow.steps.map((step) => step.revenue.touched));
        expect(totalOf(steps)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 12 },
    );
  });
});
