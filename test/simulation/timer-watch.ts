/**
 * Watches what timers do: which input each invocation of advance works on, and which states it wrote over
 * which. No engine in here.
 */
import { unpack } from '../../adapters/dynamodb/packed.ts';
import { type Call, isStateWrite } from './sdk-call.ts';
import type { Task } from './turns.ts';

/** A timer that gave its enrollment a new one although another was the current one. */
export type StaleMove = Readonly<{ profileId: string; entryId: string; at: number }>;

type Timer = Readonly<{ profileId: string; entryId: string; timerId: string }>;
type Written = Readonly<{ version: number; packed: string }>;
type Put = Readonly<{
  Item: Readonly<{ pk: { S: string }; version?: { N: string }; state?: { B: string } }>;
  ExpressionAttributeValues?: Readonly<{ ':expected'?: { N: string } }>;
}>;
type State = Readonly<{
  kind: string;
  enrollments?: readonly Readonly<{ entryId: string; timerId: string }>[];
}>;

export const createTimerWatch = (now: () => number) => {
  const moves: StaleMove[] = [];
  const working = new WeakMap<Task, Timer>();
  const written = new Map<string, Written>();

  /** An invocation of advance begins with this input. */
  const begins = (task: Task | undefined, body: string): void => {
    if (task && body.startsWith('{"kind":"timer"')) working.set(task, JSON.parse(body) as Timer);
  };
  /** DynamoDB has answered this. */
  const wrote = (task: Task, call: Call, status: number): void => {
    if (status !== 200 || !isStateWrite(call)) return;
    const { Item, ExpressionAttributeValues } = JSON.parse(call.text) as Put;
    const after = { version: Number(Item.version?.N), packed: Item.state?.B ?? '' };
    const before = written.get(Item.pk.S);
    written.set(Item.pk.S, after);
    const timer = working.get(task);
    // Another write that nobody heard of may lie in between: then nothing can be said.
    if (
      timer === undefined ||
      before === undefined ||
      before.version !== Number(ExpressionAttributeValues?.[':expected']?.N)
    )
      return;
    const [current, next] = [before, after].map(({ packed }) => currentTimer(packed, timer.entryId));
    if (current !== undefined && next !== undefined && current !== timer.timerId && next !== current)
      moves.push({ profileId: timer.profileId, entryId: timer.entryId, at: now() });
  };
  return { begins, wrote, moves };
};

const currentTimer = (packed: string, entryId: string): string | undefined =>
  unpack<State>(Buffer.from(packed, 'base64'))?.enrollments?.find((entry) => entry.entryId === entryId)
    ?.timerId;
