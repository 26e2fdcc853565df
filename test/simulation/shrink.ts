/**
 * Looks for the shortest history that still breaks the same promise in the same way: first one customer,
 * then no edits, then fewer faults, then fewer happenings.
 */
import type { Problem } from './checks/problem.ts';
import { involvedIn } from './happening.ts';
import { keepOnly, type Plan } from './plan.ts';

/**
 * What one violation may cost, counted in happenings and not in time, so that every machine finds the same:
 * about a minute.
 */
const BUDGET = 2_400;
/** What a world costs beside its happenings: its publishes and its days. */
const WORLD = 30;

type Judge = (plan: Plan) => Promise<readonly Problem[]>;
type Found = Readonly<{ plan: Plan; problem: Problem }>;

export const shrink = async (plan: Plan, problem: Problem, judge: Judge): Promise<Found> => {
  let found: Found = { plan, problem };
  let left = BUDGET;
  /** True where the smaller plan still shows it. */
  const holds = async (smaller: Plan): Promise<boolean> => {
    const cost = WORLD + smaller.happenings.length;
    if (cost > left) return false;
    left -= cost;
    const same = (await judge(smaller)).find((one) => kindOf(one) === kindOf(problem));
    if (same) found = { plan: smaller, problem: same };
    return same !== undefined;
  };
  await oneCustomer(found, holds);
  await withoutOthers(() => found.plan, holds);
  for (const kind of found.plan.faults)
    await holds({ ...found.plan, faults: found.plan.faults.filter((other) => other !== kind) });
  await fewerHappenings(() => found.plan, holds);
  return found;
};

type Holds = (smaller: Plan) => Promise<boolean>;

/** What a problem says, without of whom, when and which step: another fault of the same invariant is another. */
const kindOf = ({ invariant, text }: Problem): string => `${invariant} ${text.replace(/\S*[\d@#/]\S*/g, '')}`;

const oneCustomer = async ({ plan, problem }: Found, holds: Holds): Promise<void> => {
  if (problem.customer === undefined) return;
  const ids = plan.happenings
    .filter(
      (happening) => !('customer' in happening) || involvedIn(happening).includes(problem.customer ?? -1),
    )
    .map(({ id }) => id);
  await holds(keepOnly(plan, new Set(ids)));
};

/** Nothing but what happened to the customers: no edits, no news of products. */
const withoutOthers = async (current: () => Plan, holds: Holds): Promise<void> => {
  const ids = current().happenings.flatMap((happening) => ('customer' in happening ? [happening.id] : []));
  if (ids.length < current().happenings.length) await holds(keepOnly(current(), new Set(ids)));
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
