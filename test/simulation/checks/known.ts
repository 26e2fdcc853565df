/**
 * What the system surely knew at some moment of customers whose profiles merge, and whether two addresses
 * surely were one person's by then.
 */
import { oldestDateOf } from '../clocks.ts';
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import type { SentMail, Tick } from '../witness.ts';
import { mayBeErased } from './erasures.ts';

/**
 * From when on whatever is asked about the customer finds it. Under the only address of a customer that is
 * when it was applied. Where there are two, it may have been handed on to the other one's profile: then it
 * has arrived once nothing of theirs is under way any more.
 */
export const knownFrom = (
  { plan, witness, owners }: Facts,
  { index, addresses }: Customer,
  id: string,
): Tick | undefined => {
  const applied = witness.applied.get(id)?.first.tick;
  if (applied === undefined || (addresses.length === 1 && !isHandedOn(plan, id))) return applied;
  // A group that nobody owns in the end may have been theirs.
  const isOthers = (group: string): boolean => owners.has(group) && owners.get(group) !== index;
  return witness.lulls.find(({ tick, busy }) => tick > applied && busy.every(isOthers))?.tick;
};

/** What an account typed under another's address is heard there first. */
const isHandedOn = ({ happenings }: Facts['plan'], id: string): boolean =>
  happenings.some(
    (happening) => happening.id === id && 'customer' in happening && happening.types?.email !== undefined,
  );

export const isKnown = (
  facts: Facts,
  customer: Customer,
  id: string,
  { read }: Pick<SentMail, 'read'>,
): boolean => (knownFrom(facts, customer, id) ?? NEVER) < read.tick;

/**
 * Whether all addresses of a customer surely count as one person's at this moment: the account told of each of
 * them, and no erasure that had begun by then may have taken what it told.
 */
export const areSurelyOne = (facts: Facts, customer: Customer, tick: Tick): boolean => {
  const { addresses, index } = customer;
  if (addresses.length === 1) return true;
  const told = facts.plan.happenings.filter(
    (happening): happening is CustomerHappening =>
      happening.kind === 'identified' &&
      happening.customer === index &&
      !mayBeErased(facts, index, oldestDateOf(happening), tick),
  );
  return (
    told.length >= addresses.length &&
    told.every(({ id }) => (knownFrom(facts, customer, id) ?? NEVER) < tick)
  );
};

const NEVER = Number.POSITIVE_INFINITY;
