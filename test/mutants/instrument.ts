/** Makes the mutants of files by Stryker's instrumenter: all in one text each, switched by one variable. */
import { Instrumenter } from '@stryker-mutator/instrumenter';
import type { Mutant } from './mutant.ts';

interface Instrumented {
  readonly files: readonly { readonly name: string; readonly content: string }[];
  readonly mutants: readonly Mutant[];
}

type Options = Parameters<Instrumenter['instrument']>[1];
type Ignorer = Options['ignorers'][number];

/** A broken assumption's words are for whoever reads the log; that it throws at all is mutated elsewhere. */
const wordsOfErrors: Ignorer = {
  shouldIgnore: (path) =>
    (path as { readonly node?: { readonly type: string } }).node?.type === 'ThrowStatement'
      ? 'the words of an error'
      : undefined,
};

const silent = (): void => {};
const off = (): boolean => false;
const LOGGER = {
  isTraceEnabled: off,
  isDebugEnabled: off,
  isInfoEnabled: off,
  isWarnEnabled: off,
  isErrorEnabled: off,
  isFatalEnabled: off,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

export const instrument = async (
  sources: readonly { readonly name: string; readonly content: string }[],
): Promise<Instrumented> => {
  const { files, mutants } = await new Instrumenter(LOGGER).instrument(
    sources.map((source) => ({ ...source, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [wordsOfErrors] },
  );
  const contents = new Map(sources.map(({ name, content }) => [name, content]));
  return {
    files: files.map(({ name, content }) => ({ name, content })),
    mutants: mutants
      .filter(({ status }) => status === undefined)
      .map(({ id, fileName, location, replacement }) => {
        const content = contents.get(fileName) ?? '';
        const start = offsetOf(content, location.start);
        const end = offsetOf(content, location.end);
        const original = content.slice(start, end);
        return { id, file: fileName, line: location.start.line + 1, start, end, original, replacement };
      }),
  };
};

/** Stryker counts lines and columns from zero. */
const offsetOf = (content: string, { line, column }: { line: number; column: number }): number =>
  content
    .split('\n')
    .slice(0, line)
    .reduce((sum, text) => sum + text.length + 1, column);
