/**
 * Reads the table in which WooCommerce notes who wants its own reminders no more (`wc_email_unsubscribes`,
 * since 11.0): hashed addresses, and what was done last. No webhook and no API tells of it.
 */
import { type Instant, parseIso } from '../../core/time/instant.ts';
import type { OptOut, OptOuts } from '../platform.ts';

const COLUMNS = ['email_hash', 'email_kind', 'action', 'created_at'] as const;

/** Each address may have left several kinds of mail, and may have come back: the newest row of a kind counts. */
const read: OptOuts['read'] = ([headings = [], ...rows]) => {
  const names = headings.map((heading) => heading.trim().toLowerCase());
  const at = (name: string): number => names.indexOf(name);
  if (COLUMNS.some((name) => at(name) < 0)) return undefined;
  const cell = (row: readonly string[], name: string): string => (row[at(name)] ?? '').trim();
  const numbered = rows.map((row, place) => ({ row, order: Number(cell(row, 'id')) || place }));
  const newest = new Map<string, readonly string[]>();
  for (const { row } of numbered.toSorted((a, b) => a.order - b.order))
    newest.set(`${cell(row, 'email_hash').toLowerCase()} ${cell(row, 'email_kind')}`, row);
  return [...newest.values()].flatMap((row): readonly OptOut[] => {
    const time = utc(cell(row, 'created_at'));
    const hash = cell(row, 'email_hash').toLowerCase();
    if (cell(row, 'action') !== 'unsubscribed' || !HASH.test(hash) || time === undefined) return [];
    return [{ hash, at: time, from: cell(row, 'email_kind') }];
  });
};

const HASH = /^[0-9a-f]{64}$/;

/** The table holds UTC without saying so. */
const utc = (text: string): Instant | undefined =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? parseIso(`${text.replace(' ', 'T')}Z`) : undefined;

/** As PHP does it: spaces around it are left out, and only the letters A to Z have a small form. */
const hashed: OptOuts['hashed'] = (address) =>
  address.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());

export const optOuts: OptOuts = { list: 'wc_email_unsubscribes', read, hashed };
