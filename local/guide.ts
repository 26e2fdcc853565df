/**
 * The three steps of the guide from a consent over a cart to its mails. It judges them by what has happened
 * and by what the engine has planned, so it never promises a mail that will not come.
 */
import type { Explanation, PlannedMessage } from '../core/explain/explain.ts';
import { permissionSentence, plannedSentence } from '../core/explain/plan-words.ts';
import type { Standing } from '../core/explain/standing.ts';
import { fill, momentText, type Telling } from '../core/explain/telling.ts';
import { isInterim, type ShownEntry } from '../core/privacy/shown-timeline.ts';
import type { Text } from '../core/publish/problem.ts';
import { type Instant, toIso } from '../core/time/instant.ts';
import { ENDED, GUIDE, MAILS, WAYS, waitLabel } from './guide-words.ts';

/** The flow that the guide leads through. */
export const GUIDED_FLOW = 'abandoned-cart';

export type StepState = 'done' | 'now' | 'later';

export type Guide = Readonly<{
  consent: StepState;
  cart: StepState;
  wait: StepState;
  /** Whether the customer may be written to, and why. */
  permission: string;
  /** What comes next, or what has to happen first. */
  text: string;
  button: string;
  /** The time to which the button moves the clock; absent where there is nothing to wait for. */
  to?: string;
  /** `1 of 3 mails, 1 withheld`. */
  progress: string;
}>;

export type Guided = Readonly<{
  /** Empty for an unknown customer. */
  timeline: readonly ShownEntry[];
  /** For an unknown customer: what holds for anybody. Absent where nothing is published. */
  explanation?: Explanation;
  /** How many messages the live version of the flow sends. */
  sends: number;
  telling: Telling;
}>;

export const guideOf = ({ explanation, ...guided }: Guided): Guide =>
  explanation
    ? guideBy(explanation, guided)
    : { ...nowhere(guided.telling), text: GUIDE.unpublished[guided.telling.language] };

const nowhere = ({ language }: Telling): Guide => ({
  consent: 'later',
  cart: 'later',
  wait: 'later',
  permission: '',
  text: GUIDE.noFlow[language],
  button: GUIDE.wait[language],
  progress: '',
});

const guideBy = (
  explanation: Explanation,
  { timeline, sends, telling }: Omit<Guided, 'explanation'>,
): Guide => {
  const standing = explanation.standings.find(({ flow }) => flow === GUIDED_FLOW);
  const permission = explanation.permissions.find(({ channel }) => channel === 'email');
  if (!standing || !permission) return nowhere(telling);
  const allowed = permission.against === undefined;
  const planned = explanation.planned.filter(({ flow }) => flow === GUIDED_FLOW);
  const run = standing.place === 'open' ? [] : lastRun(timeline);
  const of = standing.place === 'inside' ? run.length + planned.length : Math.max(run.length, sends);
  return {
    ...statesOf(standing, allowed),
    permission: permissionSentence(permission, telling),
    ...nextOf({ standing, next: planned[0], allowed }, telling),
    progress: progressOf(run, of, telling),
  };
};

const statesOf = ({ place }: Standing, allowed: boolean): Pick<Guide, 'consent' | 'cart' | 'wait'> => {
  const wait: StepState = WAIT_STATES[place] ?? 'later';
  const begun = wait !== 'later';
  const first: StepState = begun ? 'later' : 'now';
  const second: StepState = allowed && place === 'open' ? 'now' : 'later';
  return { consent: allowed ? 'done' : first, cart: begun ? 'done' : second, wait };
};

const WAIT_STATES: Readonly<Partial<Record<Standing['place'], StepState>>> = {
  inside: 'now',
  later: 'done',
  'never-again': 'done',
};

type Message = Extract<ShownEntry, { type: 'message' }>;

/** The messages of the flow that were decided since it last started. */
const lastRun = (timeline: readonly ShownEntry[]): readonly Message[] => {
  const begun = timeline.findLast(
    (entry) => entry.type === 'decision' && entry.what === 'entered' && entry.flow === GUIDED_FLOW,
  );
  return timeline.filter(
    (entry): entry is Message =>
      entry.type === 'message' &&
      entry.flow === GUIDED_FLOW &&
      !isInterim(entry.outcome) &&
      begun !== undefined &&
      entry.at >= begun.at,
  );
};

const progressOf = (run: readonly Message[], of: number, telling: Telling): string => {
  const withheld = run.filter(({ outcome }) => outcome === 'skipped').length;
  return fill(withheld === 0 ? GUIDE.progress : GUIDE.progressWithheld, telling, {
    sent: String(run.length - withheld),
    of: String(of),
    withheld: String(withheld),
  });
};

type Situation = Readonly<{ standing: Standing; next: PlannedMessage | undefined; allowed: boolean }>;

const nextOf = (situation: Situation, telling: Telling): Pick<Guide, 'text' | 'button' | 'to'> => {
  const { standing, next } = situation;
  if (standing.place === 'inside' && next)
    return { text: announced(next, telling), ...waitUntil(next.at, telling) };
  if (standing.place === 'inside')
    return { text: GUIDE.silent[telling.language], ...waitUntil(standing.dueAt, telling) };
  if (standing.place === 'later')
    return {
      text: fill(ENDED[standing.end] ?? GUIDE.ended, telling, { from: momentText(standing.from, telling) }),
      ...waitUntil(standing.from, telling),
    };
  return { text: told(situation)[telling.language], button: GUIDE.wait[telling.language] };
};

const told = ({ standing, allowed }: Situation): Text => {
  if (standing.place === 'open') return allowed ? GUIDE.open : GUIDE.start;
  return standing.place === 'never-again' ? GUIDE.once : GUIDE.idle;
};

/**
 * When the next message leaves and what it is about; where it is deferred or withheld, why, and what to do
 * about it.
 */
const announced = (next: PlannedMessage, telling: Telling): string => {
  const about = MAILS[next.step];
  if (next.withheld)
    return [plannedSentence(next, telling), WAYS[next.withheld]?.[telling.language]].join(' ').trim();
  if (next.waits.length > 0 || !about) return plannedSentence(next, telling);
  return fill(about, telling, { at: momentText(next.at, telling) });
};

const waitUntil = (at: Instant, telling: Telling): Pick<Guide, 'button' | 'to'> => ({
  button: waitLabel(at, telling),
  to: toIso(at),
});
