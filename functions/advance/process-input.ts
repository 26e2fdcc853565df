/**
 * Takes one input from the queue to the stored state: performs pending effects, decides, records, writes
 * once, performs the new effects, and then acknowledges.
 */

import { decideRead } from '../../core/decide/decide.ts';
import { eraseLateRecord } from '../../core/decide/person/erase.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Versioned } from '../../core/ports/profile-store.ts';
import { present } from '../../core/present.ts';
import type { Rules } from '../../core/program/rules.ts';
import type { Settings } from '../../core/program/settings.ts';
import { CATCH_UP_GROUP } from '../../core/state/catch-up.ts';
import type { Decision } from '../../core/state/decision.ts';
import { DAY_MS, type Due, dueOf, expiryOf, keptFor } from '../../core/state/due.ts';
import type { CatchUpInput, ProfileInput, TellInput, WakeInput } from '../../core/state/input.ts';
import { isTellingGroup } from '../../core/state/tell.ts';
import { askAccount } from './ask-account.ts';
import { catchUp } from './catch-up.ts';
import { countBasket } from './count-basket.ts';
import type { AdvanceDeps } from './deps.ts';
import { eraseShop } from './erase-shop.ts';
import { formerProfileOf } from './former-profile.ts';
import { performEffects } from './perform-effects.ts';
import { processCatalogue } from './process-catalogue.ts';
import { readInput } from './read-input.ts';
import { tellWaiting } from './tell.ts';
import { changeLists, undoPuts } from './waiting.ts';

export const processInput = async (deps: AdvanceDeps, body: string): Promise<void> => {
  const input = await readInput(deps, body);
  if (input === 'erased') return;
  if (input.kind === 'catalogue') return processCatalogue(deps, input);
  if (input.kind === 'erase-shop') return eraseShop(deps, input);
  if (isTelling(input)) return tellWaiting(deps, input, (await loadRules(deps)).program);
  if (isCatchUp(input)) return catchUp(deps, input, await loadRules(deps));
  const [rules, loaded] = await Promise.all([loadRules(deps), deps.profiles.load(input.profileId)]);
  const former = await formerProfileOf(deps.profiles, input, loaded.state);
  if (former !== undefined) return deps.queues.sendInputs([{ ...input, profileId: former }]);
  tellDispute(deps, input, loaded.state);
  const asked = await askAccount(deps, input, loaded.state);
  if (asked !== 'erased') await advance(deps, { input: asked, rules, loaded });
};

/** What is about nobody is not kept, so the log says that it came. */
const tellDispute = ({ log }: AdvanceDeps, input: ProfileInput, state: Versioned['state']): void => {
  if (state?.kind !== 'tombstone' || !state.disputed || input.kind !== 'event') return;
  const { name, source, id } = input.event;
  log.info('an order that several people have; name its customer, or its shop', { event: name, source, id });
};

/** The sweep's wake knows the walk by its group alone. */
const isCatchUp = (input: ProfileInput | CatchUpInput): input is CatchUpInput | WakeInput =>
  input.kind === 'catch-up' || (input.kind === 'wake' && input.profileId === CATCH_UP_GROUP);

/** Of a product's news too. */
const isTelling = (input: ProfileInput | CatchUpInput | TellInput): input is TellInput | WakeInput =>
  input.kind === 'tell' || (input.kind === 'wake' && isTellingGroup(input.profileId));

const loadRules = async ({ programs, testReachesEveryone }: AdvanceDeps): Promise<Rules> => {
  const controls = await programs.controls();
  return { program: await programs.load(controls.seq), controls, testReachesEveryone };
};

/**
 * Decides anew from the stored state after a lost race. Pending effects are performed first, whichever input
 * they came from.
 */
const advance = async (
  deps: AdvanceDeps,
  { input, rules: first, loaded }: Readonly<{ input: ProfileInput; rules: Rules; loaded: Versioned }>,
): Promise<void> => {
  let current = loaded;
  for (let race = 0; race <= LIMITS.decisionRaces; race += 1) {
    if (current.state) await performEffects(deps, current.state.pending, current.state);
    const rules = await freshRules(deps, first, current);
    const decision = decideRead(current, input, rules, deps.now());
    const step: Step = { decision, base: current, retention: rules.program.settings.retention };
    if (!decision.changed) return finishUnchanged(deps, step);
    await countBasket(deps, rules, input, { before: current.state, after: decision.state });
    const stored = await store(deps, step);
    if ('saved' in stored) return finish(deps, step, stored);
    current = stored.lostTo;
    await undoPuts(deps, decision, current.state);
    const late = eraseLateRecord(decision, current.state, deps.now());
    if (late) await deps.erase(late);
  }
  throw new Error(
    `lost the race for one profile ${LIMITS.decisionRaces + 1} times; the queue will try again`,
  );
};

/** Loads the program again where the state was decided with a newer one than this function holds. */
const freshRules = async (deps: AdvanceDeps, rules: Rules, { state }: Versioned): Promise<Rules> =>
  state?.kind === 'live' && state.seq > rules.program.seq ? loadRules(deps) : rules;

type Step = Readonly<{ decision: Decision; base: Versioned; retention: Settings['retention'] }>;
type Stored = Readonly<{ saved: number; due?: Due }>;

const store = async (
  deps: AdvanceDeps,
  { decision, base, retention }: Step,
): Promise<Stored | Readonly<{ lostTo: Versioned }>> => {
  const now = deps.now();
  const kept = keptFor(decision.state, retention);
  await changeLists(deps, decision);
  if (decision.record)
    await deps.profiles.putRecord(decision.record, base.version, now + kept.timeline * DAY_MS);
  const due = dueOf(decision.state, base.due, now);
  const result = await deps.profiles.save(
    decision.state,
    base.version,
    present({ due, expiresAt: expiryOf(decision.state, kept.profile, now) }),
  );
  return 'lostTo' in result ? result : present({ saved: result.saved, due });
};

const finish = async (
  deps: AdvanceDeps,
  { decision, retention }: Step,
  { saved, due }: Stored,
): Promise<void> => {
  if (decision.effects.length === 0) return;
  await performEffects(deps, decision.effects, decision.state);
  await clearPending(deps, present({ state: decision.state, version: saved, due }), retention);
};

/**
 * This input changes nothing. Pending effects of earlier inputs were performed again above, so they may now
 * leave the list.
 */
const finishUnchanged = async (deps: AdvanceDeps, { decision, base, retention }: Step): Promise<void> => {
  await performEffects(deps, decision.effects, decision.state);
  await changeLists(deps, decision);
  if ((base.state?.pending.length ?? 0) > 0) await clearPending(deps, base, retention);
};

/**
 * Losing this race is harmless: the next input performs the pending effects once more and clears them itself.
 */
const clearPending = async (
  deps: AdvanceDeps,
  { state, version, due: before }: Versioned,
  retention: Settings['retention'],
): Promise<void> => {
  if (!state) return;
  const now = deps.now();
  const done = { ...state, pending: [] };
  const due = dueOf(done, before, now);
  await deps.profiles.save(
    done,
    version,
    present({ due, expiresAt: expiryOf(done, keptFor(done, retention).profile, now) }),
  );
};
