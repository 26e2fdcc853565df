/** Rows of an import that are one thing, such as an order's lines: none is cut in two by the end of a batch. */
import { expect, it } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import { things } from '../../functions/import-history/things.ts';

const row = (order: string, line: number) => ({ line, cells: [order] });
const known = {
  format: { belongsTo: (_: unknown, { cells }: { cells: string[] }) => cells[0] || undefined },
};
const sorted = (rows: readonly ReturnType<typeof row>[], isLast = false) => {
  const { whole, left } = things(rows, known as never, isLast);
  return [whole.map((thing) => thing.map(({ line }) => line)), left.map(({ line }) => line)];
};

it('the last one waits for the next batch, unless nothing comes any more', () => {
  const rows = [row('a', 1), row('a', 2), row('b', 3), row('b', 4)];
  expect(sorted(rows)).toEqual([[[1, 2]], [3, 4]]);
  expect(sorted(rows, true)).toEqual([
    [
      [1, 2],
      [3, 4],
    ],
    [],
  ]);
});

it('one whose rows stand apart is one all the same, and a row without a name is one of its own', () => {
  expect(sorted([row('a', 1), row('b', 2), row('a', 3)], true)).toEqual([[[1, 3], [2]], []]);
  expect(sorted([row('', 1), row('', 2)], true)).toEqual([[[1], [2]], []]);
});

it('a batch that is one thing alone, or one of very many rows, does not wait', () => {
  expect(sorted([row('a', 1), row('a', 2)])).toEqual([[[1, 2]], []]);
  const many = Array.from({ length: LIMITS.importRowsPerThing }, (_, index) => row('b', index + 2));
  expect(sorted([row('a', 1), ...many])[1]).toEqual([]);
});
