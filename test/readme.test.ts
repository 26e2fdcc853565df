/** The README leads where it says: its map has every room, and every path of "I want to change" exists. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, textOf } from './support/project.ts';

const readme = textOf('README.md');

const rowsUnder = (heading: string): readonly string[] => {
  const [, part = ''] = readme.split(heading);
  const table = /(?:^\|.*\n)+/m.exec(part)?.[0] ?? '';
  return table.trim().split('\n').slice(2);
};

/** The folder of a path that contains a placeholder name. */
const placeOf = (path: string): string => path.replace(/<[^>]+>.*$/, '').replace(/\/$/, '');

describe('I want to change', () => {
  const rows = rowsUnder('## I want to change');

  test.each([
    'platform',
    'reason',
    'page',
    'price',
    'limit',
    'table',
    'alarm',
    'step',
    'trigger',
    'variable',
    'setting',
    'route',
    'log',
    'metric',
  ])('knows where a %s belongs', (what) => {
    expect(rows.filter((row) => row.split('|')[1]?.includes(what))).not.toEqual([]);
  });

  test.each(rows)('%s', (row) => {
    const paths = [...row.matchAll(/`([\w.<>/-]+[./][\w.<>/-]*)`/g)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(ROOT, placeOf(path))))).toEqual([]);
  });
});

test('the map has every room, with a link to its README where it has one', () => {
  const rooms = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^\.|node_modules|cdk\.out/.test(entry.name))
    .map(({ name }) => name);
  const map = rowsUnder('## The rooms').join('\n');
  const missing = rooms.filter((room) =>
    existsSync(join(ROOT, room, 'README.md'))
      ? !map.includes(`[${room}](${room}/README.md)`)
      : !map.includes(`\`${room}\``),
  );
  expect(missing).toEqual([]);
});

test('no link leads nowhere', () => {
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

describe('SECURITY.md', () => {
  const page = textOf('SECURITY.md');
  const tables = [...page.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => table.trim().split('\n'));
  const rows = tables.flatMap(([, , ...own]) => own.map((row) => row.split('|').slice(1, -1)));
  const pathsIn = (text = ''): readonly string[] =>
    [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+)`/g)].map(([, path = '']) => path);

  test.each(rows)('%s', (...row) => {
    expect(row.filter((cell) => cell.trim() === '')).toEqual([]);
    expect(row).toHaveLength(4);
    const tests = pathsIn(row[2]).filter((path) => path.startsWith('test/'));
    expect(tests).not.toEqual([]);
    expect(pathsIn(`${row[1]} ${row[2]}`).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('every folder of core and of adapters', () => {
  const folders = ['core', 'adapters'].flatMap((room) =>
    readdirSync(join(ROOT, room), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'ports')
      .map(({ name }) => `${room}/${name}`),
  );

  test.each(folders)('%s says on half a screen what it answers, and names files that are there', (folder) => {
    const text = textOf(`${folder}/README.md`);
    const lines = text.trim().split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(8);
    expect(lines).toBeLessThanOrEqual(25);
    expect(text).toContain('May import');
    const [, table = ''] = text.split('|---|---|');
    const named = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(
      ([, cell = '']) => cell.match(/[\w./-]+/g) ?? [],
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !existsSync(join(ROOT, folder, name)))).toEqual([]);
  });
});
