/** A profile of whom nothing is known yet. */
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
