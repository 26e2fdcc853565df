/**
 * One customer's life in the engine: inputs go in, timers fire by themselves, and everything that was decided
 * is remembered. Nothing is stored and nobody is called, so that months take milliseconds.
 */
import { decide } from '../core/decide/decide.ts';
import type { Rules } from '../core/program/rules.ts';
import type { Effect, OutboxMessage } from '../core/state/effect.ts';
import type { ProfileInput } from '../core/state/input.ts';
import type { Profile, ProfileState } from '../core/state/profile.ts';
import type { TimelineEntry, TimelineRecord } from '../core/state/timeline.ts';
import type { Instant } from '../core/time/instant.ts';

type Timer = Readonly<{ id: string; entryId: string; at: Instant }>;
export type Decided = OutboxMessage & Readonly<{ at: Instant }>;

type Born = Readonly<{
  profileId: string;
  rules: Rules;
  start: Instant;
  /** What is done with each new state before it is kept. */
  keep?: (state: ProfileState) => ProfileState;
}>;

export const lifeOf = ({ profileId, rules: first, start, keep = (state) => state }: Born) => {
  let now = start;
  let rules = first;
  let state: ProfileState | undefined;
  const timers = new Map<string, Timer>();
  const left: Decided[] = [];
  const told: TimelineEntry[] = [];
  const records: TimelineRecord[] = [];
  const effects: Effect[] = [];

  const perform = (effect: Effect): void => {
    effects.push(effect);
    if (effect.kind === 'arm-timer')
      timers.set(effect.id, { id: effect.id, entryId: effect.entryId, at: effect.at });
    if (effect.kind === 'cancel-timer') timers.delete(effect.id);
    if (effect.kind === 'send-message') left.push({ ...effect.message, at: now });
  };

  const gets = (input: ProfileInput): void => {
    const decision = decide(state, input, rules, now);
    if (decision.changed) state = keep(decision.state);
    records.push(...[decision.record ?? []].flat());
    told.push(...(decision.record?.entries ?? []));
    for (const effect of decision.effects) perform(effect);
  };

  const fire = ({ id, entryId, at }: Timer): void => {
    timers.delete(id);
    now = at;
    gets({ kind: 'timer', inputId: id, profileId, receivedAt: at, timerId: id, entryId });
  };

  return {
    gets,
    /** Time passes to that moment, and every timer fires in its minute; `meanwhile` runs after each. */
    until: async (at: Instant, meanwhile: () => Promise<void>): Promise<void> => {
      for (let next = nextOf(timers); next && next.at <= at; next = nextOf(timers)) {
        fire(next);
        await meanwhile();
      }
      now = at;
    },
    /** The same at once, where nothing has to be done between two timers. */
    passesTo: (at: Instant): void => {
      for (let next = nextOf(timers); next && next.at <= at; next = nextOf(timers)) fire(next);
      now = at;
    },
    /** Time passes and every timer in it is lost, as in an outage. */
    sleepsTo: (at: Instant): void => {
      timers.clear();
      now = at;
    },
    lives: (next: Rules): void => {
      rules = next;
    },
    now: (): Instant => now,
    rules: (): Rules => rules,
    state: (): ProfileState | undefined => state,
    profile: (): Profile => state as Profile,
    timers: (): readonly Timer[] => [...timers.values()],
    left,
    told,
    records,
    effects,
  };
};

export type Life = ReturnType<typeof lifeOf>;

const nextOf = (timers: ReadonlyMap<string, Timer>): Timer | undefined =>
  [...timers.values()].sort((a, b) => a.at - b.at)[0];
