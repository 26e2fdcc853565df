/**
 * Stand-in for EventBridge Scheduler: one-off schedules on the virtual clock that put their input into a
 * queue.
 */
import { present } from '../../core/present.ts';
import { arns, queueNameOf } from '../names.ts';
import type { Recorder } from '../record.ts';
import type { SqsControl } from '../sqs/queues.ts';
import type { Service } from '../wire.ts';
import { createScheduleRoutes } from './routes.ts';
import { createSchedules, type Schedule, type SchedulesOptions } from './schedules.ts';

export type SchedulerControl = Readonly<{
  /** Fires all schedules that are due; returns how many. */
  fireDue: () => number;
  nextDue: () => number | undefined;
  schedules: () => readonly Schedule[];
  /** Removes a schedule as if AWS had lost it. */
  lose: (schedule: Schedule) => void;
  /** How often a call asked for a time in the past, which is always a mistake of the caller. */
  pastRequests: () => number;
}>;

export type SchedulerOptions = SchedulesOptions & Outside;

export const createScheduler = (
  options: SchedulerOptions,
): { service: Service; control: SchedulerControl } => {
  const schedules = createSchedules(options);
  const fire = (schedule: Schedule): void => {
    const deliveries = options.faults.forDelivery('scheduler', 'Invoke').duplicate ? 2 : 1;
    for (let delivery = 1; delivery <= deliveries; delivery += 1) deliver(schedule, delivery, options);
    if (schedule.ActionAfterCompletion === 'DELETE') schedules.remove(schedule);
    else schedules.done(schedule);
  };
  const fireDue = (): number => {
    const ready = schedules.due();
    for (const schedule of ready) fire(schedule);
    return ready.length;
  };
  const { nextDue, all, remove, pastRequests } = schedules;
  return {
    service: createScheduleRoutes(schedules),
    control: { fireDue, nextDue, schedules: all, lose: remove, pastRequests },
  };
};

type Outside = Readonly<{ sqs: SqsControl; recorder: Recorder }>;

/**
 * Scheduler sends the queue only the message group, so the queue's own content-based deduplication recognises
 * repeats.
 */
const deliver = (schedule: Schedule, delivery: number, { sqs, recorder }: Outside): void => {
  const target = schedule.Target;
  const name = queueNameOf(target.Arn);
  recorder.called('scheduler', 'Invoke');
  recorder.called('sqs', 'SendMessage');
  recorder.needed({ function: 'scheduler', action: 'sqs:SendMessage', resource: arns.queue(name) });
  const body = target.Input ?? '{}';
  const group = target.SqsParameters?.MessageGroupId;
  // The second delivery of an injected duplicate passes the deduplication, like one after five minutes would.
  const again = delivery > 1 ? `again-${schedule.Name}` : undefined;
  if (sqs.names.includes(name))
    sqs.send(name, present({ body, groupId: group, dedupId: sqs.queue(name).fifo ? again : undefined }));
  else if (target.DeadLetterConfig?.Arn !== undefined)
    sqs.send(queueNameOf(target.DeadLetterConfig.Arn), { body });
};
