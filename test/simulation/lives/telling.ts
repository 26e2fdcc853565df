/**
 * How the happenings of one customer's life are noted down: numbered, a little apart, and none after the last
 * day.
 */
import type { Customer } from '../customers.ts';
import type { CustomerHappening } from '../happening.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
/** Seconds apart, so that clocks that differ a little never change an order of events. */
const APART_MS = 11_000;

export type Span = Readonly<{ start: number; days: number }>;
/** A part of a life, drawn from a chance of its own, so that it changes no other part. */
export type Life = (seed: number, customer: Customer, span: Span) => readonly CustomerHappening[];

type Unnumbered<T = CustomerHappening> = T extends CustomerHappening ? Omit<T, 'id' | 'customer'> : never;
export type Told = (happening: Unnumbered) => void;

export const latestOf = ({ start, days }: Span): number => start + days * DAY - HOUR;

/** `part` keeps the ids of one part of a life apart from the others'. */
export const createTelling = (
  { index }: Customer,
  span: Span,
  part = '',
): Readonly<{ tell: Told; happenings: CustomerHappening[] }> => {
  const happenings: CustomerHappening[] = [];
  const tell: Told = (happening) => {
    const at = happening.at + (happenings.length % 5) * APART_MS;
    if (at > latestOf(span)) return;
    happenings.push({
      ...happening,
      at,
      id: `k${index}-${part}${happenings.length}`,
      customer: index,
    } as CustomerHappening);
  };
  return { tell, happenings };
};
