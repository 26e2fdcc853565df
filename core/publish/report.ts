/** The report of a publish: for people in German and English, and for programs as JSON. */
import type { Change } from './change-words.ts';
import type { Problem } from './problem.ts';

export type Waiting = Readonly<{ flow: string; step: string; people: number }>;

export type Report = Readonly<{
  /** False where an error stopped the publish; the program before it continues to run. */
  ok: boolean;
  /** Sequence of the live program, null where there is none yet. */
  program: number | null;
  problems: readonly Problem[];
  /** What was changed by this publish; nothing where it was refused, or nothing was new. */
  changes: readonly Change[];
  /** How many people wait at which step. */
  waiting: readonly Waiting[];
}>;

/** Turns counts by `flow/step`, as the profile store returns them, into rows. */
export const waitingRows = (counts: Readonly<Record<string, number>>): readonly Waiting[] =>
  Object.entries(counts)
    .map(([key, people]) => {
      const slash = key.indexOf('/');
      return { flow: key.slice(0, slash), step: key.slice(slash + 1), people };
    })
    .sort((a, b) => a.flow.localeCompare(b.flow) || a.step.localeCompare(b.step));

export const reportText = (report: Report): string =>
  [...section(report, 'de'), '', ...section(report, 'en'), ''].join('\n');

const WORDS = {
  de: {
    ok: 'Veröffentlicht',
    failed: 'NICHT veröffentlicht: es läuft weiter, was vorher lief',
    program: 'Programm',
    none: 'noch keines',
    error: 'Fehler',
    warning: 'Hinweis',
    clean: 'Keine Fehler, keine Hinweise.',
    changed: 'Geändert',
    waiting: 'Es warten',
    at: 'bei',
  },
  en: {
    ok: 'Published',
    failed: 'NOT published: what ran before goes on',
    program: 'program',
    none: 'none yet',
    error: 'Error',
    warning: 'Warning',
    clean: 'No errors, no warnings.',
    changed: 'Changed',
    waiting: 'Waiting',
    at: 'at',
  },
} as const;

const section = (
  { ok, program, problems, changes, waiting }: Report,
  language: 'de' | 'en',
): readonly string[] => {
  const words = WORDS[language];
  return [
    `${ok ? words.ok : words.failed} (${words.program}: ${program ?? words.none}).`,
    ...(problems.length === 0
      ? [words.clean]
      : problems.map(
          ({ severity, file, line, column, message }) =>
            `${words[severity]}  ${file}:${line}:${column}  ${message[language]}`,
        )),
    ...changes.map((change) => `${words.changed}: ${change.words[language]}`),
    ...waiting.map(({ flow, step, people }) => `${words.waiting}: ${people} ${words.at} ${flow} / ${step}`),
  ];
};
