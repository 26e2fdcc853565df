/** The figures of a running system: the call, the command and the SQL say the same, and refuse what they cannot answer. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figures as command } from '../../cli/figures.ts';
import { askFigures } from '../../cli/running-system.ts';
import { FACTS_PREFIX } from '../../contract/bucket.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { type EditedContent, editedContent, withSettings } from '../support/edited-content.ts';
import { engineWith, linesOf, order, type TestFact } from '../support/figures/facts.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

const FACTS: readonly TestFact[] = [
  order('a', '2026-11-02', 2000),
  order('a', '2026-11-20', 1000),
  order('b', '2026-11-11', 4050),
  order('b', '2026-10-11', 4050),
  { kind: 'segment', at: '2026-11-11', person: 'b', value: 'regulars', outcome: 'entered' },
];
const NOVEMBER = 'from=2026-11-01&to=2026-11-30';

let system: TestSystem;
let content: EditedContent;

beforeAll(async () => {
  content = editedContent(withSettings({ currency: 'EUR' }));
  mkdirSync(join(content.folder, 'segments'), { recursive: true });
  writeFileSync(
    join(content.folder, 'segments/regulars.json'),
    JSON.stringify({ name: { de: 'S', en: 'S' }, where: { 'orders.count': { gte: 2 } } }),
  );
  system = await startSystem('2026-12-01T09:00:00Z', { contentFolder: content.folder });
  // A file of the open days, as they are recorded, holds what the call has to find.
  system.standIns.s3.put({
    bucket: LOCAL.factsBucket,
    key: `${FACTS_PREFIX}open/dt=2026-11-30/1.json.gz`,
    body: gzipSync(linesOf(FACTS)),
  });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

const ask = (path: string) => askFigures(system.url, `/local/figures${path}`);

const typed = async (options: Partial<Parameters<typeof command>[0]> = {}) => {
  const [printed, complained]: [string[], string[]] = [[], []];
  const code = await command(
    { url: system.url, lang: 'en', from: '2026-11-01', to: '2026-11-30', ...options },
    {
      ask: (path) => askFigures(system.url, path),
      print: (text) => void printed.push(text),
      complain: (text) => void complained.push(text),
    },
  );
  return { code, out: printed.join('\n'), err: complained.join('\n') };
};

describe('GET /local/figures', () => {
  it('gives the figures of a period, as of now, with their definitions', async () => {
    const { found } = await ask(`?${NOVEMBER}`);
    expect(found).toMatchObject({
      ...{
        asOf: '2026-12-01T09:00:00.000Z',
        period: { from: '2026-11-01', to: '2026-11-30' },
        currency: 'EUR',
      },
      ...{ customers: 2, orders: 3, revenue: { amount: 7050, currency: 'EUR' }, medianDaysToNextOrder: 24.5 },
      definitions: { revenue: { de: expect.stringContaining('erstattet') } },
    });
  });

  it('looks at who is in a segment, and without a period at the last 30 days', async () => {
    expect((await ask(`?${NOVEMBER}&segment=regulars`)).found).toMatchObject({ customers: 1, orders: 1 });
    expect((await ask('')).found).toMatchObject({ period: { from: '2026-11-02', to: '2026-12-01' } });
  });

  it('refuses a bad period with 400, an unknown segment with 404 and an unknown figure with 400', async () => {
    const statusOf = async (path: string) => (await fetch(`${system.url}/local/figures${path}`)).status;
    expect(await statusOf('?from=2026-11-31&to=2026-12-01')).toBe(400);
    expect(await statusOf('?from=2026-12-01&to=2026-11-01')).toBe(400);
    expect(await statusOf('?segment=nobody')).toBe(404);
    expect(await statusOf('/profit/rows')).toBe(400);
    expect((await ask('?segment=nobody')).problem).toBe('There is no segment "nobody". There are: regulars.');
  });
});

describe('npm run figures', () => {
  it('prints what the call says, and its JSON is the same', async () => {
    const { code, out } = await typed();
    expect(code).toBe(0);
    expect(out).toContain('revenue                           70.50 EUR');
    expect(out).toContain('winBackRate                       – Not enough data: 0 of 30 silences');
    expect((await typed({ lang: 'de', definitions: true })).out).toContain('was bis jetzt erstattet wurde.');
    expect(JSON.parse((await typed({ json: true })).out)).toEqual((await ask(`?${NOVEMBER}`)).found);
  });

  it('shows the rows behind a figure and its SQL, which give the same number again', async () => {
    const { out } = await typed({ rows: 'revenue', json: true });
    const rows: readonly Readonly<{ net: number }>[] = JSON.parse(out);
    expect(rows.reduce((sum, { net }) => sum + net, 0)).toBe(7050);
    expect((await typed({ rows: 'revenue' })).out.split('\n')).toHaveLength(1 + 3);
    const engine = await engineWith(FACTS);
    const [row] = await engine.rows((await typed({ sql: 'revenue' })).out);
    engine.close();
    expect(row).toMatchObject({ revenue: 7050, customers: 2 });
  });

  it('ends with 1 and says why where the period is none, the segment is unknown, or no system answers', async () => {
    expect(await typed({ from: 'May' })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('must be a date'),
    });
    expect((await typed({ segment: 'nobody' })).err).toContain('There is no segment');
    const silent: string[] = [];
    const nobody = {
      ask: async () => ({}),
      print: () => {},
      complain: (text: string) => void silent.push(text),
    };
    expect(await command({ url: 'http://127.0.0.1:1', lang: 'de' }, nobody)).toBe(1);
    expect(silent[0]).toContain('npm start');
  });
});
