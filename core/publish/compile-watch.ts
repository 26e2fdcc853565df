/** Turns a trigger that is no event into the form that the engine watches. */
import type { Silence, Watch } from '../program/watch.ts';
import { durationMs, durationWait, WEEKDAYS } from '../program/words.ts';
import type { Shift } from '../time/yearly.ts';
import type { FlowFile } from './flow-schema.ts';
import type {
  DateTrigger,
  InactivityTrigger,
  ScheduleTrigger,
  SegmentTrigger,
  ThresholdTrigger,
} from './trigger-schema.ts';

type Watchable = Exclude<
  FlowFile['trigger'],
  { on: unknown } | { catalogue: unknown } | { keyword: unknown }
>;

export const compileWatch = (trigger: Watchable): Watch => {
  if ('inactive' in trigger) {
    const { without, for: silence } = trigger.inactive;
    return { kind: 'inactive', without, silence: compileSilence(silence) };
  }
  if ('segment' in trigger) return compileSegmentTrigger(trigger);
  if ('threshold' in trigger) return compileThreshold(trigger);
  return 'schedule' in trigger ? compileSchedule(trigger) : compileDate(trigger);
};

const compileSchedule = ({ schedule }: ScheduleTrigger): Watch => {
  const on =
    'date' in schedule ? { day: schedule.date } : { weekday: WEEKDAYS.indexOf(schedule.weekday) + 1 };
  return { kind: 'schedule', on, ...clockOf(schedule.at) };
};

const compileSegmentTrigger = ({ segment, when }: SegmentTrigger): Watch => ({
  kind: 'member',
  of: segment,
  where: { kind: 'segment', segment },
  when,
});

/** A name with a blank in it is none that a segment can have. */
const compileThreshold = ({ threshold }: ThresholdTrigger): Watch => {
  if ('points' in threshold)
    return {
      kind: 'member',
      of: `points ${threshold.points}`,
      where: { kind: 'fact', path: 'customer.points', test: { gte: threshold.points } },
      when: 'entered',
    };
  const { spend } = threshold;
  return {
    kind: 'member',
    of: `spend ${spend.amount} ${spend.currency}`,
    where: { kind: 'fact', path: 'orders.spent', test: { gte: spend } },
    when: 'entered',
  };
};

const compileSilence = (silence: InactivityTrigger['inactive']['for']): Silence => {
  if (typeof silence === 'string') return { kind: 'fixed', wait: durationWait(silence) };
  const { usualGap, atLeast, orders } = silence;
  return { kind: 'rhythm', factor: usualGap, atLeast: durationWait(atLeast), orders };
};

const compileDate = ({ date, before, after, everyYear, at }: DateTrigger): Watch => {
  const shift = before === undefined ? shiftOf(after) : back(shiftOf(before));
  return { kind: 'date', fact: date, everyYear, shift, ...clockOf(at) };
};

const clockOf = (at: string): Readonly<{ hour: number; minute: number }> => {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  return { hour, minute };
};

const shiftOf = (duration: string | undefined): Shift => {
  const wait = duration === undefined ? undefined : durationWait(duration);
  if (wait?.kind === 'calendar') return { days: wait.days, ms: 0 };
  return { days: 0, ms: duration === undefined ? 0 : (durationMs(duration) ?? 0) };
};

const back = ({ days, ms }: Shift): Shift => ({ days: 0 - days, ms: 0 - ms });
