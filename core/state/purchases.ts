/** Adds up what counts of a customer's orders, and takes it back. */
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import { joinedOlder, olderPurchases, withOlder, withoutOlder } from './older-purchases.ts';
import type { Profile } from './profile.ts';
import type { Purchase, Purchases } from './purchase.ts';

const NONE: Purchases = { rows: [], counted: {} };
const MARK_CHARS = 8;

/**
 * 40 bits of a hash: plenty to tell the orders of one customer apart. The last one is remembered, because a
 * decision about an order asks for its mark several times, and the hash was a fifth of its work.
 */
export const orderMark = (orderId: string): string => {
  if (last.orderId !== orderId) last = { orderId, mark: idOf('order', orderId).slice(0, MARK_CHARS) };
  return last.mark;
};

let last: Readonly<{ orderId?: string; mark: string }> = { mark: '' };

/** The purchases of a profile; a state of an older version holds none and is read from what it knows. */
export const purchasesOf = (profile: Profile): Purchases => profile.purchases ?? fromOlder(profile);

const fromOlder = ({ orders, history }: Profile): Purchases => {
  const placed = history['order.placed'];
  if (orders.length === 0 && placed === undefined) return NONE;
  const rows = orders
    .map(({ id, at, total, status }): Purchase => {
      const off = status === 'cancelled' ? status : undefined;
      return present({ id: orderMark(id), at, total, off });
    })
    .toSorted((a, b) => a.at - b.at);
  const counted: Record<string, number> = {};
  for (const row of rows.filter(counts)) counted[currencyOf(row)] = (counted[currencyOf(row)] ?? 0) + 1;
  const earlier = (placed?.count ?? 0) - rows.length;
  if (!placed || earlier <= 0) return { rows, counted };
  // The older version counted these orders in the same sum; most shops have one currency.
  const usual = Object.keys(counted)[0] ?? '';
  counted[usual] = (counted[usual] ?? 0) + earlier;
  return { rows, counted, left: { first: placed.first, last: rows[0]?.at ?? placed.last, marks: '' } };
};

export const counts = ({ off }: Purchase): boolean => off === undefined;

const currencyOf = ({ total }: Purchase): string => total?.currency ?? '';

const refunded = ({ refunds }: Purchase): number =>
  refunds === undefined ? 0 : Object.values(refunds).reduce((sum, amount) => sum + amount, 0);

/** What is left of the order's total, in minor units. */
const worth = (row: Purchase): number =>
  counts(row) ? Math.max(0, (row.total?.amount ?? 0) - refunded(row)) : 0;

/** When the order was placed; undefined where nobody knows it any more. */
const placedAt = ({ at, undated, placedAt: placed }: Purchase): Instant | undefined =>
  undated ? placed : at;

/** What is left of each order in this currency that counts, and when it was placed, where that is known. */
export const worthsIn = (profile: Profile, currency: string): readonly Worth[] => {
  const purchases = purchasesOf(profile);
  const before = listed.get(purchases);
  if (before?.currency === currency) return before.worths;
  const worths = listWorths(purchases, currency);
  listed.set(purchases, { currency, worths });
  return worths;
};

/** Listed once for the purchases of a state: every tier asks in the same currency, before and after. */
const listed = new WeakMap<Purchases, Readonly<{ currency: string; worths: readonly Worth[] }>>();

const listWorths = ({ rows, left }: Purchases, currency: string): readonly Worth[] => {
  const inRows = rows.flatMap((row) => {
    const at = placedAt(row);
    const isMeant = counts(row) && row.total?.currency === currency;
    return isMeant && at !== undefined ? [{ at, amount: worth(row) }] : [];
  });
  const older = olderPurchases(left?.older)
    .filter(({ mark, total }) => total.currency === currency && !rows.some(({ id }) => id === mark))
    .map(({ at, total: { amount } }) => ({ at, amount }));
  return [...older, ...inRows];
};

export type Worth = Readonly<{ at: Instant; amount: number }>;

/** The order with its refunds weighed: one that was given back as a whole does not count. */
export const weighed = (row: Purchase): Purchase =>
  row.off === undefined && row.refunds && row.total && refunded(row) >= row.total.amount
    ? { ...row, off: 'refunded' }
    : row;

export const rowOf = ({ rows }: Purchases, mark: string): Purchase | undefined =>
  rows.find(({ id }) => id === mark);

/** True for an order that counts and has left the rows. */
export const hasLeftRows = ({ left }: Purchases, mark: string): boolean =>
  left !== undefined && hasMark(left, mark);

type Left = NonNullable<Purchases['left']>;

/** Looks into the text itself, because a customer of many years has some hundred marks. */
const hasMark = ({ marks }: Left, mark: string): boolean => {
  for (let at = 0; at < marks.length; at += MARK_CHARS) if (marks.startsWith(mark, at)) return true;
  return false;
};

const marksIn = ({ marks }: Left): readonly string[] => marks.match(/.{8}/g) ?? [];

/** The order stands in a row again, so nothing else tells of it. */
const withoutMark = (left: Left, mark: string): Left => {
  const older = withoutOlder(left.older, mark);
  if (older === left.older && !hasMark(left, mark)) return left;
  const others = marksIn(left).filter((other) => other !== mark);
  return present({ ...left, marks: others.join(''), older });
};

/** The change of a row: `before` is how the order has counted until now, where it has. */
export type RowChange = Readonly<{ before?: Purchase | undefined; after: Purchase }>;

/** Writes the row; sums and counts move by the difference, so nothing is ever counted anew. */
export const withRow = (
  profile: Profile,
  { before, after }: RowChange,
): Required<Pick<Profile, 'purchases' | 'spent'>> => {
  const known = purchasesOf(profile);
  const rows = [...known.rows.filter(({ id }) => id !== after.id), after].toSorted((a, b) => a.at - b.at);
  const moved = { counted: { ...known.counted }, spent: { ...profile.spent } };
  if (before) addTo(moved, before, -1);
  addTo(moved, after, 1);
  const left = known.left && withoutMark(known.left, after.id);
  return { purchases: bounded(present({ rows, counted: moved.counted, left })), spent: moved.spent };
};

type Sums = Readonly<{ counted: Record<string, number>; spent: Record<string, number> }>;

const addTo = ({ counted, spent }: Sums, row: Purchase, sign: 1 | -1): void => {
  if (!counts(row)) return;
  const key = currencyOf(row);
  counted[key] = Math.max(0, (counted[key] ?? 0) + sign);
  if (row.total) spent[key] = Math.max(0, (spent[key] ?? 0) + sign * worth(row));
};

const bounded = (purchases: Purchases): Purchases => {
  let { rows, left } = purchases;
  while (rows.length > LIMITS.purchasesPerProfile) {
    const [oldest, ...others] = rows;
    if (oldest && counts(oldest)) left = withLeft(left, oldest);
    rows = others;
  }
  return present({ ...purchases, rows, left });
};

const withLeft = (left: Purchases['left'], row: Purchase): Left => {
  const { id, at, total, undated } = row;
  const marks = `${left?.marks ?? ''}${id}`.slice(-LIMITS.orderMarksPerProfile * MARK_CHARS);
  const placed = placedAt(row);
  const older =
    placed === undefined || !total
      ? left?.older
      : withOlder(left?.older, { mark: id, at: placed, total: { ...total, amount: worth(row) } });
  if (!left) return present({ first: at, last: at, marks, older });
  if (undated) return present({ ...left, marks, older });
  return present({ first: Math.min(left.first, at), last: Math.max(left.last, at), marks, older });
};

/** Both profiles' purchases in one; an order that both know counts once. */
export const joinedPurchases = (a: Profile, b: Profile): Pick<Profile, 'purchases' | 'spent'> => {
  const [own, theirs] = [purchasesOf(a), purchasesOf(b)];
  const sums: Sums = { counted: { ...own.counted }, spent: { ...a.spent } };
  for (const [key, count] of Object.entries(theirs.counted))
    sums.counted[key] = (sums.counted[key] ?? 0) + count;
  for (const [key, sum] of Object.entries(b.spent)) sums.spent[key] = (sums.spent[key] ?? 0) + sum;
  const rows = [...own.rows];
  for (const row of theirs.rows) {
    const index = rows.findIndex(({ id }) => id === row.id);
    const same = rows[index];
    if (!same) rows.push(row);
    else {
      const joined = joinedRow(same, row);
      addTo(sums, same, -1);
      addTo(sums, row, -1);
      addTo(sums, joined, 1);
      rows[index] = joined;
    }
  }
  if (rows.length === 0 && !own.left && !theirs.left) return { spent: sums.spent };
  const left = joinedLeft(own.left, theirs.left);
  const all = present({ rows: rows.toSorted((x, y) => x.at - y.at), counted: sums.counted, left });
  return { purchases: bounded(all), spent: sums.spent };
};

const joinedRow = (a: Purchase, b: Purchase): Purchase => {
  const refunds = { ...b.refunds, ...a.refunds };
  return weighed(
    present({
      ...b,
      ...a,
      ...laterTotal(a, b),
      at: Math.min(a.at, b.at),
      refunds: Object.keys(refunds).length > 0 ? refunds : undefined,
      off: a.off ?? b.off,
    }),
  );
};

const laterTotal = (a: Purchase, b: Purchase): Pick<Purchase, 'total' | 'totalAt'> => {
  const saidAt = ({ total, totalAt, at }: Purchase): Instant =>
    total === undefined ? Number.NEGATIVE_INFINITY : (totalAt ?? at);
  const later = saidAt(b) > saidAt(a) ? b : a;
  const at = saidAt(later);
  return present({ total: later.total, totalAt: at > Math.min(a.at, b.at) ? at : undefined });
};

const joinedLeft = (a: Purchases['left'], b: Purchases['left']): Purchases['left'] =>
  a && b
    ? {
        first: Math.min(a.first, b.first),
        last: Math.max(a.last, b.last),
        marks: `${b.marks}${a.marks}`.slice(-LIMITS.orderMarksPerProfile * MARK_CHARS),
        ...present({ older: joinedOlder(a.older, b.older) }),
      }
    : (a ?? b);
