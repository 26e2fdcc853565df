/** Files of other tools are brought in, with a report beside each, whatever ends an invocation. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvCells } from '../../adapters/feeds/csv-rows.ts';
import type { ImportHistoryDeps } from '../../functions/import-history/deps.ts';
import { importFile } from '../../functions/import-history/import-file.ts';
import { createLog } from '../../runtime/log.ts';
import { importing } from '../support/imports.ts';

type System = Awaited<ReturnType<typeof importing>>;
type Person = Readonly<{ profile: Record<string, never>; timeline: readonly Record<string, unknown>[] }>;

const KLAVIYO = `Email,Klaviyo ID,First Name,Email Marketing Consent,Email Marketing Consent Timestamp,Email Suppressions,Favourite Tea
jette@example.org,01A,Jette,SUBSCRIBED,2025-03-01 10:00:00,,Assam
suppressed@example.org,01B,Supp,SUBSCRIBED,2025-03-01 10:00:00,USER_SUPPRESSED,
undated@example.org,01C,Undine,SUBSCRIBED,,,
redacted.123@example.com,01D,,NEVER_SUBSCRIBED,,,
no address,01E,,SUBSCRIBED,,,
`;
const ORDERS = [
  {
    type: 'order.placed',
    timestamp: '2025-05-01T10:00:00Z',
    data: {
      order_id: 'A-1',
      currency: 'EUR',
      total: '40.00',
      customer: { email: 'jette@example.org' },
      items: [],
    },
  },
  {
    type: 'order.placed',
    timestamp: '2025-05-01T10:00:00Z',
    data: {
      order_id: 'A-1',
      currency: 'EUR',
      total: '40.00',
      customer: { email: 'jette@example.org' },
      items: [],
    },
  },
  {
    type: 'customer.erased',
    timestamp: '2025-05-01T10:00:00Z',
    data: { customer: { email: 'jette@example.org' } },
  },
]
  .map((event) => JSON.stringify(event))
  .concat('{ broken')
  .join('\n');

describe('files in the folder', () => {
  let system: System;
  const person = async (email: string): Promise<Person> =>
    (await (await system.get(`/local/profiles/${email}`)).json()) as Person;

  beforeAll(async () => {
    system = await importing({
      'klaviyo.csv': KLAVIYO,
      'events.jsonl': ORDERS,
      'suppress-old.csv': 'left@example.org\nother@example.org\n',
      'odd.csv': 'a,b\n1,2\n',
    });
  });
  afterAll(() => system.close());

  test('have a report that counts every row and names every rejected line in both languages', () => {
    expect(system.report('klaviyo')).toMatchObject({
      state: 'done',
      format: 'klaviyo',
      rows: 5,
      taken: 3,
      skipped: 0,
      rejectedRows: 2,
      rejected: [
        { line: 5, reason: { de: expect.stringContaining('gelöscht'), en: expect.any(String) } },
        { line: 6, reason: { de: expect.stringContaining('E-Mail-Adresse'), en: expect.any(String) } },
      ],
    });
    expect(JSON.stringify(system.report('klaviyo'))).not.toMatch(/example\.|no address/);
    expect(system.report('events')).toMatchObject({ rows: 4, taken: 1, skipped: 1, rejectedRows: 2 });
    expect(system.report('suppress-old')).toMatchObject({ format: 'suppressions', rows: 2, taken: 2 });
    expect(system.report('odd')).toMatchObject({ state: 'done', rows: 0, rejected: [{ line: 1 }] });
  });

  test('bring people, consents, facts and orders, and nobody is written to', async () => {
    const { profile, timeline } = await person('jette@example.org');
    expect(JSON.stringify(profile)).toContain('Assam');
    expect(timeline.filter(({ type }) => type === 'consent')).toMatchObject([
      { state: 'given', basis: 'single-opt-in', at: '2025-03-01T10:00:00.000Z' },
    ]);
    expect(timeline.filter(({ event }) => event === 'order.placed')).toHaveLength(1);
    expect(JSON.stringify((await person('undated@example.org')).profile)).toContain('consent.unproven');
    const suppressed = JSON.stringify((await person('suppressed@example.org')).profile);
    expect(suppressed).toContain('manual');
    await system.advance('3d');
    expect(await (await system.get('/local/messages')).json()).toEqual([]);
  });

  test('that are saved again are known already', async () => {
    const before = system.report('klaviyo').run;
    system.put('klaviyo.csv', KLAVIYO);
    await expect.poll(() => system.report('klaviyo').run, { timeout: 20_000 }).not.toBe(before);
    await expect.poll(() => system.report('klaviyo').state, { timeout: 20_000 }).toBe('done');
    expect(system.report('klaviyo')).toMatchObject({ rows: 5, taken: 0, skipped: 3, rejectedRows: 2 });
  });
});

describe('a file that one invocation does not get through', () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => `person-${index}@example.org,"a\nb",${index}`);
  const text = `Email,Klaviyo ID,Number\n${rows.join('\n')}\nperson-0@example.org,"a\nb",0\n`;
  const key = 'imports/many.csv';

  /** The function over parts that remember what they were given; `dies` throws once at the named call. */
  const bench = (dies?: number) => {
    const saved = new Map<string, string>();
    const marks = new Map<string, string>();
    const told = new Set<string>();
    let writes = 0;
    const next: string[] = [];
    const deps: ImportHistoryDeps = {
      files: {
        open: async () => ({ at: 0, version: 'v1', rows: csvCells(pieces()) }),
        brokenAt: () => undefined,
        readReport: async (file) => saved.get(file),
        writeReport: async (file, report) => void saved.set(file, report),
        readRejections: async () => undefined,
        writeRejections: async () => {},
        goOn: async (file) => void next.push(file),
      },
      marks: {
        read: async (hashes) =>
          new Map(hashes.flatMap((hash) => (marks.has(hash) ? [[hash, marks.get(hash) ?? '']] : []))),
        write: async (all) => {
          writes += 1;
          if (writes === dies) throw new Error('killed');
          for (const { hash, by } of all) marks.set(hash, by);
        },
      },
      shopNumbers: { read: async () => ({ others: [] }) },
      gateItems: { stopMarketing: async () => {}, stopAll: async () => {} },
      queues: {
        sendInputs: async (inputs) => {
          for (const { inputId } of inputs) told.add(inputId);
        },
        waitingInputs: async () => 0,
      },
      keys: async () => ({ '1': 'k' }),
      pause: async () => {},
      now: () => 1,
      log: createLog('import-history'),
    };
    async function* pieces(): AsyncGenerator<string> {
      yield text;
    }
    return { deps, saved, told, next };
  };
  const WHOLE = { state: 'done', rows: 2_501, taken: 2_500, skipped: 1, rejectedRows: 0 };

  test('goes on in the next one, and counts every row once', async () => {
    const { deps, told, next } = bench();
    expect(await importFile(deps, 'many.csv', () => true)).toMatchObject({ state: 'running', rows: 1_000 });
    expect(await importFile(deps, 'many.csv', () => true)).toMatchObject({ state: 'running', rows: 2_000 });
    expect(next).toEqual([key, key]);
    expect(await importFile(deps, 'many.csv', () => true)).toMatchObject(WHOLE);
    expect(told.size).toBe(2_500);
  });

  test('that is done is read no more, however often the word about it comes', async () => {
    const { deps, told } = bench();
    const done = await importFile(deps, 'many.csv', () => false);
    told.clear();
    expect(await importFile(deps, 'many.csv', () => false)).toEqual(done);
    expect(told.size).toBe(0);
  });

  test.each([1, 3])(
    'that is killed at its %i. batch counts and tells the same when it is repeated',
    async (at) => {
      const { deps, saved, told } = bench(at);
      await expect(importFile(deps, 'many.csv', () => false)).rejects.toThrow('killed');
      expect(JSON.parse(saved.get(key) ?? '')).toMatchObject({ state: 'running' });
      expect(await importFile(deps, 'many.csv', () => false)).toMatchObject(WHOLE);
      expect(told.size).toBe(2_500);
    },
  );

  test('whose queue refuses a batch remembers none of its rows, and tells them when it is repeated', async () => {
    const { deps, told } = bench();
    let calls = 0;
    const sendInputs: typeof deps.queues.sendInputs = async (inputs) => {
      calls += 1;
      if (calls === 3) throw new Error('refused');
      await deps.queues.sendInputs(inputs);
    };
    const refusing = { ...deps, queues: { ...deps.queues, sendInputs } };
    await expect(importFile(refusing, 'many.csv', () => false)).rejects.toThrow('refused');
    expect(await importFile(refusing, 'many.csv', () => false)).toMatchObject(WHOLE);
    expect(told.size).toBe(2_500);
  });

  test('stops at the gate whom it says not to write to: who left for marketing, and who bounced or complained for all', async () => {
    const { deps } = bench();
    const stops: string[] = [];
    const stopping = (what: string) => async (_place: object, _at: number, by: string) =>
      void stops.push(`${what} ${by}`);
    const gateItems = { stopMarketing: stopping('marketing'), stopAll: stopping('all') };
    const why = ['["HARD_BOUNCE"]', 'SPAM_COMPLAINT', 'USER_SUPPRESSED', 'UNSUBSCRIBED'];
    const lines = why.map(
      (reason, index) => `p${index}@example.org,${index},"${reason.replaceAll('"', '""')}"`,
    );
    async function* text(): AsyncGenerator<string> {
      yield `Email,Klaviyo ID,Email Suppressions\n${lines.join('\n')}\n`;
    }
    const open = async () => ({ at: 0, version: 'v1', rows: csvCells(text()) });
    await importFile({ ...deps, gateItems, files: { ...deps.files, open } }, 'people.csv', () => false);
    expect(stops.toSorted()).toEqual(['all bounce', 'all complaint', 'all manual', 'marketing unsubscribe']);
  });

  test('waits for room in the queue, and leaves the rest to the next one where none comes', async () => {
    const { deps } = bench();
    let waiting = 5_000;
    const pause = async () => {
      waiting -= 1_000;
    };
    const queues = { ...deps.queues, waitingInputs: async () => waiting };
    expect(await importFile({ ...deps, queues, pause }, 'many.csv', () => false)).toMatchObject(WHOLE);
    expect(waiting).toBe(2_000);
    const full = { ...deps.queues, waitingInputs: async () => 5_000 };
    const stuck = bench();
    expect(await importFile({ ...stuck.deps, queues: full }, 'many.csv', () => true)).toMatchObject({
      state: 'running',
      rows: 0,
    });
    expect(stuck.next).toEqual([key]);
  });
});
