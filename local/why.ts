/** Explains one customer of the system on this machine, for `npm run explain`. customers → [this] → core/explain */
import { type Why, whyOf } from '../core/explain/why.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Customers } from './customers.ts';

/** Undefined where nobody is known by the identity, or nothing is published. */
export const createWhy =
  ({ customers, now }: Readonly<{ customers: Customers; now: () => Instant }>) =>
  async (identity: string): Promise<Why | undefined> => {
    const rules = await customers.rules();
    const seen = await customers.see(identity, rules, now());
    if (!rules || !seen?.explanation) return undefined;
    const names = Object.values(rules.program.flows).map(({ id, name }) => [id, name] as const);
    return whyOf(identity, {
      timeline: seen.timeline,
      explanation: seen.explanation,
      flowNames: Object.fromEntries(names),
    });
  };
