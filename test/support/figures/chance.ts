/** Seeded chance for simulated shops: uniform, normal, gamma, and customers by the BG/NBD model. */
import type { BgNbd, HistoryGroup } from '../../../core/figures/bg-nbd.ts';

export type Chance = Readonly<{ uniform: () => number; gamma: (shape: number) => number }>;

/** The generator mulberry32: small, and even enough for simulated shops. */
export const chance = (seed: number): Chance => {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  /** By Marsaglia and Tsang. */
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(uniform()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return { uniform, gamma };
};

/** Customers who first bought up to `weeks` ago and go on as the model says, counted by day. */
export const simulatedBuyers = (
  model: BgNbd,
  { uniform, gamma }: Chance,
  { people, weeks }: Readonly<{ people: number; weeks: number }>,
): readonly HistoryGroup[] => {
  const groups = new Map<string, HistoryGroup>();
  for (let person = 0; person < people; person += 1) {
    const [rate, kept, lost] = [gamma(model.r) / model.alpha, gamma(model.b), gamma(model.a)];
    const age = Math.ceil(weeks * 7 * (0.3 + 0.7 * uniform())) / 7;
    let [repeats, lastAge, now] = [0, 0, 0];
    while (repeats === 0 || uniform() >= lost / (lost + kept)) {
      now -= Math.log(uniform()) / rate;
      if (now > age) break;
      repeats += 1;
      lastAge = Math.floor(now * 7) / 7;
    }
    const key = [repeats, lastAge, age].join();
    groups.set(key, { repeats, lastAge, age, customers: (groups.get(key)?.customers ?? 0) + 1 });
  }
  return [...groups.values()];
};
