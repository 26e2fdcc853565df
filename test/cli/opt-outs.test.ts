/** Who has left the shop's own mails stands hashed in the shop, and is found among its addresses. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findOptOuts } from '../../cli/opt-outs.ts';
import { takeLine } from '../../platforms/take-history.ts';
import { woocommerce } from '../../platforms/woocommerce/woocommerce.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'opt-outs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const hash = (address: string): string => createHash('sha256').update(address).digest('hex');

const HEADINGS = 'id,email_hash,email_kind,action,created_at';
const left = (id: number, address: string, action = 'unsubscribed'): string =>
  `${id},${hash(address)},customer_checkout_recovery,${action},2026-11-02 09:30:00`;

const run = async (list: string, addresses: string, json?: true) => {
  const printed: string[] = [];
  const out = join(folder, 'out.jsonl');
  const code = await findOptOuts(
    woocommerce,
    {
      list: file('list.csv', list),
      addresses: [file('addresses.csv', addresses)],
      out,
      lang: 'en',
      ...(json ? { json } : {}),
    },
    (text) => void printed.push(text),
  );
  return { code, text: printed.join('\n'), out };
};

test('an address that stands in the list has withdrawn, at the time of the list, however it is written', async () => {
  const list = [HEADINGS, left(1, 'anke@example.org'), left(2, 'nobody@example.org')].join('\n');
  const { code, text, out } = await run(list, 'Name;E-Mail\nAnke; Anke@Example.org\nBodo;bodo@example.org\n');
  expect(code).toBe(0);
  expect(text).toContain('1 addresses have unsubscribed; 1 more');
  const lines = readFileSync(out, 'utf8').trim().split('\n');
  expect(lines).toHaveLength(1);
  const at = Date.parse('2026-11-20T08:00:00Z');
  const taken = takeLine({ line: 1, cells: [lines[0] ?? ''] }, { key: 'k', at, now: at });
  if ('rejected' in taken) throw new Error(taken.rejected);
  expect(taken.inputs.map(({ event }) => [event.name, event.at, event.data['customer']])).toEqual([
    ['consent.withdrawn', Date.parse('2026-11-02T09:30:00Z'), { email: 'anke@example.org' }],
  ]);
});

test('who has come back since has not left, whatever the order of the rows', async () => {
  const rows = [left(9, 'anke@example.org', 'resubscribed'), left(4, 'anke@example.org')];
  const { text } = await run([HEADINGS, ...rows].join('\n'), 'email\nanke@example.org\n', true);
  expect(JSON.parse(text)).toMatchObject({ ok: true, platform: 'woocommerce', people: 0, unknown: 0 });
});

test('a file that is no such list is said to be none, and nothing is written', async () => {
  expect(await run('email,name\na@example.org,A\n', 'email\na@example.org\n')).toMatchObject({
    code: 1,
    text: expect.stringContaining('wc_email_unsubscribes'),
  });
});

test('rows that nobody can read are left out', async () => {
  const odd = [
    `1,no-hash,kind,unsubscribed,2026-11-02 09:30:00`,
    `2,${hash('a@example.org')},kind,unsubscribed,?`,
  ];
  const { text } = await run([HEADINGS, ...odd].join('\n'), 'email\na@example.org\n', true);
  expect(JSON.parse(text)).toMatchObject({ people: 0 });
});
