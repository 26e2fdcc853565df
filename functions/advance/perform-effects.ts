/** Does what a decision left to do, in its order; each of these may be done twice without harm. */

import { erasedElsewhere, erasureOf } from '../../core/decide/person/erase.ts';
import {
  closeElsewhere,
  holderElsewhere,
  mergeAfterLink,
} from '../../core/decide/person/merge-after-link.ts';
import { idOf, survivorOf } from '../../core/identity/identity.ts';
import type { Effect } from '../../core/state/effect.ts';
import type { AbsorbInput, MergeInput } from '../../core/state/input.ts';
import type { Profile, ProfileState } from '../../core/state/profile.ts';
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
  await eraseIfErased(deps, effect, standing.state);
  const pair = mergeAfterLink(effect, standing.state);
  if (!pair) return closeCart(deps, effect, { own, standing: standing.state });
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

type Around = Readonly<{ own: ProfileState; standing: ProfileState | undefined }>;

const closeCart = async (
  { profiles, queues, now }: AdvanceDeps,
  effect: Link,
  { own, standing }: Around,
): Promise<void> => {
  const holder = holderElsewhere(effect, standing);
  if (holder === undefined) return;
  const theirs = await liveState(profiles, holder);
  const closing = closeElsewhere(effect, { own, theirs }, now());
  if (closing) await queues.sendInputs([closing]);
};

/** Over the tombstone of a merge. */
const liveState = async (
  profiles: AdvanceDeps['profiles'],
  profileId: string,
): Promise<Profile | undefined> => {
  const { state } = await profiles.load(profileId);
  const further = state?.kind === 'tombstone' ? (await profiles.load(state.mergedInto)).state : state;
  return further?.kind === 'live' ? further : undefined;
};

/**
 * The identity may lead over a tombstone to somebody who was erased: this profile is about the same person,
 * and from before that.
 */
const eraseIfErased = async (
  deps: AdvanceDeps,
  effect: Link,
  standing: ProfileState | undefined,
): Promise<void> => {
  const further =
    standing?.kind === 'tombstone' && standing.erasedAt === undefined && standing.mergedInto !== effect.into;
  const state = further ? (await deps.profiles.load(standing.mergedInto)).state : standing;
  const erasedAt = erasedElsewhere(effect, state);
  if (erasedAt !== undefined) await deps.queues.sendInputs([erasureOf(effect.into, erasedAt)]);
};
