/**
 * What can go wrong with a call, as the request handler of every SDK client: refusals, lost answers, deaths,
 * stalls, old answers.
 */
import type { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestHandler } from '../../runtime/clients.ts';
import type { StandIns } from '../../stand-ins/stand-ins.ts';
import { BREAKABLE, type Fate, type Nature } from './nature.ts';
import { type Call, callOf, mayBeStale, type SdkRequest, subjectOf } from './sdk-call.ts';
import type { Task, Turns } from './turns.ts';
import type { Witness } from './witness.ts';

/** No answer at all, and no call after it gets through either; SDK clients do not try again after this. */
export class ProcessDied extends Error {
  override name = 'ProcessDied';
}

/** How old an eventually consistent answer may be: far older than any that AWS gives. */
const STALE_MS = 2 * 60_000;

/** Lambda's own time-outs of the functions (lib/), in milliseconds. */
const LIMITS_MS: Readonly<Record<string, number>> = {
  advance: 30_000,
  'send-email': 60_000,
  'send-whatsapp': 60_000,
  'publish-program': 120_000,
  'import-history': 900_000,
};
const limitOf = (functionName: string): number => LIMITS_MS[functionName] ?? 15_000;

export type Handle = (request: SdkRequest) => Promise<{ response: never }>;
/** Wraps what a call really does; how deliberate bugs are planted. */
export type Tamper = (handle: Handle, task: Task, call: Call) => Handle;

export type Wiring = Readonly<{
  standIns: StandIns;
  now: () => number;
  turns: Turns;
  current: AsyncLocalStorage<Task>;
  nature: Nature;
  witness: Witness;
  /** A schedule that Scheduler will not fire by itself: dropped, or fired so much later, or once more. */
  loseTimer: (name: string, body: string, how: 'never' | 'late' | 'twice') => Promise<void>;
  /** Called after a publish may have moved the pointer to the live program. */
  controlsWritten: () => Promise<void>;
  tamper?: Tamper;
}>;

type Answer = { response: never };
type Attempt = Readonly<{ task: Task; call: Call; fate: Fate }>;

export const createHandler = (wiring: Wiring): RequestHandler => {
  const { standIns, turns, current, nature, now, witness, tamper } = wiring;
  const read = createReading(standIns, now);
  const carryOut = createCarryOut(wiring, read);
  const handle = async (request: SdkRequest): Promise<Answer> => {
    const task = current.getStore();
    if (task === undefined) return read(request, undefined);
    const call = callOf(request);
    const subject = subjectOf(call);
    task.calls.set(subject, (task.calls.get(subject) ?? 0) + 1);
    const fate = nature(task, call);
    const { refusal, death, stallMs } = fate;
    const befalls = refusal !== undefined || death !== undefined || stallMs !== undefined;
    task.troubled ||= befalls && !isDefinite(call, fate);
    if (task.troubled || befalls || fate.queue || fate.timer) witness.troubles.push(now());
    // What is watched is what AWS is told, whatever the caller meant.
    const plainly: Handle = (sent) =>
      carryOut(sent, { task, call: sent === request ? call : callOf(sent), fate });
    const work = tamper ? tamper(plainly, task, call) : plainly;
    if (fate.thaws) task.frozenMs += fate.stallMs ?? 0;
    return turns.ask(task, call.text, now() + (fate.stallMs ?? 0), async () => {
      const took = now() - task.startedAt - task.frozenMs;
      live(task, fate.death === 'before' || took > limitOf(task.name));
      // In the task's own context, so that an onlooker knows whose call it is.
      const answer = await current.run(task, () => work(request));
      live(task, fate.death === 'after');
      return answer;
    });
  };
  return { handle: handle as RequestHandler['handle'] };
};

/** Of what a provider refuses at once everybody knows that it has not left. */
const isDefinite = ({ service }: Call, { refusal, death, stallMs }: Fate): boolean =>
  (service === 'ses' || service === 'whatsapp') &&
  refusal === 'throttle' &&
  death === undefined &&
  stallMs === undefined;

/** Throws where the process is dead, or dies now. */
const live = (task: Task, dies: boolean): void => {
  task.dead ||= dies;
  if (task.dead) throw new ProcessDied('the process is gone');
};

/** Carries a request out, or gives the answer that the same question had a little earlier. */
const createReading = (standIns: StandIns, now: () => number) => {
  const given = new Map<string, Readonly<{ at: number; answer: Answer }>>();
  return async (request: SdkRequest, key: string | undefined, stale = false): Promise<Answer> => {
    const old = stale && key !== undefined ? given.get(key) : undefined;
    if (old && old.at >= now() - STALE_MS) return old.answer;
    const answer: Answer = await standIns.requestHandler.handle(request as never);
    if (key !== undefined) given.set(key, { at: now(), answer });
    return answer;
  };
};

const createCarryOut =
  ({ standIns, now, witness, loseTimer, controlsWritten }: Wiring, read: ReturnType<typeof createReading>) =>
  async (request: SdkRequest, { task, call, fate }: Attempt): Promise<Answer> => {
    witness.seen(task, call);
    setFaults(standIns, call, fate);
    try {
      const answer = await read(request, mayBeStale(call) ? staleKey(call) : undefined, fate.stale);
      note(witness, { task, call, fate }, { at: now(), status: statusOf(answer) });
      if (fate.timer && fate.refusal === undefined)
        await loseTimer(request.path.split('/').at(-1) ?? '', call.text, fate.timer);
      return answer;
    } finally {
      if (happened(fate)) witness.done(task, call);
      if (fate.refusal || fate.queue) standIns.setFaults([]);
      if (task.name === 'publish-program' && call.operation === 'UpdateItem') await controlsWritten();
    }
  };

const note = (
  witness: Witness,
  { task, call, fate }: Attempt,
  { at, status }: Readonly<{ at: number; status: number }>,
): void => {
  witness.timers.wrote(task, call, status);
  witness.writes.wrote(call, status);
  // A process that stood still between its look at the clock and the call cannot know better.
  if (fate.thaws && call.operation === 'POST schedules' && status === 400) witness.thawedTimers.push(at);
};

const statusOf = ({ response }: Answer): number => (response as Readonly<{ statusCode: number }>).statusCode;

const happened = ({ refusal }: Fate): boolean => refusal === undefined || refusal === 'timeout-after';

/** The stand-ins break exactly this call. */
const setFaults = (standIns: StandIns, { service }: Call, { refusal, queue }: Fate): void => {
  if (!BREAKABLE.includes(service)) return;
  if (refusal) standIns.setFaults([{ service, operation: '*', kind: refusal, rate: 1 }]);
  else if (queue) standIns.setFaults([{ service, operation: '*', kind: queue, rate: 1, seed: 7 }]);
};

/** The same question again, whatever time it names. */
const staleKey = ({ operation, text }: Call): string => operation + text.replace(/"N":"\d{10,}"/g, '"N":"t"');
