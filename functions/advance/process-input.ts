/** One input from the queue to the stored state: finish what is listed, decide, record, write once, do the effects, then be acknowledged. */
import { decide } from '../../core/decide/decide.ts';
import type { Rules } from '../../core/decide/draft.ts';
import type { Decision } from '../../core/decision.ts';
import { DAY_MS, type Due, dueOf, expiryOf } from '../../core/due.ts';
import type { ProfileInput } from '../../core/input.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Versioned } from '../../core/ports.ts';
import type { Settings } from '../../core/settings.ts';
import type { AdvanceDeps } from './deps.ts';
import { processCatalogue } from './process-catalogue.ts';
import { performEffects } from './perform-effects.ts';

export const processInput = async (deps: AdvanceDeps, body: string): Promise<void> => {
  const input = await deps.readInput(body);
  if (input.kind === 'catalogue') return processCatalogue(deps, input);
  const [rules, loaded] = await Promise.all([loadRules(deps), deps.profiles.load(input.profileId)]);
  await advance(deps, { input, rules, loaded });
};

const loadRules = async ({ programs, testReachesEveryone }: AdvanceDeps): Promise<Rules> => {
  const controls = await programs.controls();
  return { program: await programs.load(controls.seq), controls, testReachesEveryone };
};

type Work = Readonly<{ input: ProfileInput; rules: Rules; loaded: Versioned }>;

/** A lost race is decided anew from what stands there; effects still listed are finished first, whichever input they came from. */
const advance = async (deps: AdvanceDeps, work: Work): Promise<void> => {
  let current = work.loaded;
  for (let race = 0; race <= LIMITS.decisionRaces; race += 1) {
    if (current.state) await performEffects(deps, current.state.pending, current.state);
    const rules = await freshRules(deps, work.rules, current);
    const decision = decide(current.state, work.input, rules, deps.now());
    const step: Step = { decision, base: current, retention: rules.program.settings.retention };
    if (!decision.changed) return finishUnchanged(deps, step);
    const stored = await store(deps, step);
    if ('saved' in stored) return finish(deps, step, stored);
    current = stored.lostTo;
  }
  throw new Error(`lost the race for one profile ${LIMITS.decisionRaces + 1} times; the queue will try again`);
};

/** A state decided with a newer program than the one held here: read again before deciding (section 2). */
const freshRules = async (deps: AdvanceDeps, rules: Rules, { state }: Versioned): Promise<Rules> =>
  state?.kind === 'live' && state.seq > rules.program.seq ? loadRules(deps) : rules;

type Step = Readonly<{ decision: Decision; base: Versioned; retention: Settings['retention'] }>;
type Stored = Readonly<{ saved: number; due?: Due }>;

const store = async (deps: AdvanceDeps, { decision, base, retention }: Step): Promise<Stored | Readonly<{ lostTo: Versioned }>> => {
  const now = deps.now();
  if (decision.record) await deps.profiles.putRecord(decision.record, base.version, now + retention.timeline * DAY_MS);
  const due = dueOf(decision.state, base.due, now);
  const result = await deps.profiles.save(decision.state, base.version, {
    ...(due ? { due } : {}),
    expiresAt: expiryOf(decision.state, retention.profile, now),
  });
  return 'lostTo' in result ? result : { saved: result.saved, ...(due ? { due } : {}) };
};

const finish = async (deps: AdvanceDeps, { decision, retention }: Step, { saved, due }: Stored): Promise<void> => {
  if (decision.effects.length === 0) return;
  await performEffects(deps, decision.effects, decision.state);
  await clearPending(deps, { state: decision.state, version: saved, ...(due ? { due } : {}) }, retention);
};

/** Nothing to write for this input; what earlier ones left was done again above and may now leave the list. */
const finishUnchanged = async (deps: AdvanceDeps, { decision, base, retention }: Step): Promise<void> => {
  await performEffects(deps, decision.effects, decision.state);
  if ((base.state?.pending.length ?? 0) > 0) await clearPending(deps, base, retention);
};

/** Losing this race is harmless: the next input does the listed effects once more and clears them itself. */
const clearPending = async (
  deps: AdvanceDeps,
  { state, version, due: before }: Versioned,
  retention: Settings['retention'],
): Promise<void> => {
  if (!state) return;
  const now = deps.now();
  const done = { ...state, pending: [] };
  const due = dueOf(done, before, now);
  await deps.profiles.save(done, version, { ...(due ? { due } : {}), expiresAt: expiryOf(done, retention.profile, now) });
};
