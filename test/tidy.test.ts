/** House rules that no linter knows: what a newcomer may rely on in every file and room. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ROUTES } from '../contract/routes.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ROOMS = [
  'bin',
  'lib',
  'contract',
  'functions',
  'runtime',
  'doors',
  'sending',
  'pages',
  'stand-ins',
  'adapters',
  'platforms',
  'core',
  'content',
  'local',
  'cli',
  'preview',
  'studio',
  'tracker',
  'test',
];
const FILE_LINES_MAX = 250;
const README_LINES_MAX = 70;
const LINE_CHARACTERS_MAX = 110;
/** CSS in one text, one rule per line. */
const STYLE_SHEET = 'pages/style.ts';

/** A waiver is a line with a reason. */
const LONGER_THAN_ALLOWED: Readonly<Record<string, string>> = {};

const listed = (folder: string, recursive: boolean): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
/** The rooms and the top level; not what was installed or built. */
const files = [...listed('.', false), ...ROOMS.flatMap((room) => listed(room, true))];
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const code = files.filter((file) => /\.(ts|mjs|js)$/.test(file) && !file.includes('/fixtures/'));
const inRooms = (...rooms: readonly string[]): readonly string[] =>
  code.filter((file) => rooms.some((room) => file.startsWith(`${room}/`)));
const functionNames = [...new Set(inRooms('functions').map((file) => file.split('/')[1] ?? ''))];

describe('every file', () => {
  it('is looked at', () => {
    expect(code.length).toBeGreaterThan(80);
  });

  it('opens with a sentence on what it is for', () => {
    expect(
      code.filter((file) => !/^(#!.*\n)?\/\*\*\s+(\*\s+)?[A-Za-z`"'<([].{10,}/.test(read(file))),
    ).toEqual([]);
  });

  it(`has at most ${FILE_LINES_MAX} lines`, () => {
    const long = code.filter((file) => read(file).trimEnd().split('\n').length > FILE_LINES_MAX);
    expect(long.filter((file) => !(file in LONGER_THAN_ALLOWED))).toEqual([]);
    expect(
      Object.keys(LONGER_THAN_ALLOWED).filter((file) => !long.includes(file)),
      'waivers nobody needs any more',
    ).toEqual([]);
  });

  it('leaves nothing to do later without saying where it is tracked', () => {
    const marker = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b(?!\\(#\\d+\\))`);
    expect(code.filter((file) => marker.test(read(file)))).toEqual([]);
  });

  it('switches no check off without a reason', () => {
    const bare = /biome-ignore [^:\n]*(:\s*)?$|@ts-(ignore|nocheck)|@ts-expect-error\s*$|as unknown as/m;
    expect(code.filter((file) => file !== 'test/tidy.test.ts' && bare.test(read(file)))).toEqual([]);
  });

  it(`has no line of code or comment wider than ${LINE_CHARACTERS_MAX} characters`, () => {
    const unbroken = /['"`/]/; // A text, a pattern or an address is one word to the formatter.
    const wide = (file: string): boolean =>
      read(file)
        .split('\n')
        .some((line) => line.length > LINE_CHARACTERS_MAX && !unbroken.test(line));
    expect(code.filter((file) => file !== STYLE_SHEET && wide(file))).toEqual([]);
  });

  it('names each module once among its imports', () => {
    const twice = (file: string): boolean => {
      const from = [...read(file).matchAll(/^(?:import|\}) [^;]*?\bfrom '([^']+)';$/gm)].map(
        ([, module]) => module,
      );
      return new Set(from).size < from.length;
    };
    expect(code.filter(twice)).toEqual([]);
  });

  it('leaves absent keys out by present() instead of spreading a condition, wherever core may be imported', () => {
    const conditional =
      /\.\.\.\([^()]*(\([^()]*\)[^()]*)*\?\s*\{\s*\}|:\s*\{\s*\}\s*\),?$|\.\.\.\([^?{}\n]*&&\s*\{/m;
    const rooms = ROOMS.filter((room) => !['bin', 'lib', 'contract', 'test'].includes(room));
    expect(inRooms(...rooms).filter((file) => conditional.test(withoutComments(read(file))))).toEqual([]);
  });

  it('is no barrel', () => {
    const onlyPassesOn = (file: string): boolean =>
      /^export\s+(\*|(type\s+)?\{[^}]*\})\s+from\s/m.test(read(file));
    expect(code.filter(onlyPassesOn)).toEqual([]);
  });

  it('listens on the loopback only', () => {
    const everywhere = new RegExp(['0', '0', '0', '0'].join('\\.'));
    expect(code.filter((file) => everywhere.test(read(file)))).toEqual([]);
    const unbound = inRooms('local', 'stand-ins').filter(
      (file) => /\.listen\(/.test(read(file)) && !read(file).includes('127.0.0.1'),
    );
    expect(unbound, 'files that listen without naming the loopback').toEqual([]);
  });
});

describe('what runs', () => {
  it('never writes to the console by hand', () => {
    expect(
      inRooms(
        'functions',
        'sending',
        'doors',
        'pages',
        'runtime',
        'core',
        'platforms',
        'adapters',
        'contract',
      ).filter((file) => /\bconsole\./.test(read(file))),
    ).toEqual([]);
  });

  it('takes time and randomness as arguments in the pure rooms', () => {
    const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|randomUUID|Temporal\.Now/;
    expect(
      inRooms('core', 'platforms', 'pages').filter((file) => impure.test(withoutComments(read(file)))),
    ).toEqual([]);
  });

  it('reads the clock in one place', () => {
    const shells = inRooms('functions', 'adapters', 'runtime', 'doors', 'sending', 'pages');
    // The tracker travels through its door as a text and runs in browsers.
    const run = shells.filter((file) => file !== 'functions/receive-browse/tracker-script.ts');
    const outside = run.filter((file) => /\bDate\.now\(|new Date\(\)/.test(withoutComments(read(file))));
    expect(outside).toEqual(['runtime/clock.ts']);
  });

  it('imports zod so that it bundles small', () => {
    expect(code.filter((file) => /import\s+(type\s+)?\{[^}]*\}\s+from 'zod'/.test(read(file)))).toEqual([]);
  });
});

describe('names', () => {
  it.each(ROOMS)('the room %s explains itself on one screen', (room) => {
    expect(existsSync(join(ROOT, room, 'README.md')), `${room}/README.md`).toBe(true);
    expect(read(`${room}/README.md`).split('\n').length).toBeLessThanOrEqual(README_LINES_MAX);
  });

  it.each(functionNames)(
    '%s has its handler, its entry, its construct and its tests under the same name',
    (name) => {
      expect(files).toEqual(
        expect.arrayContaining([
          `functions/${name}/handler.ts`,
          `functions/${name}/index.ts`,
          `lib/${name}.ts`,
        ]),
      );
      expect(files).toContain(`test/functions/${name}.test.ts`);
    },
  );

  it.each(functionNames)(
    '%s has one shape: an entry, a stack, what it needs composed once, and verbs',
    (name) => {
      const inFolder = inRooms(`functions/${name}`);
      const text = (file: string): string => read(`functions/${name}/${file}.ts`);
      expect(inFolder.filter((file) => file.split('/').length !== 3)).toEqual([]);
      expect(text('index')).toMatch(/export const handler = entry\(/);
      expect(text('handler')).toMatch(/\b(stack|queueStack|door|createSender)\(/);
      expect(text('deps')).toMatch(/export const createDeps = /);
      const composing =
        /import \{[^}]*\bcreate[A-Z][^}]*\} from '[./]+adapters\/|from '[./]+runtime\/log.ts'.*createLog/;
      const others = inFolder.filter((file) => !file.endsWith('/deps.ts'));
      expect(others.filter((file) => composing.test(read(file)))).toEqual([]);
    },
  );

  it('makes SDK clients in runtime and in deps.ts alone', () => {
    const making = /new [A-Z]\w*Client\(/;
    const shells = inRooms('functions', 'adapters', 'sending', 'doors');
    const outside = shells.filter((file) => making.test(read(file)) && !file.endsWith('/deps.ts'));
    expect(outside).toEqual([]);
  });

  it('every route leads to a function that exists', () => {
    expect(ROUTES.map((route) => route.function).filter((name) => !functionNames.includes(name))).toEqual([]);
  });
});

describe('the lockfile and package.json', () => {
  const manifest = z
    .object({
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
      allowScripts: z.record(z.string(), z.boolean()),
    })
    .parse(JSON.parse(read('package.json')));

  /** A revision of the packaging (`1.5.6-r.1`) is exact too. */
  it('name exact versions only', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+(-r\.\d+)?$/.test(version))).toEqual([]);
  });

  it('record no download address, so that every registry serves', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });

  it('list the binaries of every platform: npm ci refuses a lockfile that lacks one, even where it is not needed', () => {
    const lockfile = z.object({
      packages: z.record(
        z.string(),
        z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) }),
      ),
    });
    const { packages } = lockfile.parse(JSON.parse(read('package-lock.json')));
    const listed = new Set(Object.keys(packages).map((path) => path.split('node_modules/').pop()));
    const wanted = Object.values(packages).flatMap(({ optionalDependencies }) =>
      Object.keys(optionalDependencies),
    );
    expect(wanted.filter((name) => !listed.has(name))).toEqual([]);
  });

  it('let the package that brings Node run its install script', () => {
    expect(manifest.allowScripts).toMatchObject({ node: true, esbuild: true });
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
