/**
 * Decides what befalls each call: by the weather, which changes every few hours, and by dice that the seed
 * and the call itself throw.
 */
import { leaningOf } from './leaning.ts';
import type { FaultKind, Plan } from './plan.ts';
import { type Chance, chanceFrom, chanceOf, seedOf } from './random.ts';
import { type Call, subjectOf } from './sdk-call.ts';
import type { Task } from './turns.ts';

export type Fate = Readonly<{
  refusal?: 'throttle' | 'timeout-before' | 'timeout-after' | 'error';
  death?: 'before' | 'after';
  stallMs?: number;
  /** What ends a call that takes too long stands still as well: it is carried out when all goes on. */
  thaws?: boolean;
  /** Where it may be answered from an older copy, it is. */
  stale?: boolean;
  queue?: 'duplicate' | 'delay';
  timer?: 'never' | 'late' | 'twice';
}>;

export type Nature = (task: Task, call: Call) => Fate;

/** Services that can be broken on purpose, by the names of the stand-ins' own faults. */
export const BREAKABLE: readonly string[] = ['dynamodb', 'sqs', 'scheduler', 'ses', 's3', 'whatsapp'];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEATHER_MS = 6 * HOUR;
const OUTAGE_MS = 40 * 60_000;
/** One outage window in so many, per service. */
const OUTAGE_RARITY = 700;
const STALL_MS = 40_000;
/** Longer than the lease of a sender, and mostly than what a queue waits for an answer. */
const STANDSTILL_MS = [125_000, 480_000] as const;
const STORM = 8;
/** Streams of neighbouring dice begin this far from each other. */
const APART = 0x1f123bb5;

/** Probabilities per call in usual weather; a storm multiplies them. */
const ODDS = {
  throttle: 0.004,
  'timeout-before': 0.003,
  'timeout-after': 0.005,
  error: 0.004,
  death: 0.004,
  /** Where dying hurts most: with a mail handed over and its outcome not yet written down. */
  decisiveDeath: 0.02,
  /** The same with an answer that is lost: nobody but the provider knows that the mail has left. */
  decisiveSilence: 0.02,
  /** What a provider refuses at once gives the claim back. */
  providerThrottle: 0.015,
  stall: 0.006,
  /** Only in worlds that lean that way; where a message is about to leave it hurts most. */
  standstill: 0.0012,
  decisiveStandstill: 0.006,
  queue: 0.02,
  timer: 0.06,
} as const;
const REFUSALS = ['throttle', 'timeout-before', 'timeout-after', 'error'] as const;

type Die = Readonly<{ kind: FaultKind; throw: (chance: Chance, call: Call, rough: number) => Fate }>;

const NOTHING: Fate = {};

const DICE: readonly Die[] = [
  {
    kind: 'calls',
    throw: (chance, call, rough) =>
      call.service === 'ses' && chance.maybe(ODDS.decisiveSilence * rough)
        ? { refusal: 'timeout-after' }
        : isProvider(call) && chance.maybe(ODDS.providerThrottle * rough)
          ? { refusal: 'throttle' }
          : refusalOf(chance.unit() / rough),
  },
  {
    kind: 'crashes',
    throw: (chance, call, rough) => {
      const odds = isDecisive(call) ? ODDS.decisiveDeath : ODDS.death;
      return chance.maybe(odds * rough) ? { death: chance.pick(['before', 'after']) } : NOTHING;
    },
  },
  {
    kind: 'stalls',
    throw: (chance, _call, rough) =>
      chance.maybe(ODDS.stall * rough) ? { stallMs: chance.between(1_000, STALL_MS) } : NOTHING,
  },
  { kind: 'stale', throw: (chance) => (chance.maybe(0.3) ? { stale: true } : NOTHING) },
  {
    kind: 'queues',
    throw: (chance, { service }, rough) =>
      service === 'sqs' && chance.maybe(ODDS.queue * rough)
        ? { queue: chance.pick(['duplicate', 'delay']) }
        : NOTHING,
  },
  {
    kind: 'timers',
    throw: (chance, { operation }, rough) =>
      operation === 'POST schedules' && chance.maybe(ODDS.timer * rough)
        ? { timer: chance.pick(['never', 'late', 'twice']) }
        : NOTHING,
  },
  {
    kind: 'standstills',
    throw: (chance, call, rough) => {
      const odds = isDecisive(call) || isMarkedAsCalling(call) ? ODDS.decisiveStandstill : ODDS.standstill;
      return chance.maybe(odds * rough)
        ? { stallMs: chance.between(...STANDSTILL_MS), thaws: true }
        : NOTHING;
    },
  },
];

export const createNature = (plan: Plan, now: () => number): Nature => {
  const weather = (): number => {
    const luck = chanceOf(plan.seed, 'weather', Math.floor(now() / WEATHER_MS)).unit();
    if (luck >= 0.93) return STORM;
    return luck < 0.55 / plan.roughness ? 0 : plan.roughness;
  };
  /**
   * One service is away for a while, for everybody: that is what brings inputs into the dead-letter queues.
   */
  const isAway = (service: string): boolean =>
    plan.faults.includes('outages') &&
    BREAKABLE.includes(service) &&
    seedOf(plan.seed, 'outage', service, Math.floor(now() / OUTAGE_MS)) % OUTAGE_RARITY === 0;
  const standsStill = leaningOf(plan.seed) === 'standstills';
  return (task, call) => {
    if (now() >= plan.calmFrom) return NOTHING;
    if (isAway(call.service)) return { refusal: 'error' };
    const rough = weather();
    if (rough === 0) return NOTHING;
    // Counted by subject, because calls that are made at once come in no order of their own.
    const subject = subjectOf(call);
    const which = [Math.floor(task.startedAt / MINUTE), subject, task.calls.get(subject) ?? 0] as const;
    const hand = seedOf(plan.seed, 'dice', task.name, task.about, ...which);
    // A die of its own for each kind, so that leaving one kind out changes nothing about the others.
    const thrown = DICE.flatMap((die, number) =>
      plan.faults.includes(die.kind) && (die.kind !== 'standstills' || standsStill)
        ? [die.throw(chanceFrom(hand + number * APART), call, rough)]
        : [],
    );
    return Object.assign({}, ...thrown) as Fate;
  };
};

const isProvider = ({ service }: Call): boolean => service === 'ses' || service === 'whatsapp';

const isDecisive = (call: Call): boolean => isProvider(call) || call.text.includes('SET phase = :settled');

const isMarkedAsCalling = ({ text }: Call): boolean => text.includes('SET phase = :calling');

const refusalOf = (luck: number): Fate => {
  let upTo = 0;
  for (const refusal of REFUSALS) {
    upTo += ODDS[refusal];
    if (luck < upTo) return { refusal };
  }
  return NOTHING;
};
