/**
 * What orders were worth that have left a profile's rows: one short text each, so that sums within a time stay
 * true beyond the newest orders. When there are too many, the two oldest become one of the later date.
 */
import { LIMITS } from '../limits.ts';
import type { Money } from '../money.ts';
import type { Instant } from '../time/instant.ts';

/** `mark` is that of the order's id. */
export type OlderPurchase = Readonly<{ mark: string; at: Instant; total: Money }>;

const MARK_CHARS = 8;
const TIME_CHARS = 9;
const CURRENCY_CHARS = 3;

const write = ({ mark, at, total: { amount, currency } }: OlderPurchase): string =>
  `${mark}${Math.max(0, at).toString(36).padStart(TIME_CHARS, '0')}${currency}${amount}`;

const CURRENCY_FROM = MARK_CHARS + TIME_CHARS;
const AMOUNT_FROM = CURRENCY_FROM + CURRENCY_CHARS;

const read = (text: string): OlderPurchase => ({
  mark: text.slice(0, MARK_CHARS),
  at: Number.parseInt(text.slice(MARK_CHARS, CURRENCY_FROM), 36),
  total: { currency: currencyIn(text), amount: Number(text.slice(AMOUNT_FROM)) },
});

const currencyIn = (text: string): string => text.slice(CURRENCY_FROM, AMOUNT_FROM);

type Texts = readonly string[] | undefined;

export const olderPurchases = (texts: Texts): readonly OlderPurchase[] => (texts ?? []).map(read);

export const withoutOlder = (texts: Texts, mark: string): Texts =>
  texts?.some((text) => text.startsWith(mark))
    ? kept(olderPurchases(texts).filter((one) => one.mark !== mark))
    : texts;

/**
 * Adds one more; most often it is newer than all others. They are in order then, so that none of them is
 * read, or only those two that become one.
 */
export const withOlder = (texts: Texts, more: OlderPurchase): Texts => {
  const last = texts?.at(-1);
  if (last !== undefined && read(last).at > more.at) return kept([...olderPurchases(texts), more]);
  const all = [...(texts ?? []), write(more)];
  while (all.length > LIMITS.olderPurchases) joinOldest(all);
  return all;
};

/** Both lists in one; an order that is in both counts once. */
export const joinedOlder = (own: Texts, others: Texts): Texts => {
  const all = [...olderPurchases(others), ...olderPurchases(own)];
  return kept([...new Map(all.map((one) => [one.mark, one])).values()]);
};

const kept = (purchases: readonly OlderPurchase[]): Texts => {
  const sorted = purchases.toSorted((a, b) => a.at - b.at).map(write);
  while (sorted.length > LIMITS.olderPurchases) joinOldest(sorted);
  return sorted.length === 0 ? undefined : sorted;
};

/** The oldest goes into the next one of its currency; where there is none, it is forgotten. */
const joinOldest = (sorted: string[]): void => {
  const oldest = sorted.shift();
  if (oldest === undefined) return;
  const index = sorted.findIndex((text) => currencyIn(text) === currencyIn(oldest));
  const next = sorted[index];
  if (next === undefined) return;
  const [{ total: given }, into] = [read(oldest), read(next)];
  sorted[index] = write({ ...into, total: { ...into.total, amount: into.total.amount + given.amount } });
};
