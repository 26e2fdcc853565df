/**
 * Turns a checked flow file into the form that the engine runs. publish-program →
 * core/publish/compile-program → [this]
 */
import { keywordIn } from '../events/keyword.ts';
import { present } from '../present.ts';
import type { CompiledFlow } from '../program/program.ts';
import type { Watch } from '../program/watch.ts';
import { durationMs, durationWait } from '../program/words.ts';
import type { Instant } from '../time/instant.ts';
import { compileCatalogue } from './catalogue-trigger.ts';
import { compileCondition } from './compile-condition.ts';
import { compileSteps } from './compile-steps.ts';
import { compileWatch } from './compile-watch.ts';
import { continueFrom } from './continuity.ts';
import type { FlowFile } from './flow-schema.ts';
import type { EventTrigger, KeywordTrigger } from './trigger-schema.ts';
import { KEYWORD_EVENT } from './visit-flow.ts';

/** `previous` is the flow of this name in the live program; `seq` is the sequence of the present publish. */
export const compileFlow = (
  id: string,
  file: FlowFile,
  publish: Readonly<{ previous?: CompiledFlow; seq: number; now: Instant }>,
): CompiledFlow => {
  const fresh: CompiledFlow = {
    id,
    name: file.name,
    status: file.status,
    priority: file.priority,
    purpose: file.purpose,
    ...present({ topic: file.topic }),
    trigger: compileTrigger(file.trigger, { ...publish, status: file.status }),
    ...present({ audience: file.audience ? compileCondition(file.audience) : undefined }),
    reentry: compileReentry(file),
    ...compileExits(file),
    ...present({ goal: file.goal ? compileGoal(file.goal) : undefined }),
    holdout: file.holdout,
    ...present({ holdoutUntil: file.holdoutUntil }),
    onEdit: file.onEdit,
    ...compileSteps(file.steps),
    removed: {},
    since: publish.seq,
    earlier: [],
  };
  return publish.previous ? continueFrom(publish.previous, fresh) : fresh;
};

/** Each moment of a newsletter is met once, so that "never" would only stop the next one. */
const compileReentry = ({ reentry, trigger }: FlowFile): CompiledFlow['reentry'] => {
  if (typeof reentry !== 'string') return { kind: 'after', wait: durationWait(reentry.after) };
  return { kind: 'schedule' in trigger ? 'always' : reentry };
};

/** A silence is over as soon as one of its events happens. */
const compileExits = ({ trigger, exitOn }: FlowFile): Pick<CompiledFlow, 'exitOn' | 'exitOnAny'> => {
  const names = exitOn.map((exit) => (typeof exit === 'string' ? exit : exit.event));
  const any = exitOn.flatMap((exit) => (typeof exit !== 'string' && exit.any ? [exit.event] : []));
  const without = 'inactive' in trigger ? trigger.inactive.without : [];
  return {
    exitOn: [...new Set([...names, ...without])],
    ...present({ exitOnAny: any.length > 0 ? any : undefined }),
  };
};

type Publish = Readonly<{
  previous?: CompiledFlow;
  status: CompiledFlow['status'];
  seq: number;
  now: Instant;
}>;

const compileTrigger = (trigger: FlowFile['trigger'], publish: Publish): CompiledFlow['trigger'] => {
  if ('on' in trigger) return eventTrigger(trigger);
  if ('catalogue' in trigger) return compileCatalogue(trigger);
  if ('keyword' in trigger) return keywordTrigger(trigger);
  const watch = compileWatch(trigger);
  const existing = 'existing' in trigger ? trigger.existing : undefined;
  const kept = keptTrigger(watch, publish);
  const from = existing === 'none' || isWeekly(watch) ? (kept?.from ?? publish.now) : undefined;
  const seq = watch.kind === 'member' ? (kept?.seq ?? publish.seq) : undefined;
  return present({ on: [], restart: false, watch, from, seq });
};

/** A week's newsletter that was published after its hour begins with the next one. */
const isWeekly = (watch: Watch): boolean => watch.kind === 'schedule' && 'weekday' in watch.on;

const eventTrigger = ({ on, where, restart = false, per }: EventTrigger): CompiledFlow['trigger'] =>
  present({ on: oneOrMore(on), where: where ? compileCondition(where) : undefined, restart, per });

const keywordTrigger = ({ keyword }: KeywordTrigger): CompiledFlow['trigger'] => ({
  on: KEYWORD_EVENT,
  keywords: [...new Set(keyword.map(keywordIn))],
  restart: false,
});

/** A list that names one event is that event, so that this edit makes no new version. */
const oneOrMore = (on: EventTrigger['on']): CompiledFlow['trigger']['on'] => {
  if (typeof on === 'string') return on;
  const names = [...new Set(on)];
  return names.length === 1 ? names.join() : names;
};

/**
 * The trigger as it was published before, where this edit leaves it as it is: it keeps the publish from which
 * it counts. A draft waits for nobody, so it counts from when it goes live.
 */
const keptTrigger = (watch: Watch, { previous, status }: Publish): CompiledFlow['trigger'] | undefined => {
  if (!previous || (previous.status === 'draft' && status !== 'draft')) return undefined;
  return JSON.stringify(previous.trigger.watch) === JSON.stringify(watch) ? previous.trigger : undefined;
};

const compileGoal = ({
  on,
  within,
  any,
}: NonNullable<FlowFile['goal']>): NonNullable<CompiledFlow['goal']> => {
  const withinMs = within ? durationMs(within) : undefined;
  return present({ on, withinMs, any: any || undefined });
};
