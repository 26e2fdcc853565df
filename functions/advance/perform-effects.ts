/** Does what a decision left to do, in its order; each of these may be done twice without harm. */

import { erasedElsewhere, erasureOf } from '../../core/decide/person/erase.ts';
import {
  closeElsewhere,
  holderElsewhere,
  mergeAfterLink,
} from '../../core/decide/person/merge-after-link.ts';
import { idOf, survivorOf } from '../../core/identity/identity.ts';
import type { Followed } from '../../core/ports/profile-store.ts';
import type { Effect } from '../../core/state/effect.ts';
import type { AbsorbInput, MergeInput } from '../../core/state/input.ts';
import type { Profile, ProfileState } from '../../core/state/profile.ts';
import type { Instant } from '../../core/time/instant.ts';
import { timerAt } from '../../core/time/timer-at.ts';
import type { AdvanceDeps } from './deps.ts';
import { exportCustomer, suppressAddress } from './privacy-effects.ts';

export const performEffects = async (
  deps: AdvanceDeps,
  effects: readonly Effect[],
  state: ProfileState,
): Promise<void> => {
  for (const effect of effects) await perform(deps, effect, state);
};

const perform = async (deps: AdvanceDeps, effect: Effect, state: ProfileState): Promise<void> => {
  switch (effect.kind) {
    case 'arm-timer':
      return armTimer(deps, effect);
    case 'cancel-timer':
      return deps.timers.cancel(effect.id);
    case 'send-message':
      return deps.queues.sendMessage(effect.message);
    case 'forward':
      return deps.queues.sendInputs([effect.input]);
    case 'absorb':
      return handOver(deps, effect, state);
    case 'link-identity':
      return link(deps, effect, state);
    case 'erase':
      return deps.erase(effect);
    case 'suppress-address':
      return suppressAddress(deps, effect);
    case 'export':
      return exportCustomer(deps, effect);
  }
};

/**
 * Done long after it was decided, the time may have passed, and at() in the past is refused for ever: then
 * the next minute that is allowed.
 */
const armTimer = async (
  { timers, now }: AdvanceDeps,
  effect: Extract<Effect, { kind: 'arm-timer' }>,
): Promise<void> => {
  const { id: timerId, profileId, entryId, at } = effect;
  await timers.arm({ timerId, profileId, entryId, at, fireAt: timerAt(at, now()) });
};

/** The tombstone still holds the last state; the survivor takes it over. */
const handOver = async (
  deps: AdvanceDeps,
  effect: Extract<Effect, { kind: 'absorb' }>,
  state: ProfileState,
): Promise<void> => {
  if (state.kind !== 'tombstone' || !state.last) return;
  const input: AbsorbInput = {
    kind: 'absorb',
    inputId: effect.id,
    profileId: effect.into,
    receivedAt: state.at,
    from: effect.from,
    state: state.last,
  };
  await deps.queues.sendInputs([input]);
};

type Link = Extract<Effect, { kind: 'link-identity' }>;

const link = async (deps: AdvanceDeps, effect: Link, own: ProfileState): Promise<void> => {
  const now = deps.now();
  const standing = await deps.profiles.link(effect.from, effect.into, now);
  if (standing === 'linked') return;
  const elsewhere = await lookElsewhere(deps, effect, standing.state);
  await eraseIfErased(deps, effect, [standing.state, elsewhere]);
  const pair = mergeAfterLink(effect, standing.state);
  if (!pair) return closeCart(deps, effect, { own, theirs: elsewhere.profile });
  const into = survivorOf(...pair);
  const loser = pair[0] === into ? pair[1] : pair[0];
  const input: MergeInput = {
    kind: 'merge',
    inputId: idOf('merge', loser, into),
    profileId: loser,
    receivedAt: now,
    into,
  };
  await deps.queues.sendInputs([input]);
};

/** The identity may lead over tombstones to somebody else. */
const lookElsewhere = async (
  { profiles }: AdvanceDeps,
  effect: Link,
  standing: ProfileState | undefined,
): Promise<Followed> => {
  const holder = holderElsewhere(effect, standing);
  return holder === undefined ? {} : profiles.follow(holder);
};

const closeCart = async (
  { queues, now }: AdvanceDeps,
  effect: Link,
  both: Readonly<{ own: ProfileState; theirs: Profile | undefined }>,
): Promise<void> => {
  const closing = closeElsewhere(effect, both, now());
  if (closing) await queues.sendInputs([closing]);
};

/** Whoever stands on the way was erased: this profile is about the same person, and from before that. */
const eraseIfErased = async (
  { queues }: AdvanceDeps,
  effect: Link,
  way: readonly (Readonly<{ erasedAt?: Instant }> | undefined)[],
): Promise<void> => {
  const erasures = way.flatMap((stop) => erasedElsewhere(effect, stop) ?? []);
  if (erasures.length > 0) await queues.sendInputs([erasureOf(effect.into, Math.max(...erasures))]);
};
