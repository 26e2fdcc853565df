/** Measures how many decisions the engine makes per second on one core. */
import { decide } from '../../core/decide/decide.ts';
import type { Rules } from '../../core/program/rules.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';

/**
 * Duration of one measurement; the best of several rounds counts, because the machine is busy with other work
 * too.
 */
const ROUND_MS = 700;
const ROUNDS = 5;

export const decisionsPerSecond = (profile: Profile, inputs: readonly EventInput[], rules: Rules): number => {
  let best = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    let made = 0;
    while (performance.now() - start < ROUND_MS) {
      for (const input of inputs) decide(profile, input, rules, input.receivedAt);
      made += inputs.length;
    }
    best = Math.max(best, (made / (performance.now() - start)) * 1000);
  }
  return Math.round(best);
};
