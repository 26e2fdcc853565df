/** Puts together the rows of a batch that are one thing, such as the line items of an order. */
import { LIMITS } from '../../core/limits.ts';
import type { FileRow } from '../../core/ports/import-files.ts';
import type { Known } from '../../platforms/exports/formats.ts';

type Things = Readonly<{
  whole: readonly (readonly FileRow[])[];
  /** The last one, where it stands alone at the end and may go on in the next batch. */
  left: readonly FileRow[];
}>;

export const things = (rows: readonly FileRow[], known: Known | undefined, isLast: boolean): Things => {
  const belongsTo = known?.format.belongsTo;
  if (!known || !belongsTo) return { whole: rows.map((row) => [row]), left: [] };
  const byMark = new Map<string, FileRow[]>();
  for (const [index, row] of rows.entries()) {
    const mark = belongsTo(known.columns, row);
    const name = mark === undefined ? `row ${index}` : `of ${mark}`;
    byMark.set(name, [...(byMark.get(name) ?? []), row]);
  }
  const whole = [...byMark.values()];
  const last = whole.at(-1) ?? [];
  const standsAtEnd = rows.slice(rows.length - last.length).every((row, index) => row === last[index]);
  const mayGoOn = !isLast && standsAtEnd && last.length < LIMITS.importRowsPerThing && whole.length > 1;
  return mayGoOn ? { whole: whole.slice(0, -1), left: last } : { whole, left: [] };
};
