/** Compacted files and files of the open days are one table, in the types that the SQL of the figures asks for. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openEngine } from '../../../adapters/duckdb/engine.ts';
import { viewFacts } from '../../../adapters/duckdb/facts-view.ts';
import { engineWith, linesOf, order } from '../../support/figures/facts.ts';

it('files of both kinds are read together, and without any there are no facts', async () => {
  const folder = mkdtempSync(join(tmpdir(), "facts o'clock-"));
  const [open, closed] = [join(folder, 'open.json.gz'), join(folder, 'closed.parquet')];
  const compacting = await engineWith([order('a', '2026-03-01T10:00:00.123Z', 100)]);
  await compacting.run(`copy facts to '${closed.replaceAll("'", "''")}' (format parquet)`);
  compacting.close();
  writeFileSync(open, gzipSync(linesOf([order('b', '2026-03-02', 200, { history: true })])));
  const engine = await openEngine();
  const read = (): Promise<readonly object[]> =>
    engine.rows('select person, amount, occurred_at, local_date, history, human from facts order by person');
  await viewFacts(engine, { closed: [closed], open: [open] });
  expect(await read()).toEqual([
    {
      ...{ person: 'a', amount: 100, occurred_at: '2026-03-01 10:00:00.123', local_date: '2026-03-01' },
      ...{ history: null, human: null },
    },
    {
      ...{ person: 'b', amount: 200, occurred_at: '2026-03-02 12:00:00', local_date: '2026-03-02' },
      ...{ history: true, human: null },
    },
  ]);
  await viewFacts(engine, { closed: [], open: [] });
  expect(await read()).toEqual([]);
  engine.close();
  rmSync(folder, { recursive: true });
});

it('the engine loads no extension and fetches none', async () => {
  const engine = await openEngine();
  await expect(
    engine.run("select * from read_parquet('https://shop.example/facts.parquet')"),
  ).rejects.toThrow();
  const loaded = await engine.rows(
    "select extension_name from duckdb_extensions() where loaded and install_mode <> 'STATICALLY_LINKED' order by 1",
  );
  expect(loaded).toEqual([]);
  engine.close();
});
