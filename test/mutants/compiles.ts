/**
 * Which mutants do not compile: `npm run types` notices them, so no sentence has to. Each is checked as a
 * copy of its file beside the original, all copies in one program.
 */
import { resolve } from 'node:path';
import ts from 'typescript';
import type { Mutant } from './mutant.ts';

export const refusedByTypes = (mutants: readonly Mutant[]): ReadonlySet<string> => {
  if (mutants.length === 0) return new Set();
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, process.cwd());
  // Something unused is no reason why a mutant would not run.
  const lenient = { ...options, noUnusedLocals: false, noUnusedParameters: false };
  // The copy without a change shows whether copies of this file can be judged at all.
  const unchanged = [...new Map(mutants.map((mutant) => [mutant.file, mutant])).values()].map((mutant) => ({
    ...mutant,
    id: UNCHANGED,
    replacement: mutant.original,
  }));
  const copies = new Map([...mutants, ...unchanged].map((mutant) => [pathOf(mutant), mutant]));
  const host = ts.createCompilerHost(lenient);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => copies.has(path) || fileExists(path);
  host.readFile = (path) => {
    const mutant = copies.get(path);
    return mutant === undefined ? readFile(path) : mutated(mutant, readFile(resolve(mutant.file)) ?? '');
  };
  host.getSourceFile = (path, version) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...copies.keys()], lenient, host);
  const refused = [...copies].flatMap(([path, mutant]) => {
    const source = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.length > 0 ? [mutant] : [];
  });
  const notJudged = new Set(refused.filter(({ id }) => id === UNCHANGED).map(({ file }) => file));
  return new Set(refused.filter(({ file }) => !notJudged.has(file)).map(({ id }) => id));
};

const UNCHANGED = 'unchanged';

const pathOf = ({ file, id }: Mutant): string => resolve(file.replace(/\.ts$/, `.mutant-${id}.ts`));
const mutated = ({ start, end, replacement }: Mutant, source: string): string =>
  source.slice(0, start) + replacement + source.slice(end);
