/**
 * Watches which inputs hold their customers, and which of them advance has done with, by what it says to the
 * table and to the queue.
 */
import type { Call } from './sdk-call.ts';
import type { Task } from './turns.ts';

export const createHoldWatch = (now: () => number) => {
  /** Inputs, by name, that advance wanted to put back, where the queue was away as well. */
  const stranded = new Set<string>();
  /** Inputs, by name, that advance has done with. */
  const acknowledged = new Set<string>();
  const heldAt: Readonly<{ profileId: string; at: number }>[] = [];
  const lastLift = new WeakMap<Task, string>();

  const seen = (task: Task, call: Call): void => {
    const back = putBackBy(task, call);
    if (back !== undefined) stranded.add(back);
    if (liftedBy(call) === undefined) lastLift.delete(task);
  };
  const done = (task: Task, call: Call): void => {
    const [back, lifted] = [putBackBy(task, call), liftedBy(call)];
    if (back !== undefined) stranded.delete(back);
    if (lifted !== undefined) lastLift.set(task, lifted);
    if (call.text.includes('ADD #inputs'))
      heldAt.push({ profileId: /hold#([^"]+)/.exec(call.text)?.[1] ?? '', at: now() });
  };
  /** Who lifts a hold as the last thing has applied the input, whether or not the queue hears of it. */
  const ended = (task: Task | undefined): void => {
    const lifted = task && lastLift.get(task);
    if (lifted !== undefined) acknowledged.add(lifted);
  };
  return { seen, done, ended, stranded, acknowledged, heldAt };
};

/** The name of the input that advance puts back with this call. */
const putBackBy = ({ name }: Task, { service, text }: Call): string | undefined =>
  name === 'advance' && service === 'sqs'
    ? /"MessageDeduplicationId":"redriven\.[^".]*\.([^"]+)"/.exec(text)?.[1]
    : undefined;

/** The name of the input whose hold is lifted with this call. */
const liftedBy = ({ service, text }: Call): string | undefined =>
  service === 'dynamodb' ? /"DELETE #inputs :input".*":input":\{"SS":\["([^"]+)"/.exec(text)?.[1] : undefined;
