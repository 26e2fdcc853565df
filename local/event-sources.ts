/**
 * Lambda's part of the local system: delivers queued messages and due timers to the functions, and moves the
 * clock from one due time to the next.
 */
import type { Clock } from '../stand-ins/clock.ts';
import { earliest } from '../stand-ins/due.ts';
import { LOCAL } from '../stand-ins/names.ts';
import type { StandIns } from '../stand-ins/stand-ins.ts';
import { createQueueSource, type QueueSource, type SqsHandler } from './queue-source.ts';
import { createSweepSchedule, type SweepSchedule } from './sweep-schedule.ts';

export type EventSourceOptions = Readonly<{
  standIns: StandIns;
  clock: Clock;
  /**
   * `advance` reads the input queue, the senders read their outboxes, and `sweep` runs every five minutes
   * while a profile is overdue.
   */
  functions: Readonly<{
    advance: SqsHandler;
    'send-email': SqsHandler;
    'send-whatsapp'?: SqsHandler;
    'call-webhook'?: SqsHandler;
    'fetch-details'?: SqsHandler;
    sweep?: () => Promise<unknown>;
  }>;
  /** True while work keeps arriving from outside, so that much of it is no circle. */
  isFed?: () => boolean;
  /** Invocations of one function at the same time. */
  concurrency?: number;
  /** Called for each invocation that threw; its batch is delivered again after the visibility timeout. */
  onError?: (functionName: string, error: unknown) => void;
  /** After this many invocations without a move of the clock, the system counts as running in a circle. */
  maxInvocationsPerInstant?: number;
}>;

export type EventSources = Readonly<{
  /** Works off everything that is due now. */
  settle: () => Promise<void>;
  /** Moves the clock to a time and stops wherever something falls due on the way. */
  moveTo: (at: number) => Promise<void>;
  /**
   * Moves to the next time at which something falls due, and stays where nothing does. Returns the time of
   * the clock afterwards.
   */
  next: () => Promise<number>;
  /** When something falls due next; undefined where nothing does. */
  nextDue: () => number | undefined;
  /** For a clock that runs with real time: works off what falls due until `close`. */
  start: () => void;
  /** Resolves when nothing is running any more. */
  close: () => Promise<void>;
}>;

const CONCURRENCY = 5;
const INVOCATIONS_PER_INSTANT = 20_000;
/** Invocations allowed per waiting message: for itself, for what follows from it, and for repeats. */
const INVOCATIONS_PER_MESSAGE = 10;
const STOPS_PER_MOVE = 1_000_000;
const TICK_MS = 200;
/** How often expired items are deleted; AWS takes up to two days. */
const EXPIRY_EVERY_MS = 24 * 60 * 60_000;

export const createEventSources = (options: EventSourceOptions): EventSources => {
  const { standIns, clock, onError = () => {} } = options;
  const drain = createDrain(options);
  const sweeping = sweepingOf(options);
  const inTurn = createTurns();
  let expiredAt = clock.now();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const workOff = async (): Promise<void> => {
    await sweeping?.runIfDue();
    await drain();
    if (clock.now() - expiredAt < EXPIRY_EVERY_MS) return;
    expiredAt = clock.now();
    await standIns.dynamodb.sweepExpired();
  };
  const nextDue = (): number | undefined => earliest([standIns.nextDue(), sweeping?.nextDue()]);
  /** False where nothing falls due up to that time. */
  const moveToDue = async (atMost: number): Promise<boolean> => {
    const due = nextDue();
    if (due === undefined || due > atMost) return false;
    clock.moveTo(Math.max(due, clock.now()));
    await workOff();
    return true;
  };
  const moveTo = async (at: number): Promise<void> => {
    await workOff();
    for (let stops = 0; await moveToDue(at); stops += 1)
      if (stops >= STOPS_PER_MOVE) throw tooManyStops(at, clock);
    // With real time the clock may have passed this moment already.
    clock.moveTo(clock.standing ? at : Math.max(at, clock.now()));
    await workOff();
  };
  const next = async (): Promise<number> => {
    await workOff();
    await moveToDue(Number.POSITIVE_INFINITY);
    return clock.now();
  };
  const tick = (): void => {
    const again = (): void => {
      if (!closed) timer = setTimeout(tick, TICK_MS);
    };
    inTurn(workOff)
      .catch((error: unknown) => onError('event-sources', error))
      .then(again, again);
  };
  const close = async (): Promise<void> => {
    closed = true;
    clearTimeout(timer);
    await inTurn(async () => {});
  };
  return {
    settle: () => inTurn(workOff),
    moveTo: (at) => inTurn(() => moveTo(at)),
    next: () => inTurn(next),
    nextDue,
    start: tick,
    close,
  };
};

const sweepingOf = ({
  standIns,
  clock,
  functions,
  onError = () => {},
}: EventSourceOptions): SweepSchedule | undefined =>
  functions.sweep &&
  createSweepSchedule({
    now: clock.now,
    earliestDue: standIns.dynamodb.earliestDue,
    sweep: functions.sweep,
    onError: (error) => onError('sweep', error),
  });

/** Fires schedules and invokes functions until nothing is due any more. */
const createDrain = ({
  standIns,
  clock,
  functions,
  ...options
}: EventSourceOptions): (() => Promise<void>) => {
  const {
    concurrency = CONCURRENCY,
    maxInvocationsPerInstant: limit = INVOCATIONS_PER_INSTANT,
    isFed = () => false,
    onError = () => {},
  } = options;
  const shared = { standIns, concurrency, onError };
  const beside = ([queueName, functionName, handler]: readonly [string, string, SqsHandler | undefined]) =>
    handler ? [createQueueSource({ ...shared, queueName, functionName, handler })] : [];
  const sources = [
    createQueueSource({
      ...shared,
      queueName: LOCAL.inputQueue,
      functionName: 'advance',
      handler: functions.advance,
    }),
    createQueueSource({
      ...shared,
      queueName: LOCAL.outboxQueue,
      functionName: 'send-email',
      handler: functions['send-email'],
    }),
    ...beside([LOCAL.whatsappOutbox, 'send-whatsapp', functions['send-whatsapp']]),
    ...beside([LOCAL.callQueue, 'call-webhook', functions['call-webhook']]),
    ...beside([LOCAL.noticeQueue, 'fetch-details', functions['fetch-details']]),
  ];
  /** Returns how many timers fired. */
  const startDue = (running: Set<Promise<void>>): number => {
    const fired = standIns.scheduler.fireDue();
    for (const source of sources) startAll(source, running);
    return fired;
  };
  return async () => {
    const running = new Set<Promise<void>>();
    const mostFromHere = (): number =>
      invocationsOf(sources) + limit + INVOCATIONS_PER_MESSAGE * waitingIn(standIns);
    let most = mostFromHere();
    for (let fired = startDue(running); running.size > 0; fired = startDue(running)) {
      most = isFed() ? mostFromHere() : most + INVOCATIONS_PER_MESSAGE * fired;
      await Promise.race(running);
      if (invocationsOf(sources) <= most) continue;
      await Promise.all(running);
      throw doesNotRest(sources, clock);
    }
  };
};

const waitingIn = ({ sqs }: StandIns): number =>
  [LOCAL.inputQueue, LOCAL.outboxQueue, LOCAL.whatsappOutbox, LOCAL.callQueue, LOCAL.noticeQueue].reduce(
    (sum, name) => sum + sqs.queue(name).size(),
    0,
  );

const startAll = (source: QueueSource, running: Set<Promise<void>>): void => {
  for (let started = source.startNext(); started !== undefined; started = source.startNext()) {
    const ended: Promise<void> = started.then(() => {
      running.delete(ended);
    });
    running.add(ended);
  }
};

const invocationsOf = (sources: readonly QueueSource[]): number =>
  sources.reduce((sum, source) => sum + source.invocations(), 0);

/** Runs tasks one after the other; a failure of one does not fail the next. */
const createTurns = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
};

const doesNotRest = (sources: readonly QueueSource[], clock: Clock): Error => {
  const counts = sources.map((source) => `${source.functionName} ${source.invocations()}`).join(', ');
  return new Error(
    `The functions do not come to rest at ${iso(clock.now())} although the clock stands: ${counts} invocations since the start. A message that a function answers with another one to itself runs in a circle.`,
  );
};

const tooManyStops = (at: number, clock: Clock): Error =>
  new Error(
    `The clock stopped ${STOPS_PER_MOVE} times on its way to ${iso(at)} and is at ${iso(clock.now())}: something falls due again and again.`,
  );

const iso = (at: number): string => new Date(at).toISOString();
