/** A profile of whom nothing is known yet, and whether anybody is. */
import type { Profile } from './profile.ts';

export const emptyProfile = (id: string, seq: number, since: number): Profile => ({
  kind: 'live',
  id,
  since,
  seq,
  identities: [],
  person: { asOf: 0 },
  consents: {},
  suppressions: {},
  attributes: {},
  tags: [],
  history: {},
  carts: [],
  orders: [],
  spent: {},
  enrollments: [],
  lastEntries: {},
  slots: [],
  absorbed: [],
  applied: [],
  pending: [],
});

/** False for the marker of an erasure, and for what was left by feedback alone: nobody is named there. */
export const namesSomebody = ({ identities }: Profile): boolean => identities.length > 0;
