/**
 * Turns a checked flow file into the form that the engine runs. publish-program →
 * core/publish/compile-program → [this]
 */
import { present } from '../present.ts';
import type { CompiledFlow } from '../program/program.ts';
import { durationMs, durationWait } from '../program/words.ts';
import { compileCondition } from './compile-condition.ts';
import { compileSteps } from './compile-steps.ts';
import { continueFrom } from './continuity.ts';
import type { FlowFile } from './flow-schema.ts';
import type { EventTrigger } from './trigger-schema.ts';

/** `previous` is the flow of this name in the live program; `seq` is the sequence of the present publish. */
export const compileFlow = (
  id: string,
  file: FlowFile,
  publish: Readonly<{ previous?: CompiledFlow; seq: number }>,
): CompiledFlow => {
  if (!('on' in file.trigger))
    throw new Error(
      `Trigger of flow "${id}" has no machinery; core/publish/availability.ts must have refused it.`,
    );
  const fresh: CompiledFlow = {
    id,
    name: file.name,
    status: file.status,
    priority: file.priority,
    purpose: file.purpose,
    ...present({ topic: file.topic }),
    trigger: compileTrigger(file.trigger),
    ...present({ audience: file.audience ? compileCondition(file.audience) : undefined }),
    reentry:
      typeof file.reentry === 'string'
        ? { kind: file.reentry }
        : { kind: 'after', wait: durationWait(file.reentry.after) },
    ...compileExits(file.exitOn),
    ...present({ goal: file.goal ? compileGoal(file.goal) : undefined }),
    holdout: file.holdout,
    onEdit: file.onEdit,
    ...compileSteps(file.steps),
    removed: {},
    since: publish.seq,
    earlier: [],
  };
  return publish.previous ? continueFrom(publish.previous, fresh) : fresh;
};

const compileExits = (exits: FlowFile['exitOn']): Pick<CompiledFlow, 'exitOn' | 'exitOnAny'> => {
  const names = exits.map((exit) => (typeof exit === 'string' ? exit : exit.event));
  const any = exits.flatMap((exit) => (typeof exit !== 'string' && exit.any ? [exit.event] : []));
  return { exitOn: names, ...present({ exitOnAny: any.length > 0 ? any : undefined }) };
};

const compileTrigger = ({ on, where, restart = false, per }: EventTrigger): CompiledFlow['trigger'] =>
  present({ on: oneOrMore(on), where: where ? compileCondition(where) : undefined, restart, per });

/** A list that names one event is that event, so that this edit makes no new version. */
const oneOrMore = (on: EventTrigger['on']): CompiledFlow['trigger']['on'] => {
  if (typeof on === 'string') return on;
  const names = [...new Set(on)];
  return names.length === 1 ? names.join() : names;
};

const compileGoal = ({
  on,
  within,
  any,
}: NonNullable<FlowFile['goal']>): NonNullable<CompiledFlow['goal']> => {
  const withinMs = within ? durationMs(within) : undefined;
  return present({ on, withinMs, any: any || undefined });
};
