/** The schedules and their groups, and when each schedule fires. */
import type { Faults } from '../faults.ts';
import { unitHash } from '../ids.ts';
import type { Journal } from '../journal.ts';
import { createKeyedTimes } from '../keyed-times.ts';
import { LOCAL } from '../names.ts';
import { AwsError } from '../wire.ts';
import { checkSchedule, type ScheduleInput } from './schedule-input.ts';

export type Schedule = ScheduleInput &
  Readonly<{
    Name: string;
    GroupName: string;
    at: number;
    fireAt: number;
    createdAt: number;
    changedAt: number;
    fired?: boolean;
    failed?: boolean;
  }>;

export type Schedules = Readonly<{
  groups: ReadonlyMap<string, number>;
  addGroup: (name: string) => void;
  get: (group: string, name: string) => Schedule | undefined;
  /** Refuses a time in the past. */
  put: (name: string, input: ScheduleInput) => Schedule;
  remove: (schedule: Schedule) => void;
  /** Marks the schedule as fired; it stays, but does not fire again. */
  done: (schedule: Schedule) => void;
  all: () => readonly Schedule[];
  /** Schedules that are due, the earliest first. */
  due: () => readonly Schedule[];
  nextDue: () => number | undefined;
  /** How often a call asked for a time in the past, which is always a mistake of the caller. */
  pastRequests: () => number;
}>;

export type SchedulesOptions = Readonly<{
  now: () => number;
  journal: Journal;
  faults: Faults;
  /** AWS fires within the minute, so up to this much later. */
  jitterMs?: number;
}>;

export const createSchedules = ({ now, journal, faults, jitterMs = 0 }: SchedulesOptions): Schedules => {
  const part = journal.part('scheduler');
  const schedules = new Map(part.load()) as Map<string, Schedule>;
  const waiting = createKeyedTimes();
  for (const [key, schedule] of schedules) if (schedule.fired !== true) waiting.set(key, schedule.fireAt);
  let pastRequests = 0;

  const save = (schedule: Schedule): Schedule => {
    const key = keyOf(schedule);
    schedules.set(key, schedule);
    waiting.set(key, schedule.fired === true ? undefined : schedule.fireAt);
    part.set(key, schedule);
    return schedule;
  };
  const remove = (schedule: Schedule): void => {
    const key = keyOf(schedule);
    schedules.delete(key);
    waiting.set(key, undefined);
    part.remove(key);
  };
  const delayOf = (key: string): number =>
    Math.floor(unitHash(key) * jitterMs) + faults.forDelivery('scheduler', 'CreateSchedule').delayMs;
  const put = (Name: string, input: ScheduleInput): Schedule => {
    const { at, group: GroupName } = checkSchedule(Name, input);
    if (at < now()) {
      pastRequests += 1;
      throw hasPassed(input, now());
    }
    const key = keyOf({ GroupName, Name });
    const fireAt = at + delayOf(key);
    const createdAt = schedules.get(key)?.createdAt ?? now();
    return save({ ...input, Name, GroupName, at, fireAt, createdAt, changedAt: now() });
  };
  return {
    ...createGroups(now, journal),
    get: (group, name) => schedules.get(keyOf({ GroupName: group, Name: name })),
    put,
    remove,
    done: (schedule) => save({ ...schedule, fired: true }),
    all: () => [...schedules.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    due: () => waiting.upTo(now()).flatMap(({ key }) => schedules.get(key) ?? []),
    nextDue: waiting.earliest,
    pastRequests: () => pastRequests,
  };
};

/** The groups, with the time at which each was made. */
const createGroups = (now: () => number, journal: Journal): Pick<Schedules, 'groups' | 'addGroup'> => {
  const part = journal.part('schedule-groups');
  const groups = new Map<string, number>([
    ['default', 0],
    [LOCAL.scheduleGroup, 0],
  ]);
  for (const [name, at] of part.load()) groups.set(name, Number(at));
  const addGroup = (name: string): void => {
    groups.set(name, now());
    part.set(name, now());
  };
  return { groups, addGroup };
};

const hasPassed = ({ ScheduleExpression }: ScheduleInput, now: number): AwsError =>
  new AwsError(
    'ValidationException',
    `Invalid Schedule Expression ${ScheduleExpression}: the time has passed; it is ${new Date(now).toISOString()}. Send what is due straight to the queue.`,
  );

const keyOf = ({ GroupName, Name }: Pick<Schedule, 'GroupName' | 'Name'>): string => `${GroupName}/${Name}`;
