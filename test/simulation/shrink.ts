/** Looks for the shortest history that still breaks the same invariant: first one customer alone, then fewer happenings, then fewer faults. */
import type { Problem } from './checks/problem.ts';
import { keepOnly, type Plan } from './plan.ts';

/** Runs spent on one violation. */
const RUNS = 60;

type Judge = (plan: Plan) => Promise<readonly Problem[]>;
type Found = Readonly<{ plan: Plan; problem: Problem }>;

export const shrink = async (plan: Plan, problem: Problem, judge: Judge): Promise<Found> => {
  let found: Found = { plan, problem };
  let runs = 0;
  /** True where the smaller plan still shows it. */
  const holds = async (smaller: Plan): Promise<boolean> => {
    if (runs >= RUNS) return false;
    runs += 1;
    const same = (await judge(smaller)).find(({ invariant }) => invariant === problem.invariant);
    if (same) found = { plan: smaller, problem: same };
    return same !== undefined;
  };
  await oneCustomer(found, holds);
  await fewerHappenings(() => found.plan, holds);
  for (const kind of found.plan.faults) await holds({ ...found.plan, faults: found.plan.faults.filter((other) => other !== kind) });
  return found;
};

type Holds = (smaller: Plan) => Promise<boolean>;

const oneCustomer = async ({ plan, problem }: Found, holds: Holds): Promise<void> => {
  if (problem.customer === undefined) return;
  const ids = plan.happenings
    .filter((happening) => !('customer' in happening) || happening.customer === problem.customer)
    .map(({ id }) => id);
  await holds(keepOnly(plan, new Set(ids)));
};

/** Leaves out ever smaller parts. */
const fewerHappenings = async (current: () => Plan, holds: Holds): Promise<void> => {
  for (let parts = 2; parts <= 2 * current().happenings.length && parts <= 64; parts *= 2) {
    const size = Math.max(1, Math.ceil(current().happenings.length / parts));
    for (let from = 0; from < current().happenings.length; ) {
      const ids = current().happenings.map(({ id }) => id);
      const left = new Set([...ids.slice(0, from), ...ids.slice(from + size)]);
      if (!(await holds(keepOnly(current(), left)))) from += size;
    }
  }
};
