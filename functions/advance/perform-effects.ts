/** Does what a decision left to do, in its order; each of these may be done twice without harm. */
import type { Effect } from '../../core/effect.ts';
import { idOf, survivorOf } from '../../core/identity.ts';
import type { AbsorbInput, MergeInput } from '../../core/input.ts';
import type { ProfileState } from '../../core/profile.ts';
import { timerAt } from '../../core/decide/draft.ts';
import { closeElsewhere, mergeAfterLink } from '../../core/decide/merge-after-link.ts';
import { erasedElsewhere, erasureOf } from '../../core/decide/erase.ts';
import type { AdvanceDeps } from './deps.ts';
import { exportCustomer, suppressAddress } from './privacy-effects.ts';

export const performEffects = async (deps: AdvanceDeps, effects: readonly Effect[], state: ProfileState): Promise<void> => {
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
      return link(deps, effect);
    case 'erase':
      return deps.erase(effect);
    case 'suppress-address':
      return suppressAddress(deps, effect);
    case 'export':
      return exportCustomer(deps, effect);
  }
};

/** Done long after it was decided, the time may have passed, and at() in the past is refused for ever: then the next minute that is allowed. */
const armTimer = async ({ timers, now }: AdvanceDeps, effect: Extract<Effect, { kind: 'arm-timer' }>): Promise<void> => {
  const { id: timerId, profileId, entryId, at } = effect;
  await timers.arm({ timerId, profileId, entryId, at, fireAt: timerAt(at, now()) });
};

/** The tombstone still holds the last state; the survivor takes it over. */
const handOver = async (deps: AdvanceDeps, effect: Extract<Effect, { kind: 'absorb' }>, state: ProfileState): Promise<void> => {
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

const link = async (deps: AdvanceDeps, effect: Extract<Effect, { kind: 'link-identity' }>): Promise<void> => {
  const now = deps.now();
  const standing = await deps.profiles.link(effect.from, effect.into, now);
  if (standing === 'linked') return;
  await eraseIfErased(deps, effect, standing.state);
  const pair = mergeAfterLink(effect, standing.state);
  const closing = pair ? undefined : closeElsewhere(effect, standing.state, now);
  if (closing) await deps.queues.sendInputs([closing]);
  if (!pair) return;
  const into = survivorOf(...pair);
  const loser = pair[0] === into ? pair[1] : pair[0];
  const input: MergeInput = { kind: 'merge', inputId: idOf('merge', loser, into), profileId: loser, receivedAt: now, into };
  await deps.queues.sendInputs([input]);
};

/** The identity may lead over a tombstone to somebody who was erased: this profile is about the same person, and from before that. */
const eraseIfErased = async (
  deps: AdvanceDeps,
  effect: Extract<Effect, { kind: 'link-identity' }>,
  standing: ProfileState | undefined,
): Promise<void> => {
  const further = standing?.kind === 'tombstone' && standing.erasedAt === undefined && standing.mergedInto !== effect.into;
  const state = further ? (await deps.profiles.load(standing.mergedInto)).state : standing;
  const erasedAt = erasedElsewhere(effect, state);
  if (erasedAt !== undefined) await deps.queues.sendInputs([erasureOf(effect.into, erasedAt)]);
};
