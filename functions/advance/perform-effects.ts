/** Performs the effects of a decision in their order; each may be performed twice without harm. */

import { afterLink, holderElsewhere } from '../../core/decide/person/after-link.ts';
import { absorbInput } from '../../core/decide/person/merge-inputs.ts';
import type { Versioned } from '../../core/ports/profile-store.ts';
import { present } from '../../core/present.ts';
import type { Effect } from '../../core/state/effect.ts';
import type { ProfileState, Tombstone } from '../../core/state/profile.ts';
import { timerInput } from '../../core/state/timer-input.ts';
import { timerAt } from '../../core/time/timer-at.ts';
import type { AdvanceDeps } from './deps.ts';
import { exportCustomer, forgetCustomer, stopMarketing, suppressAddress } from './privacy-effects.ts';

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
    case 'call-webhook':
      return deps.queues.sendCall(effect.call);
    case 'forward':
      return deps.queues.sendInputs([effect.input]);
    case 'absorb':
      return sendAbsorb(deps, effect, state);
    case 'link-identity':
      return link(deps, effect, state);
    case 'erase':
      return deps.erase(effect);
    case 'suppress-address':
      return suppressAddress(deps, effect);
    case 'stop-marketing':
      return stopMarketing(deps, effect);
    case 'forget':
      return forgetCustomer(deps, effect, state);
    case 'export':
      return exportCustomer(deps, effect);
  }
};

/**
 * Arms the timer. An effect may be performed long after its decision, when its time has passed; Scheduler
 * refuses a time in the past for ever, so the next allowed minute is used.
 */
const armTimer = (
  { timers, now }: AdvanceDeps,
  { id: timerId, profileId, entryId, at }: Extract<Effect, { kind: 'arm-timer' }>,
): Promise<void> => timers.arm(timerInput({ timerId, profileId, entryId, at }), timerAt(at, now()));

const sendAbsorb = async (
  { queues }: AdvanceDeps,
  effect: Extract<Effect, { kind: 'absorb' }>,
  state: ProfileState,
): Promise<void> => {
  const input = absorbInput(effect, state);
  if (input) await queues.sendInputs([input]);
};

type Link = Extract<Effect, { kind: 'link-identity' }>;

/**
 * Links an identity. Where another state stands there, core decides what follows; a link that was replaced
 * meanwhile is made anew later.
 */
const link = async (deps: AdvanceDeps, effect: Link, own: ProfileState): Promise<void> => {
  const { profiles, queues, now } = deps;
  const found = await profiles.link(effect.from, effect.into, { at: now(), by: effect.by });
  if (found === 'linked') return;
  const standing = found.state;
  const holder = holderElsewhere(effect, standing);
  const elsewhere = holder === undefined ? {} : await profiles.follow(holder);
  const { inputs, changed } = afterLink(effect, { standing, elsewhere, own }, now());
  if (changed) await change(deps, changed, found);
  if (inputs.length > 0) await queues.sendInputs(inputs);
};

const change = async (
  { profiles }: AdvanceDeps,
  tombstone: Tombstone,
  { version, due }: Versioned,
): Promise<void> => {
  const stored = await profiles.save(tombstone, version, present({ due }));
  if ('lostTo' in stored) throw new Error('an identity was linked by somebody else meanwhile; try again');
};
