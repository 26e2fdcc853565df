/**
 * Stand-in for EventBridge Scheduler: one-off schedules on the virtual clock that put their input into a
 * queue.
 */
import type { Faults } from '../faults.ts';
import { unitHash } from '../ids.ts';
import type { Journal } from '../journal.ts';
import { createKeyedTimes } from '../keyed-times.ts';
import { arns, LOCAL, queueNameOf } from '../names.ts';
import type { Recorder } from '../record.ts';
import type { SqsControl } from '../sqs/sqs.ts';
import { AwsError, type Service } from '../wire.ts';
import { createScheduleRoutes } from './routes.ts';
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

export type SchedulerControl = Readonly<{
  /** Fires all that is due now; answers how many. */
  fireDue: () => number;
  nextDue: () => number | undefined;
  schedules: () => readonly Schedule[];
  /** Forgets a schedule as if AWS had lost it. */
  lose: (schedule: Schedule) => void;
  /** How often somebody asked for a time that had passed: a mistake of the caller, always. */
  pastRequests: () => number;
}>;

export type SchedulerOptions = Readonly<{
  now: () => number;
  journal: Journal;
  faults: Faults;
  sqs: SqsControl;
  recorder: Recorder;
  /** AWS fires within the minute: up to this much later. */
  jitterMs?: number;
}>;

/** What the routes do to the schedules. */
export type ScheduleStore = Readonly<{
  groups: Map<string, number>;
  addGroup: (name: string) => void;
  get: (group: string, name: string) => Schedule | undefined;
  put: (name: string, input: ScheduleInput) => Schedule;
  remove: (schedule: Schedule) => void;
  all: () => readonly Schedule[];
}>;

export const createScheduler = (
  options: SchedulerOptions,
): { service: Service; control: SchedulerControl } => {
  const { now, journal, faults, sqs, recorder, jitterMs = 0 } = options;
  const part = journal.part('scheduler');
  const groupPart = journal.part('schedule-groups');
  const schedules = new Map(part.loaded) as Map<string, Schedule>;
  const waiting = createKeyedTimes();
  let pastRequests = 0;
  const groups = new Map<string, number>([
    ['default', 0],
    [LOCAL.scheduleGroup, 0],
  ]);
  for (const [name, at] of groupPart.loaded) groups.set(name, Number(at));
  for (const [key, schedule] of schedules) if (schedule.fired !== true) waiting.set(key, schedule.fireAt);

  const save = (key: string, schedule: Schedule): void => {
    schedules.set(key, schedule);
    waiting.set(key, schedule.fired === true ? undefined : schedule.fireAt);
    part.set(key, schedule);
  };
  const remove = (schedule: Schedule): void => {
    const key = keyOf(schedule);
    schedules.delete(key);
    waiting.set(key, undefined);
    part.remove(key);
  };
  const put = (name: string, input: ScheduleInput): Schedule => {
    const { at, group } = checkSchedule(name, input);
    if (at < now()) {
      pastRequests += 1;
      throw new AwsError(
        'ValidationException',
        `Invalid Schedule Expression ${input.ScheduleExpression}: the time has passed; it is ${new Date(now()).toISOString()}. Send what is due straight to the queue.`,
      );
    }
    const delay =
      Math.floor(unitHash(`${group}/${name}`) * jitterMs) +
      faults.forDelivery('scheduler', 'CreateSchedule').delayMs;
    const before = schedules.get(`${group}/${name}`);
    const schedule: Schedule = {
      ...input,
      Name: name,
      GroupName: group,
      at,
      fireAt: at + delay,
      createdAt: before?.createdAt ?? now(),
      changedAt: now(),
    };
    save(keyOf(schedule), schedule);
    return schedule;
  };
  const fire = (key: string): void => {
    const schedule = schedules.get(key);
    if (schedule === undefined) return;
    const deliveries = faults.forDelivery('scheduler', 'Invoke').duplicate ? 2 : 1;
    for (let delivery = 1; delivery <= deliveries; delivery += 1)
      deliver(schedule, delivery, { sqs, recorder });
    if (schedule.ActionAfterCompletion === 'DELETE') remove(schedule);
    else save(key, { ...schedule, fired: true });
  };
  const fireDue = (): number => {
    const ready = waiting.upTo(now());
    for (const { key } of ready) fire(key);
    return ready.length;
  };
  const store: ScheduleStore = {
    groups,
    addGroup: (name) => {
      groups.set(name, now());
      groupPart.set(name, now());
    },
    get: (group, name) => schedules.get(`${group}/${name}`),
    put,
    remove,
    all: () => [...schedules.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
  const control: SchedulerControl = {
    fireDue,
    nextDue: waiting.earliest,
    schedules: store.all,
    lose: remove,
    pastRequests: () => pastRequests,
  };
  return { service: createScheduleRoutes(store), control };
};

const keyOf = ({ GroupName, Name }: Schedule): string => `${GroupName}/${Name}`;

type Outside = Readonly<{ sqs: SqsControl; recorder: Recorder }>;

/**
 * Scheduler tells the queue nothing but the group, so the queue's own content-based deduplication decides
 * what is a repeat.
 */
const deliver = (schedule: Schedule, delivery: number, { sqs, recorder }: Outside): void => {
  const target = schedule.Target;
  const name = queueNameOf(target.Arn);
  recorder.called('scheduler', 'Invoke');
  recorder.called('sqs', 'SendMessage');
  recorder.needed({ function: 'scheduler', action: 'sqs:SendMessage', resource: arns.queue(name) });
  const body = target.Input ?? '{}';
  const group = target.SqsParameters?.MessageGroupId;
  // The second delivery of an injected duplicate gets past the deduplication, as one after five minutes
  // would.
  const again = delivery > 1 ? { dedupId: `again-${schedule.Name}` } : {};
  if (sqs.names.includes(name))
    sqs.send(name, {
      body,
      ...(group !== undefined && { groupId: group }),
      ...(sqs.queue(name).fifo ? again : {}),
    });
  else if (target.DeadLetterConfig?.Arn !== undefined)
    sqs.send(queueNameOf(target.DeadLetterConfig.Arn), { body });
};
