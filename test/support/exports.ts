/** What rows of another tool's file say, for tests of the formats. */
import { formatOf } from '../../platforms/exports/formats.ts';
import { takeRows } from '../../platforms/take-history.ts';

export const AT = Date.parse('2026-11-20T08:00:00Z');
const context = { key: 'k', at: AT, now: AT };

/** What a file of these rows says, each as `event at` and its data. */
export const read = (name: string, [headings = [], ...rows]: readonly (readonly string[])[]) => {
  const cells = rows.map((row, index) => ({ line: index + 2, cells: row }));
  const known = formatOf({ name, headings, first: cells[0] });
  if (!known) return { format: undefined, told: [], stops: [] };
  const taken = takeRows(cells, known, context);
  if ('rejected' in taken)
    return { format: known.format.name, rejected: taken.rejected, told: [], stops: [] };
  const told = taken.inputs.map(({ event, history }) => ({
    what: `${event.name} ${new Date(event.at).toISOString().slice(0, 16)}`,
    data: event.data as Record<string, never>,
    source: event.source,
    evidence: event.identities.map(({ kind, by }) => `${kind} ${by ?? 'typed'}`),
    history,
  }));
  return { format: known.format.name, told, stops: taken.stops, mark: taken.mark };
};
export const what = (...file: Parameters<typeof read>) => read(...file).told.map((one) => one.what);
export const customer = (...file: Parameters<typeof read>) => read(...file).told[0]?.data['customer'];
