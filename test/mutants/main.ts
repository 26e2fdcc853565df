/**
 * `npm run mutants -- [--all-anew] [--by=tests] [files, file.ts:lines or folders]`: changes the code in small
 * ways, one at a time, and tells which changes no test notices. With `--by`, only those test files are asked
 * (names or patterns, with commas between them). Of `file.ts:7` only what begins in line 7 is tried. Exit
 * code 0 only where every survivor is named as equivalent.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refusedByTypes } from './compiles.ts';
import { inOneLine, names, readEquivalent } from './equivalent.ts';
import { instrument } from './instrument.ts';
import { known, remember, standOf, WORK } from './known.ts';
import { type Fate, type Happening, LOADED, type Mutant, type Plan, type Result } from './mutant.ts';
import { runPlan } from './run-plan.ts';
import { type Part, partsOf } from './scope.ts';
import { lineTextOf, tellFolder, tellSurvivors } from './told.ts';

const ANEW = '--all-anew';
const BY = '--by=';
const LINE = /:\d+$/;
/** A comma, but not one inside the braces of a pattern. */
const BETWEEN_PATTERNS = /,(?![^{]*\})/;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const main = async (): Promise<number> => {
  const args = process.argv.slice(2);
  const by = args.flatMap((argument) =>
    argument.startsWith(BY) ? argument.slice(BY.length).split(BETWEEN_PATTERNS) : [],
  );
  const places = args.filter((argument) => argument !== ANEW && !argument.startsWith(BY));
  const lines = places.filter((place) => LINE.test(place));
  const parts = partsOf(
    places.map((place) => place.replace(LINE, '')),
    by,
  );
  if (parts.length === 0) {
    print('mutants: none of the files in test/mutants/scope.ts lies there');
    return 2;
  }
  const results: Result[] = [];
  for (const part of parts) results.push(...(await measure(part, { anew: args.includes(ANEW), lines })));
  const folders = Map.groupBy(results, ({ mutant }) => dirname(mutant.file));
  for (const [folder, ofFolder] of folders) print(tellFolder(folder, ofFolder));
  if (folders.size > 1) print(tellFolder('in all', results));
  for (const line of tellSurvivors(results)) print(line);
  const stale = staleEntries(results, lines);
  for (const entry of stale)
    print(`named as equivalent, but no mutant survives there: ${JSON.stringify(entry)}`);
  const open = results.some(({ fate }) => fate === 'survived' || fate === 'uncovered');
  return open || stale.length > 0 ? 1 : 0;
};

type Asked = Readonly<{ anew: boolean; lines: readonly string[] }>;

const measure = async (part: Part, { anew, lines }: Asked): Promise<readonly Result[]> => {
  const sources = part.sources.map((name) => ({ name, content: readFileSync(name, 'utf8') }));
  const { files, mutants } = await instrument(sources);
  const stand = { sources: standOf(part.sources), tests: standOf(part.tests) };
  const before = new Map(
    part.sources.map((file) => [file, anew ? () => undefined : known(file, stand.tests)]),
  );
  const old = mutants.flatMap((mutant) => before.get(mutant.file)?.(mutant) ?? []);
  const done = new Set(old.map(({ mutant }) => mutant.id));
  const fresh = mutants.filter((mutant) => !done.has(mutant.id) && isMeant(mutant, lines));
  print(`${mutants.length} mutants in ${part.sources.length} files, ${fresh.length} of them to try`);
  if (fresh.length === 0) return withEquivalent(old);
  mkdirSync(WORK, { recursive: true });
  const run = randomUUID();
  const instrumented: Record<string, string> = {};
  for (const [index, { name, content }] of files.entries()) {
    instrumented[name] = join(WORK, `instrumented-${index}.ts`);
    writeFileSync(instrumented[name], content + telling(name, run));
  }
  const results = [...old, ...(await tried(fresh, part, { run, instrumented }))];
  for (const file of part.sources)
    remember(
      file,
      stand,
      results.filter(({ mutant }) => mutant.file === file),
    );
  return withEquivalent(results);
};

/** What the sentences of the own room leave is asked of all: those are many, and slow. */
const tried = async (
  fresh: readonly Mutant[],
  { first, tests }: Part,
  { run, instrumented }: Pick<Plan, 'run' | 'instrumented'>,
): Promise<readonly Result[]> => {
  const noticed: Result[] = [];
  for (let [left, asked] = [fresh, first.length > 0 ? first : tests]; ; asked = tests) {
    const mutants = left.map(({ id, file }) => ({ id, file }));
    const happenings = await runPlan({ run, tests: asked, mutants, instrumented, log: '' }, WORK, print);
    for (const line of doubts(happenings)) print(line);
    const results = judged(left, happenings);
    const isOpen = ({ fate }: Result): boolean => NOT_NOTICED.has(fate);
    if (asked === tests || !results.some(isOpen)) return [...noticed, ...results];
    noticed.push(...results.filter((result) => !isOpen(result)));
    left = results.filter(isOpen).map(({ mutant }) => mutant);
    print(`${left.length} are left to all ${tests.length} files of tests`);
  }
};

/** What other tests may still notice. */
const NOT_NOTICED: ReadonlySet<Fate> = new Set(['survived', 'uncovered', 'static']);

/** Where lines of a file are named, nothing else of that file. */
const isMeant = ({ file, line }: Mutant, lines: readonly string[]): boolean =>
  lines.includes(`${file}:${line}`) || !lines.some((one) => one.startsWith(`${file}:`));

/** A line that says, when the file is loaded, which run it is of. */
const telling = (name: string, run: string): string =>
  `\n(globalThis.${LOADED} ??= {})[${JSON.stringify(name)}] = ${JSON.stringify(run)};\n`;

const judged = (mutants: readonly Mutant[], happenings: readonly Happening[]): readonly Result[] => {
  const ends = new Map(happenings.flatMap((one) => (one.kind === 'ended' ? [[one.id, one]] : [])));
  const results = mutants.map((mutant): Result => {
    const { fate = 'uncovered', by } = ends.get(mutant.id) ?? {};
    return by ? { mutant, fate, by } : { mutant, fate };
  });
  const unnoticed = results.filter(({ fate }) => fate !== 'killed' && fate !== 'endless');
  const refused = refusedByTypes(unnoticed.map(({ mutant }) => mutant));
  return results.map((result) => (refused.has(result.mutant.id) ? { ...result, fate: 'refused' } : result));
};

const withEquivalent = (results: readonly Result[]): readonly Result[] => {
  const entries = readEquivalent();
  return results.map((result) => {
    if (result.fate !== 'survived' && result.fate !== 'uncovered') return result;
    const text = lineTextOf(result.mutant);
    const named = entries.some((entry) => names(entry, result.mutant, text));
    return named ? { ...result, fate: 'equivalent' } : result;
  });
};

/** What is named and killed after all is no longer true; what lies outside this run is not judged. */
const staleEntries = (results: readonly Result[], lines: readonly string[]): readonly object[] => {
  const files = new Set(results.map(({ mutant }) => mutant.file));
  const equivalent = results.filter(({ fate }) => fate === 'equivalent');
  return readEquivalent()
    .filter(({ file }) => files.has(file) && !lines.some((line) => line.startsWith(`${file}:`)))
    .filter((entry) => !equivalent.some(({ mutant }) => names(entry, mutant, lineTextOf(mutant))))
    .map(({ file, line, original, mutant }) => ({ file, line, original, mutant: inOneLine(mutant) }));
};

const doubts = (happenings: readonly Happening[]): readonly string[] =>
  happenings.flatMap((one) => {
    if (one.kind === 'unrepeatable') return [`cannot be repeated, so it says nothing: ${one.test}`];
    if (one.kind === 'tainted')
      return [`after ${one.file}, these fail without a mutant; measure it alone: ${one.tests.join('; ')}`];
    return [];
  });

process.exitCode = await main();
