/**
 * Forecasts what happens to one customer if nothing else comes: the engine itself decides every coming timer,
 * on a copy of the state that is thrown away. So quiet hours, caps, audiences and edited flows count as they
 * will.
 */
import { decide } from '../decide/decide.ts';
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import type { Rules } from '../program/rules.ts';
import type { Effect } from '../state/effect.ts';
import type { TimerInput } from '../state/input.ts';
import { type LiveTimer, liveTimers } from '../state/live-timers.ts';
import type { Profile } from '../state/profile.ts';
import type { TimelineEntry } from '../state/timeline.ts';
import type { Instant } from '../time/instant.ts';
import { timerAt } from '../time/timer-at.ts';

/** When each armed timer fires, by its id. */
export type Timers = ReadonlyMap<string, Instant>;

/**
 * The entries that the timeline will get. Facts that only the sender can know are not in it: stock, coupons,
 * the budget, the provider's answer. Without `timers` a moment may be a minute off, because a state does not
 * say when its timer fires.
 */
export const forecast = (
  profile: Profile,
  rules: Rules,
  now: Instant,
  timers: Timers = new Map(),
): readonly TimelineEntry[] => {
  const told: TimelineEntry[] = [];
  const armed = new Map(timers);
  let state = profile;
  let at = now;
  for (let decided = 0; decided < LIMITS.forecastDecisions; decided += 1) {
    const next = nextOf(liveTimers(state), armed, at);
    if (!next || next.firesAt > now + LIMITS.forecastMs) break;
    at = next.firesAt;
    const decision = decide(state, firing(next.timer, at, decided), rules, at);
    if (!decision.changed || decision.state.kind !== 'live') break;
    state = decision.state;
    told.push(...(decision.record?.entries ?? []));
    for (const { id, at: firesAt } of decision.effects.filter(isArming)) armed.set(id, firesAt);
  }
  return told;
};

type Next = Readonly<{ timer: LiveTimer; firesAt: Instant }>;

const nextOf = (timers: readonly LiveTimer[], armed: Timers, now: Instant): Next | undefined =>
  timers
    .map((timer) => ({
      timer,
      firesAt: Math.max(armed.get(timer.timerId) ?? fullMinute(timer.dueAt), now),
    }))
    .toSorted((a, b) => a.firesAt - b.firesAt)[0];

/** When a timer that was armed long before this moment fires. */
const fullMinute = (dueAt: Instant): Instant => timerAt(dueAt, dueAt - LIMITS.timerMinAheadMs);

const firing = ({ entryId, timerId }: LiveTimer, at: Instant, count: number): TimerInput => ({
  kind: 'timer',
  inputId: idOf('forecast', timerId, String(count)),
  profileId: '',
  receivedAt: at,
  timerId,
  entryId,
});

type Arming = Extract<Effect, { kind: 'arm-timer' }>;

const isArming = (effect: Effect): effect is Arming => effect.kind === 'arm-timer';
