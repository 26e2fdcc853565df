/**
 * Takes some rows at once: what they say is worked out, what is known already is left out, stops hold first,
 * then the queue gets the inputs, and then the rows are remembered.
 */
import { newestPlace } from '../../core/consent/gate-places.ts';
import type { Keys } from '../../core/identity/keys.ts';
import { LIMITS } from '../../core/limits.ts';
import type { FileRow } from '../../core/ports/import-files.ts';
import type { Input } from '../../core/state/input.ts';
import type { Stop } from '../../platforms/exports/format.ts';
import { type ImportReport, type Rejection, rejectionOf, withRows } from '../../platforms/exports/report.ts';
import { type Taken, takeLine, takeRows } from '../../platforms/take-history.ts';
import { atOnce } from '../../runtime/at-once.ts';
import type { ImportHistoryDeps } from './deps.ts';
import type { Table } from './open-file.ts';
import { things } from './things.ts';

export type BatchContext = Readonly<{ key: string; at: number; run: string; table: Table }>;

type Batch = Readonly<{ report: ImportReport; rows: readonly FileRow[]; isLast: boolean }>;

type Done = Readonly<{
  report: ImportReport;
  rejected: readonly Rejection[];
  /** The rows of a thing that may go on after this batch. */
  left: readonly FileRow[];
}>;

export const takeBatch = async (
  deps: ImportHistoryDeps,
  context: BatchContext,
  { report, rows, isLast }: Batch,
): Promise<Done> => {
  const { whole, left } = things(rows, context.table.known, isLast);
  const read = whole.map((thing) => ({
    lines: thing.map(({ line }) => line),
    taken: taken(thing, context, deps.now()),
  }));
  const marks = await deps.marks.read(read.flatMap(({ taken: one }) => ('mark' in one ? [one.mark] : [])));
  const known = new Map(marks);
  const fresh: Fresh[] = [];
  const rejected: Rejection[] = [];
  let counted = report;
  for (const { lines, taken: one } of read) {
    if ('rejected' in one) {
      counted = withRows(counted, lines, one.rejected);
      rejected.push(...lines.map((line) => rejectionOf(line, one.rejected)));
      continue;
    }
    // An invocation that broke off after it had taken these very rows counts them again.
    const by = `${context.run} ${lines[0]}`;
    const isNew = (known.get(one.mark) ?? by) === by;
    known.set(one.mark, by);
    if (isNew) fresh.push({ ...one, by });
    counted = withRows(counted, lines, isNew ? 'taken' : 'skipped');
  }
  await pass(deps, fresh);
  return { report: counted, rejected, left };
};

type Fresh = Exclude<Taken, { rejected: unknown }> & Readonly<{ by: string }>;

const taken = (rows: readonly FileRow[], { table, ...context }: BatchContext, now: number): Taken => {
  const [first] = rows;
  if (!first) return { rejected: 'not-understood' };
  return table.known
    ? takeRows(rows, table.known, { ...context, now, shop: table.shop })
    : takeLine(first, { ...context, now });
};

const pass = async (deps: ImportHistoryDeps, fresh: readonly Fresh[]): Promise<void> => {
  if (fresh.length === 0) return;
  const keys = await deps.keys();
  const stops = fresh.flatMap((one) => one.stops);
  await atOnce(stops, LIMITS.importCallsAtOnce, (stop) => hold(deps, keys, stop));
  const lanes = lanesOf(fresh.map(({ inputs }) => inputs));
  await atOnce(lanes, LIMITS.importCallsAtOnce, (inputs) => deps.queues.sendInputs(inputs));
  await deps.marks.write(
    fresh.map(({ mark, by }) => ({ hash: mark, by })),
    deps.now(),
  );
};

const hold = ({ gateItems }: ImportHistoryDeps, keys: Keys, { address, at, by }: Stop): Promise<void> => {
  const place = newestPlace(keys, { channel: 'email', address });
  return by === 'unsubscribe' ? gateItems.stopMarketing(place, at, by) : gateItems.stopAll(place, at, by);
};

const INPUTS_PER_LANE = 100;

/** The inputs of one thing stay in one lane, in their order. */
const lanesOf = (all: readonly (readonly Input[])[]): readonly (readonly Input[])[] => {
  const lanes: Input[][] = [];
  for (const inputs of all) {
    const last = lanes.at(-1);
    if (last && last.length + inputs.length <= INPUTS_PER_LANE) last.push(...inputs);
    else lanes.push([...inputs]);
  }
  return lanes;
};
