/** A broken promise, with the invariant it breaks and whom it befell. */
import type { Facts } from '../facts.ts';
import { isAddressOf } from './reached.ts';

export type Problem = Readonly<{ invariant: string; text: string; customer?: number }>;

export type Check = (facts: Facts) => readonly Problem[];

export const iso = (at: number): string => new Date(at).toISOString();

/** Whose address it is, as a part of a problem. */
export const customerAt = ({ plan }: Facts, address: string): { customer?: number } => {
  const customer = plan.customers.find((candidate) => isAddressOf(candidate, address));
  return customer ? { customer: customer.index } : {};
};

/** Whose profile it is, as a part of a problem. */
export const ownerOf = ({ owners }: Facts, profileId: string): { customer?: number } => {
  const customer = owners.get(profileId);
  return customer === undefined ? {} : { customer };
};
