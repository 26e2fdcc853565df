/**
 * Lambda's instances: each works on one invocation at a time, has a clock of its own, and is gone once it has
 * died.
 */
import type { AsyncLocalStorage } from 'node:async_hooks';
import { createFunctions, type Functions } from '../../local/functions.ts';
import type { Plan } from './plan.ts';
import type { Kit, Planted } from './planted/planted.ts';
import { chanceOf } from './random.ts';
import { aboutOf, type Task, type Turns } from './turns.ts';

export type Result<T> = Readonly<{ value: T } | { died: true } | { error: unknown }>;

/** One invocation; resolves when it is over, however it ends. */
export type Invoke = <T>(
  name: string,
  about: string,
  call: (functions: Functions) => Promise<T>,
) => Promise<Result<T>>;

const INSTANCES = 2;
const SKEW_MS = 5_000;

type Options = Readonly<{
  plan: Plan;
  now: () => number;
  turns: Turns;
  current: AsyncLocalStorage<Task>;
  planted?: Planted;
}>;

export const createInvoke = (options: Options, kit: Omit<Kit, 'runtime'>): Invoke => {
  const { plan, turns, current } = options;
  const { instanceOf, forget } = createInstances(options, kit);
  const busy = new Set<string>();
  const freeOf = (name: string, about: string): string => {
    for (
      let tries = 0, slot = chanceOf(plan.seed, 'instance', name, about).between(1, INSTANCES);
      ;
      tries += 1, slot += 1
    ) {
      const key = `${name}/${tries < INSTANCES ? 1 + (slot % INSTANCES) : tries}`;
      if (!busy.has(key)) return key;
    }
  };
  return <T>(name: string, about: string, call: (functions: Functions) => Promise<T>): Promise<Result<T>> =>
    new Promise((resolve) => {
      const key = freeOf(name, about);
      const functions = instanceOf(key);
      busy.add(key);
      turns.start({ name, about: aboutOf(about) }, async () => {
        const task = current.getStore();
        const outcome: Result<T> = await call(functions).then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        );
        busy.delete(key);
        if (task?.dead) forget(key);
        resolve(task?.dead ? { died: true } : outcome);
      });
    });
};

const createInstances = ({ plan, now, planted }: Options, kit: Omit<Kit, 'runtime'>) => {
  let tokens = 0;
  const newToken = (): string => {
    tokens += 1;
    return `token-${tokens}`;
  };
  const skewOf = (key: string): number =>
    plan.faults.includes('skew') ? chanceOf(plan.seed, 'skew', key).between(-SKEW_MS, SKEW_MS) : 0;
  const instances = new Map<string, Functions>();
  const instanceOf = (key: string): Functions => {
    const known = instances.get(key);
    if (known) return known;
    const skew = skewOf(key);
    const runtime = { now: () => now() + skew, newToken };
    const made = createFunctions({
      queueUrl: kit.standIns.sqs.url,
      publicUrl: 'https://mail.shop.example',
      shops: {},
      testReaches: 'addresses',
      runtime,
      requestHandler: kit.requestHandler,
    });
    const functions = planted?.wrap ? planted.wrap(made, { ...kit, runtime }) : made;
    instances.set(key, functions);
    return functions;
  };
  return { instanceOf, forget: (key: string): void => void instances.delete(key) };
};
