/** Bugs planted where it matters when: timers, waits, usefulness, and the sweep that comes after them. */
import type { CompiledStep, Program } from '../../../core/program/program.ts';
import { addCalendarDays } from '../../../core/time/zone.ts';
import type { Tamper } from '../faults.ts';
import { SMALL } from '../sizes.ts';
import { done, queued, withProgram } from './in-the-calls.ts';
import { inStates } from './in-the-orders.ts';
import type { Planted } from './planted.ts';

const HOUR = 60 * 60_000;

/** Accepted by nobody, although the sweep is told so: its report is as ever. */
const wakesNobody: Tamper = (handle, task, { service, text }) =>
  task.name === 'sweep' && service === 'sqs' ? async () => queued(text) : handle;

/** One in eight profiles is found. */
const looksAtOneShard: Tamper = (handle, task, { operation, text }) =>
  task.name === 'sweep' && operation === 'Query' && !text.includes('"due#0"')
    ? async () => done({ Items: [], Count: 0 })
    : handle;

type Schedule = { ScheduleExpression: string };

const setsTimersLate: Tamper = (handle, _task, { operation, text }) => {
  if (operation !== 'POST schedules') return handle;
  const schedule = JSON.parse(text) as Schedule;
  const at = Date.parse(`${schedule.ScheduleExpression.slice(3, -1)}Z`);
  const later = `at(${new Date(at + HOUR).toISOString().slice(0, 19)})`;
  return (request) =>
    handle({ ...request, body: JSON.stringify({ ...schedule, ScheduleExpression: later }) });
};

export const withSteps = (change: (step: CompiledStep) => CompiledStep): Tamper =>
  withProgram((program: Program) => ({
    ...program,
    flows: Object.fromEntries(
      Object.entries(program.flows).map(([id, flow]) => [
        id,
        {
          ...flow,
          steps: Object.fromEntries(Object.entries(flow.steps).map(([name, step]) => [name, change(step)])),
        },
      ]),
    ),
  }));

const neverExpires = withSteps((step) =>
  step.kind === 'send' ? { ...step, usefulForMs: 30 * 24 * HOUR } : step,
);

const hurries = withSteps((step) =>
  step.kind === 'wait' && step.id === 'wait-48h'
    ? { ...step, wait: { kind: 'elapsed', ms: 24 * HOUR } }
    : step,
);

/** The month is that of the machines, and not that of the shop. */
const monthOfTheMachines: Tamper = (handle, task, { operation, text }) => {
  if (operation !== 'UpdateItem' || !text.includes('"budget#')) return handle;
  const month = new Date(task.startedAt).toISOString().slice(0, 'yyyy-mm'.length);
  return (request) => handle({ ...request, body: text.replace(/budget#\d{4}-\d{2}/, `budget#${month}`) });
};

/** One month goes on for ever. */
const oneMonth: Tamper = (handle, _task, { operation, text }) =>
  operation === 'UpdateItem' && text.includes('"budget#')
    ? (request) => handle({ ...request, body: text.replace(/budget#\d{4}-\d{2}/, 'budget#2028-01') })
    : handle;

/** A week is so many hours, whatever clocks do; each slot is moved once, by what the clocks would move it. */
const weekOfHours = (): Tamper => {
  const moved = new Map<string, number>();
  return inStates(({ slots = [], person }) => {
    for (const slot of slots) {
      if (moved.get(slot.messageId) === slot.at) continue;
      const onTheWall = addCalendarDays(slot.at, 7, person?.timeZone ?? 'Europe/Berlin');
      slot.at -= onTheWall - (slot.at + 7 * 24 * HOUR);
      moved.set(slot.messageId, slot.at);
    }
  });
};

/** A few customers whose carts fall due at the edges of the quiet hours. */
const EDGES = { customers: 10, days: 14 };

type Quiet = NonNullable<Program['settings']['quietHours']>;
const withQuiet = (change: (quiet: Quiet) => Quiet): Tamper =>
  withProgram(({ settings, ...program }: Program) => ({
    ...program,
    settings: { ...settings, quietHours: settings.quietHours && change(settings.quietHours) },
  }));

const later = (wallClock: string, minutes: number): string => {
  const minute = Number(wallClock.slice(0, 2)) * 60 + Number(wallClock.slice(3)) + minutes;
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
};

export const IN_THE_TIME: readonly Planted[] = [
  { name: 'the sweep wakes nobody but says so', breaks: ['I8'], seeds: 3, tamper: wakesNobody },
  { name: 'the sweep looks at one shard only', breaks: ['I8'], seeds: 3, tamper: looksAtOneShard },
  {
    name: 'the sweep wakes and does not report it',
    breaks: ['I8'],
    seeds: 6,
    wrap: (functions) => ({ ...functions, sweep: () => functions.sweep({}).then(() => ({ overdue: 0 })) }),
  },
  {
    name: 'timers are set an hour too late',
    breaks: ['I2'],
    seeds: 4,
    from: 6,
    calm: true,
    tamper: setsTimersLate,
  },
  { name: 'the last wait is half as long', breaks: ['I2'], seeds: 3, from: 3, tamper: hurries },
  {
    name: 'the first minute of quiet hours is loud',
    breaks: ['I5'],
    seeds: 7,
    from: 3,
    calm: true,
    size: EDGES,
    tamper: withQuiet((quiet) => ({ ...quiet, from: later(quiet.from, 1) })),
  },
  {
    name: 'the last minute of quiet hours is loud',
    breaks: ['I5'],
    seeds: 7,
    from: 3,
    calm: true,
    size: EDGES,
    tamper: withQuiet((quiet) => ({ ...quiet, to: later(quiet.to, -1) })),
  },
  {
    name: 'quiet hours end some minutes late',
    breaks: ['I2'],
    seeds: 7,
    from: 3,
    calm: true,
    size: EDGES,
    tamper: withQuiet((quiet) => ({ ...quiet, to: later(quiet.to, 10) })),
  },
  {
    name: 'a week is as long as ever where clocks change',
    breaks: ['I5'],
    seeds: 7,
    from: 21,
    calm: true,
    size: EDGES,
    tamper: weekOfHours(),
  },
  {
    name: 'a budget is counted by the months of the machines',
    breaks: ['I2', 'I5'],
    seeds: 7,
    from: 9,
    calm: true,
    size: SMALL,
    tamper: monthOfTheMachines,
  },
  {
    name: 'a budget does not begin anew',
    breaks: ['I2'],
    seeds: 7,
    from: 9,
    calm: true,
    tamper: oneMonth,
  },
  { name: 'usefulness is not looked at', breaks: ['I2'], seeds: 8, from: 3, tamper: neverExpires },
];
