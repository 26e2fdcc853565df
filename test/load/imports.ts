/**
 * Bringing in files of other tools, of any size: how fast rows are read, checked and made into inputs, and
 * whether memory stays flat; and the whole way of a smaller file through the queue and the engine.
 */
import { csvCells } from '../../adapters/feeds/csv-rows.ts';
import { decoded } from '../../adapters/feeds/decoded.ts';
import type { FileRow } from '../../core/ports/import-files.ts';
import type { ImportHistoryDeps } from '../../functions/import-history/deps.ts';
import { importFile } from '../../functions/import-history/import-file.ts';
import { importing } from '../support/imports.ts';
import { bytesOf, MAKERS, type Maker } from './export-files.ts';
import { collector, heapMb } from './live-memory.ts';

const NOW = Date.parse('2026-11-20T08:00:00Z');
/** What the live memory may grow by between the first tenth of a file and its end. */
const GROWTH_MB = 25;

export type ReadFigures = Readonly<{
  file: string;
  rows: number;
  inputs: number;
  processorMs: number;
  residentMb: number;
  grownMb: number;
  problems: readonly string[];
}>;

/** Reads a file of each format, with an equal share of the rows. */
export const readExports = async (rows: number): Promise<readonly ReadFigures[]> => {
  const figures: ReadFigures[] = [];
  for (const maker of MAKERS) figures.push(await readExport(maker, Math.ceil(rows / MAKERS.length)));
  return figures;
};

/** Through the function's own code; what it would call is counted and forgotten. */
const readExport = async (maker: Maker, rows: number): Promise<ReadFigures> => {
  const collect = collector();
  const heaps: number[] = [];
  let inputs = 0;
  async function* watched(): AsyncGenerator<FileRow> {
    const every = Math.ceil(rows / 10);
    let read = 0;
    for await (const row of csvCells(decoded(bytesOf(maker, rows)))) {
      yield row;
      read += 1;
      if (read % every === 0) heaps.push(heapMb(collect));
    }
  }
  const making = await processorMsOf(async () => {
    for await (const _piece of bytesOf(maker, rows));
  });
  const saved = new Map<string, string>();
  const deps = {
    files: {
      open: async () => ({ at: NOW, version: 'one', rows: watched() }),
      brokenAt: () => undefined,
      readReport: async (key: string) => saved.get(key),
      writeReport: async (key: string, text: string) => void saved.set(key, text),
      readRejections: async () => undefined,
      writeRejections: async () => {},
      goOn: async () => {},
    },
    marks: { read: async () => new Map(), write: async () => {} },
    shopNumbers: { read: async () => ({ others: [] }) },
    gateItems: { stopMarketing: async () => {}, stopAll: async () => {} },
    queues: {
      sendInputs: async (sent) => {
        inputs += sent.length;
      },
      waitingInputs: async () => 0,
    },
    keys: async () => ({ '1': 'a key for the load test' }),
    pause: async () => {},
    now: () => NOW,
    // It says nothing while it reads.
    log: { info: () => {} } as never,
  } satisfies ImportHistoryDeps;
  let report: Awaited<ReturnType<typeof importFile>>;
  const all = await processorMsOf(async () => {
    report = await importFile(deps, maker.name, () => false);
  });
  const grownMb = Math.max(...heaps.slice(1)) - (heaps[0] ?? 0);
  return {
    file: maker.name,
    rows: report?.rows ?? 0,
    inputs,
    processorMs: all - making,
    residentMb: Math.round(process.memoryUsage().rss / (1024 * 1024)),
    grownMb,
    problems: [
      ...(report?.state === 'done' ? [] : [`${maker.name} was not read to its end`]),
      ...(report && report.taken >= rows ? [] : [`${maker.name}: ${report?.taken} of ${rows} rows taken`]),
      ...(grownMb < GROWTH_MB ? [] : [`${maker.name}: the live memory grew by ${grownMb.toFixed(0)} MB`]),
    ],
  };
};

const processorMsOf = async (work: () => Promise<void>): Promise<number> => {
  const began = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
};

export type WholeFigures = Readonly<{ processorMs: number; problems: readonly string[] }>;

/** A list of people on the whole way, through queue and engine, into the stand-ins' table. */
export const bringIn = async (rows: number): Promise<WholeFigures> => {
  const [maker] = MAKERS;
  if (!maker) throw new Error('there is no format');
  const pieces: Uint8Array[] = [];
  for await (const piece of bytesOf(maker, rows)) pieces.push(piece);
  const began = process.cpuUsage();
  const system = await importing({});
  try {
    system.put(maker.name, Buffer.concat(pieces));
    const report = () => system.report(maker.name.replace('.csv', ''));
    while (!system.hasReport(maker.name.replace('.csv', '')) || report().state !== 'done')
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const { user, system: own } = process.cpuUsage(began);
    const last = await system.view(`person-${rows - 1}@example.${(rows - 1) % 3 === 0 ? 'com' : 'org'}`);
    return {
      processorMs: (user + own) / 1_000,
      problems: [
        ...(report().taken === rows ? [] : [`${report().taken} of ${rows} rows taken`]),
        ...(last.timeline.length > 0 ? [] : ['the last person of the file is not known']),
      ],
    };
  } finally {
    await system.close();
  }
};

const LOOK_EVERY_MS = 100;
