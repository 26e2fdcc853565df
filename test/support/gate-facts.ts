/**
 * The gate's question about one mail of an abandoned cart to which nothing is in the way, and the same with one
 * thing changed.
 */
import { gate } from '../../core/gate/gate.ts';
import type { GateFacts } from '../../core/gate/gate-facts.ts';
import type { Program } from '../../core/program/program.ts';
import type { Settings } from '../../core/program/settings.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import type { Profile } from '../../core/state/profile.ts';
import { cartFlow, controlsOf, HOUR, programOf } from './flows.ts';
import { storyOf } from './story.ts';

export const flow = cartFlow();
const PROGRAM = programOf([flow]);
const story = storyOf(PROGRAM)
  .consents()
  .cart()
  .passes(2 * HOUR);
const [first] = story.left();
if (!first) throw new Error('nothing was decided');
export const MESSAGE: OutboxMessage = first;
export const PROFILE = story.profile();
export const NOW = story.now();

export const FACTS: GateFacts = {
  profile: PROFILE,
  message: first,
  program: PROGRAM,
  controls: controlsOf(),
  testReachesEveryone: false,
  now: NOW,
};
export const says = (change: Partial<GateFacts>) => {
  const verdict = gate({ ...FACTS, ...change });
  return verdict.verdict === 'send' ? 'send' : verdict.reason;
};
export const withSettings = (change: Partial<Settings>, program: Program = PROGRAM): Program => ({
  ...program,
  settings: { ...program.settings, ...change },
});
export const withMessage = (change: Partial<OutboxMessage>) => ({ message: { ...FACTS.message, ...change } });
export const withProfile = (change: Partial<Profile>) => ({ profile: { ...PROFILE, ...change } });
export const withFlow = (change: Partial<typeof flow>) => ({
  program: { ...PROGRAM, flows: { [flow.id]: { ...flow, ...change } } },
});
export const news = { purpose: 'transactional' as const };
