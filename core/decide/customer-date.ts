/** Dates that are known about a customer, by the path under which flows ask for them. */
import type { Profile } from '../state/profile.ts';

/** A birthday, or an own fact that is text, as it was stated; undefined where nothing is known. */
export const statedDate = ({ person, attributes }: Profile, path: string): string | undefined => {
  if (path === 'customer.birthday') return person.birthday;
  const own = OWN_FACT.exec(path)?.[1];
  const value = own !== undefined && Object.hasOwn(attributes, own) ? attributes[own] : undefined;
  return typeof value === 'string' ? value : undefined;
};

const OWN_FACT = /^customer\.attributes\.([^.]+)/;
