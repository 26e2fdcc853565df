/** Bugs planted where time, money and the shop itself begin or end something, in worlds with all flows. */
import type { CompiledStep, Program } from '../../../core/program/program.ts';
import type { Tamper } from '../faults.ts';
import { advanceSees, without } from './at-the-edges.ts';
import { withProgram } from './in-the-calls.ts';
import { inStates } from './in-the-orders.ts';
import { withSteps } from './in-the-time.ts';
import type { Planted } from './planted.ts';

const FAR = Date.UTC(2035, 0);

/** What was acted on once is acted on for ever. */
const missesNobody = inStates((state) => {
  state.watched = { ...state.watched, missed: FAR };
});

/** The first order counts, and none of those that follow. */
const countsFromTheFirst = inStates(({ purchases }) => {
  const rows = purchases?.rows ?? [];
  for (const row of rows) row.at = rows[0]?.at ?? row.at;
});

/** The less important of what was overdue is due again with the next word. */
const bringsAllThatIsOverdue = inStates(({ watched }) => {
  delete watched?.['late-two'];
});

/** Whatever is heard, the one timer is given up for another one of the same moment. */
const armsAnother = inStates(({ watch }) => {
  if (watch) watch.timerId = `${watch.timerId}x`.slice(-TIMER_ID_CHARS);
});
const TIMER_ID_CHARS = 40;

const passes = (kind: 'stop' | 'forget'): Tamper =>
  withSteps((step) =>
    step.kind === kind
      ? { kind: 'wait', id: step.id, wait: { kind: 'elapsed', ms: 0 }, next: (step as Passed).next }
      : step,
  );
type Passed = Extract<CompiledStep, { kind: 'stop' | 'forget' }> & Readonly<{ next: string | null }>;

const changed = (change: (text: string) => string): Tamper =>
  withProgram((program: Program) => JSON.parse(change(JSON.stringify(program))) as object);

/** A few customers in one world in ten, in which nothing else goes wrong. */
const JOURNEY = { from: 20, every: 10, seeds: 3, calm: true, size: { customers: 6, days: 20 } };

export const IN_THE_WATCHES: readonly Planted[] = [
  {
    name: 'who falls silent again is not missed',
    breaks: ['I2'],
    says: 'was never missed',
    ...JOURNEY,
    tamper: missesNobody,
  },
  {
    name: 'an order does not end a silence',
    breaks: ['I6'],
    says: 'though an order had come meanwhile',
    ...JOURNEY,
    tamper: countsFromTheFirst,
  },
  {
    name: 'a publish brings all that is overdue',
    breaks: ['I2'],
    says: 'overdue flows by the publish',
    ...JOURNEY,
    tamper: bringsAllThatIsOverdue,
  },
  {
    name: 'every word arms one more timer',
    breaks: ['I8'],
    says: 'a second timer for nothing',
    ...JOURNEY,
    tamper: armsAnother,
  },
  {
    name: 'a stop stops nothing',
    breaks: ['I4'],
    says: 'with whom the shop had parted',
    ...JOURNEY,
    tamper: passes('stop'),
  },
  {
    name: 'whom the shop forgets is kept',
    breaks: ['I9'],
    says: 'was to be forgotten by the shop',
    ...JOURNEY,
    tamper: passes('forget'),
  },
  {
    name: 'stock that is told is forgotten',
    breaks: ['I11'],
    says: 'which is sold out',
    ...JOURNEY,
    wrap: advanceSees((event) => without(event, /^\{"kind":"catalogue"/)),
  },
  {
    name: 'what a flow tells is heard by nobody',
    breaks: ['I2'],
    says: 'never came into noted',
    ...JOURNEY,
    tamper: withProgram((program) => ({ ...program, triggers: { ...program.triggers, 'acme.noted': [] } })),
  },
  {
    name: 'a threshold is a hundred times too high',
    breaks: ['I2'],
    says: 'never came into spender',
    ...JOURNEY,
    tamper: changed((text) => text.replaceAll('"amount":2500', '"amount":250000')),
  },
  {
    name: 'a birthday is met days later',
    breaks: ['I2'],
    says: 'was met at',
    ...JOURNEY,
    tamper: changed((text) => text.replace(/("kind":"date","fact":"customer\.birthday".*?"days":)0/, '$14')),
  },
];
