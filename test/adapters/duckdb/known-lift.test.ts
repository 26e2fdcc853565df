/** Simulated shops whose flow has a known effect: what the figures prove of it holds the truth as often as they say. */
import { expect, it } from 'vitest';
import { chance } from '../../support/figures/chance.ts';
import { figuresOf, message, order, type TestFact } from '../../support/figures/facts.ts';

const RATES = { treated: 0.25, holdout: 0.15 } as const;
const AMOUNT = 4000;
const PEOPLE = 300;
const SHOPS = 8;

/** Half are held out; of the others a fifth gets no message, because of caps and the like. */
const shop = (seed: number): readonly TestFact[] => {
  const { uniform, gamma } = chance(seed);
  const facts: TestFact[] = [];
  for (let index = 0; index < PEOPLE; index += 1) {
    const person = `p${index}`;
    const variant = uniform() < 0.5 ? 'treated' : 'holdout';
    const day = `2026-03-${10 + Math.floor(uniform() * 20)}`;
    facts.push({ kind: 'assigned', at: day, person, variant, flow: 'cart', enrollment: `e${index}` });
    if (variant === 'treated' && uniform() < 0.8)
      facts.push(...message(`m${index}`, person, `${day}T13:00:00Z`, { flow: 'cart' }));
    if (uniform() < RATES[variant])
      facts.push(order(person, `${day}T18:00:00Z`, Math.round((gamma(4) * AMOUNT) / 4)));
  }
  return facts;
};

it('the intervals of lift and proven revenue hold what the shops were made with', async () => {
  const held = { lift: 0, revenue: 0 };
  for (let seed = 1; seed <= SHOPS; seed += 1) {
    const { flows } = await figuresOf(shop(seed), {}, { cart: 0.5 });
    const { test, revenue } = flows[0] ?? {};
    const lift = RATES.treated - RATES.holdout;
    const truth = lift * AMOUNT * (test?.treated ?? 0);
    const { low = 1, high = 0 } = revenue?.proven ?? {};
    if (test && test.low <= lift && lift <= test.high) held.lift += 1;
    if (low <= truth && truth <= high) held.revenue += 1;
    expect(test?.sampleRatioMismatch).toBe(false);
    // Touched says more than the flow has brought: many would have ordered anyway.
    expect(revenue?.touched?.amount).toBeGreaterThan(truth);
  }
  expect(held.lift).toBeGreaterThanOrEqual(SHOPS - 1);
  expect(held.revenue).toBeGreaterThanOrEqual(SHOPS - 1);
});
