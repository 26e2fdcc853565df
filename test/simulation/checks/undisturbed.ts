/** Customers of whom anybody can say what was known when, and what stands on their timelines. */
import type { Customer } from '../customers.ts';
import type { Entry, Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { entriesAt } from './reached.ts';
import { isTypedByOthers } from './values.ts';

export const DAY = 24 * 60 * 60_000;
export const HOUR = 60 * 60_000;
/** Clocks of shops are off by minutes, and those of the wall change by an hour. */
export const SLACK_MS = 75 * 60_000;
/** Dead letters, lost timers and outages; nothing of it where nothing goes wrong. */
export const lateIn = ({ plan }: Facts): number => (plan.faults.length === 0 ? HOUR / 4 : DAY);

/** Nobody else had a hand in what is known of them, and nobody may have forgotten it. */
export const undisturbed = (facts: Facts): readonly Customer[] =>
  facts.plan.customers.filter(
    (customer) =>
      customer.plain &&
      !isTypedByOthers(facts, customer) &&
      !facts.witness.erasures.some((erasure) => erasure.customer === customer.index),
  );

export const toldOf = (
  { plan }: Facts,
  { index }: Customer,
  kinds: readonly string[],
): readonly CustomerHappening[] =>
  plan.happenings.filter(
    (happening): happening is CustomerHappening =>
      kinds.includes(happening.kind) && 'customer' in happening && happening.customer === index,
  );

/** When it was surely taken in; never where it was not. */
export const appliedAt = ({ witness }: Facts, { id }: Readonly<{ id: string }>): number =>
  witness.applied.get(id)?.first.at ?? Number.POSITIVE_INFINITY;

/** When the customer came into the flow. */
export const enteredAt = (facts: Facts, { addresses }: Customer, flow: string): readonly number[] =>
  entriesAt(facts, addresses[0])
    .filter((entry) => isEntering(entry, flow))
    .map(({ at }) => Date.parse(at));

const isEntering = (entry: Entry, flow: string): boolean =>
  entry.type === 'decision' && entry['flow'] === flow && entry['what'] === 'entered';
