/** An import of orders whose lines lie in several rows, in memory: batch after batch, and where it breaks off. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import type { FileRow } from '../../core/ports/import-files.ts';
import type { ImportMark } from '../../core/ports/import-marks.ts';
import type { Input } from '../../core/state/input.ts';
import { importFile } from '../../functions/import-history/import-file.ts';

const NOW = Date.parse('2026-12-01T08:00:00Z');
const HEADINGS = ['Name', 'Email', 'Total', 'Currency', 'Created at', 'Lineitem name', 'Lineitem quantity'];
const order = (number: number, line: string): readonly string[] => [
  ...[`#${number}`, `b${number}@example.org`, '9.00', 'EUR', '2026-06-01 10:00:00 +0200', line, '1'],
];

const shopWith = (rows: readonly (readonly string[])[]) => {
  const sent: Input[] = [];
  const did: string[] = [];
  const marks = new Map<string, string>();
  const reports: string[] = [];
  const queue = { isFull: false, fails: false };
  async function* all(): AsyncGenerator<FileRow> {
    for (const [index, cells] of [HEADINGS, ...rows].entries()) yield { line: index + 1, cells };
  }
  const deps = {
    files: {
      open: async () => ({ at: NOW, version: 'v1', rows: all() }),
      brokenAt: () => undefined,
      readReport: async () => reports.at(-1),
      writeReport: async (_: string, text: string) => void reports.push(text),
      readRejections: async () => undefined,
      writeRejections: async () => {},
      goOn: async () => void did.push('go on'),
    },
    marks: {
      read: async (hashes: readonly string[]) =>
        new Map(hashes.flatMap((hash) => (marks.has(hash) ? [[hash, marks.get(hash) ?? '']] : []))),
      write: async (some: readonly ImportMark[]) => {
        did.push('marks');
        for (const { hash, by } of some) marks.set(hash, by);
      },
    },
    gateItems: {},
    queues: {
      waitingInputs: async () => (queue.isFull ? LIMITS.importBacklog + 1 : 0),
      sendInputs: async (inputs: readonly Input[]) => {
        did.push('inputs');
        if (queue.fails) throw new Error('the queue takes nothing');
        sent.push(...inputs);
      },
    },
    keys: async () => ({ 1: 'first-key-first-key-first-key-first-key' }),
    pause: async () => {},
    now: () => NOW,
    log: { info: () => {} },
  };
  return {
    ...{ sent, did, queue },
    reads: (isLate = () => false) => importFile(deps as never, 'orders.csv', isLate),
  };
};
const linesOf = (sent: readonly Input[], number: number): readonly unknown[] =>
  sent.flatMap((input) => {
    const data = input.kind === 'event' ? input.event.data : {};
    return data['order_number'] === `#${number}` ? [(data['items'] as readonly object[]).length] : [];
  });

describe('an order of a file', () => {
  it('that the end of a batch lies in is one order with all of its lines', async () => {
    const rows = Array.from({ length: LIMITS.importBatch - 1 }, (_, index) => order(index, 'Tea'));
    const shop = shopWith([...rows, order(7_000, 'Tea'), order(7_000, 'Cup'), order(7_001, 'Pot')]);
    expect(await shop.reads()).toMatchObject({ state: 'done', rows: rows.length + 3 });
    expect(new Set(linesOf(shop.sent, 7_000))).toEqual(new Set([2]));
    expect(linesOf(shop.sent, 7_001)).not.toEqual([]);
  });

  it('is remembered as taken only once the queue has it', async () => {
    const shop = shopWith([order(1, 'Tea'), order(2, 'Tea')]);
    shop.queue.fails = true;
    await expect(shop.reads()).rejects.toThrow('the queue takes nothing');
    expect(shop.did).not.toContain('marks');
    shop.queue.fails = false;
    expect(await shop.reads()).toMatchObject({ state: 'done', taken: 2 });
    expect(shop.did.slice(-2)).toEqual(['inputs', 'marks']);
  });

  it('that nobody had room for is read by the next invocation, and the file is not done before', async () => {
    const shop = shopWith([order(1, 'Tea')]);
    shop.queue.isFull = true;
    expect(await shop.reads(() => true)).toMatchObject({ state: 'running', rows: 0 });
    expect([shop.sent, shop.did]).toEqual([[], ['go on']]);
    shop.queue.isFull = false;
    expect(await shop.reads()).toMatchObject({ state: 'done', rows: 1 });
    expect(linesOf(shop.sent, 1)).not.toEqual([]);
  });
});
