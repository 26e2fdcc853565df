/**
 * Flattens the nested steps of a flow file into one table; a branch continues at the step after the branching
 * one.
 */
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the flow language, and nobody awaits a
// file.

import type { JsonObject } from '../events/event.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { CompiledStep } from '../program/program.ts';
import { durationMs, durationWait, WEEKDAYS } from '../program/words.ts';
import { compileCondition } from './compile-condition.ts';
import type { PlainStep, StepFile, WaitFile } from './step-schema.ts';

type Table = Readonly<{ first: string | null; steps: Readonly<Record<string, CompiledStep>> }>;

export const compileSteps = (steps: readonly StepFile[]): Table => {
  const table: Record<string, CompiledStep> = {};
  return { first: addList(steps, null, table), steps: table };
};

/**
 * Adds a list of steps to the table and returns the id to begin with: its first step, or `after` where the
 * list is empty.
 */
const addList = (
  steps: readonly StepFile[],
  after: string | null,
  table: Record<string, CompiledStep>,
): string | null => {
  for (const [index, step] of steps.entries())
    table[step.id] = compileStep(step, steps[index + 1]?.id ?? after, table);
  return steps[0]?.id ?? after;
};

const compileStep = (
  step: StepFile,
  next: string | null,
  table: Record<string, CompiledStep>,
): CompiledStep => {
  const { id } = step;
  const branch = (steps: readonly StepFile[] = []): string | null => addList(steps, next, table);
  if ('if' in step)
    return {
      kind: 'if',
      id,
      condition: compileCondition(step.if),
      yes: branch(step.then),
      no: branch(step.else),
    };
  if ('switch' in step) {
    const cases = step.switch.map(({ when, then }) => ({ when: compileCondition(when), then: branch(then) }));
    return { kind: 'switch', id, cases, otherwise: branch(step.else) };
  }
  if ('split' in step)
    return {
      kind: 'split',
      id,
      branches: step.split.map(({ name, weight, then }) => ({ name, weight, then: branch(then) })),
    };
  if ('waitFor' in step) {
    const { event, where, any, timeout } = step.waitFor;
    const awaited = present({
      event,
      where: where ? compileCondition(where) : undefined,
      any: any || undefined,
      timeout: durationWait(timeout),
    });
    return { kind: 'waitFor', id, ...awaited, yes: branch(step.then), no: branch(step.else) };
  }
  return compilePlain(step, next);
};

/** A step without branches. */
const compilePlain = (step: PlainStep, next: string | null): CompiledStep => {
  const { id } = step;
  if ('wait' in step) return compileWait(id, step.wait, next);
  if ('send' in step) return compileSend(id, step.send, next);
  if ('forget' in step) return { kind: 'forget', id };
  if ('exit' in step) return { kind: 'exit', id };
  return compileAct(step, next);
};

type ActFile = Exclude<
  PlainStep,
  { wait: unknown } | { send: unknown } | { forget: unknown } | { exit: unknown }
>;

/** A step that takes no time, and after which the flow goes on. */
const compileAct = (step: ActFile, next: string | null): CompiledStep => {
  const { id } = step;
  if ('coupon' in step) return { kind: 'coupon', id, ...present(step.coupon), next };
  if ('set' in step) return { kind: 'set', id, ...present(step.set), next };
  if ('emit' in step) return { kind: 'emit', id, event: step.emit.event, next };
  if ('stop' in step) return { kind: 'stop', id, channel: step.stop.channel, next };
  if ('notify' in step) return { kind: 'notify', id, template: step.notify.template, next };
  return { kind: 'call', id, url: step.call.url, body: (step.call.body ?? {}) as JsonObject, next };
};

type SendFile = Extract<StepFile, { send: unknown }>['send'];

const compileSend = (
  id: string,
  { channel, template, topic, usefulFor, fallback }: SendFile,
  next: string | null,
): CompiledStep =>
  present({
    kind: 'send',
    id,
    channel,
    template,
    topic,
    usefulForMs: (usefulFor ? durationMs(usefulFor) : undefined) ?? LIMITS.usefulForMs,
    fallback,
    next,
  });

const compileWait = (id: string, wait: WaitFile, next: string | null): CompiledStep => {
  if (typeof wait === 'string') return { kind: 'wait', id, wait: durationWait(wait), next };
  const { until } = wait;
  if ('date' in until)
    return present({
      kind: 'untilDate',
      id,
      path: until.date,
      at: until.at ? clockOf(until.at) : undefined,
      next,
    });
  const weekday = until.weekday ? WEEKDAYS.indexOf(until.weekday) + 1 : undefined;
  return { kind: 'wait', id, wait: present({ kind: 'until', weekday, ...clockOf(until.at) }), next };
};

const clockOf = (text: string): Readonly<{ hour: number; minute: number }> => {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return { hour, minute };
};
