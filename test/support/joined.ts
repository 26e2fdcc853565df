/** Two profiles of one person of whom only what a test names is known, and what the survivor knows then. */
import { decide } from '../../core/decide/decide.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { AbsorbInput } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import { DAY } from './flows.ts';
import { rules } from './heard.ts';
import { START } from './story.ts';

export const OWN = '1own';
export const OTHER = '2other';

export const knownAs = (id: string, change: Partial<Profile> = {}): Profile => ({
  ...emptyProfile(id, 1, START - DAY),
  ...change,
});

export const absorbOf = (state: Profile): AbsorbInput => ({
  kind: 'absorb',
  inputId: `a-${state.id}`,
  profileId: OWN,
  receivedAt: START,
  from: state.id,
  state,
});

export const merged = (own: Partial<Profile>, other: Partial<Profile>) =>
  decide(knownAs(OWN, own), absorbOf(knownAs(OTHER, other)), rules, START);

export const joined = (own: Partial<Profile>, other: Partial<Profile>): Profile =>
  merged(own, other).state as Profile;
