/** Turns a trigger that time alone brings into the form that the engine watches. */
import type { Silence, Watch } from '../program/watch.ts';
import { durationMs, durationWait } from '../program/words.ts';
import type { Shift } from '../time/yearly.ts';
import type { FlowFile } from './flow-schema.ts';
import type { DateTrigger, InactivityTrigger } from './trigger-schema.ts';

/** Undefined where the trigger is none that time brings. */
export const compileWatch = (trigger: FlowFile['trigger']): Watch | undefined => {
  if ('inactive' in trigger) {
    const { without, for: silence } = trigger.inactive;
    return { kind: 'inactive', without, silence: compileSilence(silence) };
  }
  return 'date' in trigger ? compileDate(trigger) : undefined;
};

const compileSilence = (silence: InactivityTrigger['inactive']['for']): Silence => {
  if (typeof silence === 'string') return { kind: 'fixed', wait: durationWait(silence) };
  const { usualGap, atLeast, orders } = silence;
  return { kind: 'rhythm', factor: usualGap, atLeast: durationWait(atLeast), orders };
};

const compileDate = ({ date, before, after, everyYear, at }: DateTrigger): Watch => {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const shift = before === undefined ? shiftOf(after) : back(shiftOf(before));
  return { kind: 'date', fact: date, everyYear, shift, hour, minute };
};

const shiftOf = (duration: string | undefined): Shift => {
  const wait = duration === undefined ? undefined : durationWait(duration);
  if (wait?.kind === 'calendar') return { days: wait.days, ms: 0 };
  return { days: 0, ms: duration === undefined ? 0 : (durationMs(duration) ?? 0) };
};

const back = ({ days, ms }: Shift): Shift => ({ days: 0 - days, ms: 0 - ms });
