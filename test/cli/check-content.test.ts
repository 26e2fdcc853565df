/** `npm run check-content` in a terminal and in a workflow: what it writes, and with which code it ends. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkContent } from '../../cli/check-content.ts';
import { CONTENT } from '../support/local-system.ts';

let content: string;
beforeAll(() => {
  content = join(mkdtempSync(join(tmpdir(), 'check-content-')), 'content');
  cpSync(CONTENT, content, { recursive: true });
});
afterAll(() => rmSync(join(content, '..'), { recursive: true, force: true }));

type Options = Parameters<typeof checkContent>[0];

const checked = async (options: Partial<Options> = {}) => {
  const printed: string[] = [];
  const code = await checkContent({ content, lang: 'en', form: 'text', ...options }, (text) =>
    printed.push(text),
  );
  return { code, out: printed.join('\n') };
};
const withSettings = async (text: string, options: Partial<Options>) => {
  const file = join(content, 'settings.json');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, text);
  try {
    return await checked(options);
  } finally {
    writeFileSync(file, before);
  }
};

it('ends with 0 where the folder can be published', async () => {
  const { code, out } = await checked();
  expect(code).toBe(0);
  expect(out).toMatch(/0 errors, \d+ warnings?\.$/);
});

it('ends with 1 at an error, whose place and words stand in the language that was asked for', async () => {
  const { code, out } = await withSettings('{ "sending": "liev" }', { lang: 'de' });
  expect(code).toBe(1);
  expect(out).toMatch(/^settings\.json:1:\d+: Fehler: .*Meinten Sie „live“\?/m);
});

it('lets warnings pass, unless it is strict', async () => {
  const codes: number[] = [];
  for (const options of [{}, { strict: true } as const]) codes.push((await withSettings('{}', options)).code);
  expect(codes).toEqual([0, 1]);
});

it('writes annotations for a workflow, with its own signs escaped', async () => {
  const { out } = await withSettings('{ "sending": "100%\\n" }', { form: 'github' });
  expect(out).toMatch(/^::error file=content\/settings\.json,line=1,col=\d+::.*100%25/m);
  expect(out.split('\n').every((line) => /^::(error|warning) |\d+ errors?, /.test(line))).toBe(true);
});

it('writes one object for programs', async () => {
  const { out } = await withSettings('{ "sending": 7 }', { form: 'json' });
  expect(JSON.parse(out)).toMatchObject({ ok: false, errors: 1, problems: expect.any(Array) });
});
