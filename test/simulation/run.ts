/** One seed from plan to verdict. */
import { present } from '../../core/present.ts';
import type { Problem } from './checks/problem.ts';
import { gatherFacts } from './facts.ts';
import { isAttack } from './happening.ts';
import { problemsOf } from './invariants.ts';
import type { Options } from './options.ts';
import { keepOnly, type Plan, planOf } from './plan.ts';
import type { Planted } from './planted/planted.ts';
import { shrink } from './shrink.ts';
import { runWorld } from './world.ts';

export type Job = Readonly<{ seed: number; roughness?: number }> &
  Pick<Options, 'customers' | 'days' | 'attackers' | 'only' | 'faults' | 'planted'>;
/** To find the shortest history that shows what a job has already shown. */
export type Shortening = Readonly<{ job: Job; problem: Problem }>;

export type Verdict = Readonly<{
  seed: number;
  digest: string;
  problems: readonly Problem[];
  mails: number;
  happenings: number;
  /** So many of them are an attacker's. */
  attacks: number;
}>;
/** The shortest plan found that still breaks the same invariant. */
export type Shortest = Pick<Plan, 'happenings' | 'faults'> & Readonly<{ problem: Problem }>;

export const planFor = ({ seed, customers, days, attackers, only, faults, roughness = 1 }: Job): Plan => {
  const plan = planOf(present({ seed, customers, days, attackers, roughness }));
  const kept = only === undefined ? plan : keepOnly(plan, new Set(only));
  return faults === undefined ? kept : { ...kept, faults };
};

export const runJob = async (job: Job, planted?: Planted): Promise<Verdict> => {
  const plan = planFor(job);
  const { problems, digest, mails } = await judge(plan, planted);
  const attacks = plan.happenings.filter(isAttack).length;
  return { seed: job.seed, digest, problems, mails, happenings: plan.happenings.length, attacks };
};

export const shorten = async ({ job, problem }: Shortening, planted?: Planted): Promise<Shortest> => {
  const found = await shrink(
    planFor(job),
    problem,
    async (smaller) => (await judge(smaller, planted)).problems,
  );
  return { happenings: found.plan.happenings, faults: found.plan.faults, problem: found.problem };
};

type Judged = Readonly<{ problems: readonly Problem[]; digest: string; mails: number }>;

const judge = async (plan: Plan, planted: Planted | undefined): Promise<Judged> => {
  try {
    const world = await runWorld(plan, planted);
    const facts = await gatherFacts(world);
    await world.cloud.standIns.close();
    return { problems: problemsOf(facts), digest: facts.digest, mails: facts.witness.mails.length };
  } catch (error) {
    const text = `the world did not come to its end: ${error instanceof Error ? error.message : String(error)}`;
    return { problems: [{ invariant: 'I8', text }], digest: 'none', mails: 0 };
  }
};
