/** Makes a profile of which nothing is known yet, and tells whether a profile names anybody. */
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

/**
 * False for the marker of an erasure and for a profile that holds nothing but feedback: neither names
 * anybody.
 */
export const namesSomebody = ({ identities }: Profile): boolean => identities.length > 0;
