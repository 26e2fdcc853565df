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

const read = (text: string): OlderPurchase => {
  const [time, currency] = [MARK_CHARS + TIME_CHARS, MARK_CHARS + TIME_CHARS + CURRENCY_CHARS];
  return {
    mark: text.slice(0, MARK_CHARS),
    at: Number.parseInt(text.slice(MARK_CHARS, time), 36),
    total: { currency: text.slice(time, currency), amount: Number(text.slice(currency)) },
  };
};

type Texts = readonly string[] | undefined;

export const olderPurchases = (texts: Texts): readonly OlderPurchase[] => (texts ?? []).map(read);

export const withoutOlder = (texts: Texts, mark: string): Texts =>
  texts?.some((text) => text.startsWith(mark))
    ? kept(olderPurchases(texts).filter((one) => one.mark !== mark))
    : texts;

/** Adds one more; most often it is newer than all others, and then none of them need be read. */
export const withOlder = (texts: Texts, more: OlderPurchase): Texts => {
  const last = texts?.at(-1);
  const isNewest = last === undefined || read(last).at <= more.at;
  return isNewest && (texts?.length ?? 0) < LIMITS.olderPurchases
    ? [...(texts ?? []), write(more)]
    : kept([...olderPurchases(texts), more]);
};

/** Both lists in one; an order that is in both counts once. */
export const joinedOlder = (own: Texts, others: Texts): Texts => {
  const all = [...olderPurchases(others), ...olderPurchases(own)];
  return kept([...new Map(all.map((one) => [one.mark, one])).values()]);
};

const kept = (purchases: readonly OlderPurchase[]): Texts => {
  const sorted = purchases.toSorted((a, b) => a.at - b.at);
  while (sorted.length > LIMITS.olderPurchases) joinOldest(sorted);
  return sorted.length === 0 ? undefined : sorted.map(write);
};

/** The oldest goes into the next one of its currency; where there is none, it is forgotten. */
const joinOldest = (sorted: OlderPurchase[]): void => {
  const oldest = sorted.shift();
  const index = sorted.findIndex(({ total }) => total.currency === oldest?.total.currency);
  const next = sorted[index];
  if (!oldest || !next) return;
  const total = { ...next.total, amount: next.total.amount + oldest.total.amount };
  sorted[index] = { ...next, total };
};
