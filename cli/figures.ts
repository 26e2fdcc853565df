/**
 * `npm run figures`: what retention is worth in a period, each figure with its definition, its rows and its
 * SQL. It reads and changes nothing.
 */
import { Command, Option } from 'commander';
import { FIGURE_NAMES, type FigureName } from '../core/figures/catalogue.ts';
import type { Figures } from '../core/figures/figures.ts';
import type { Row } from '../core/figures/rows.ts';
import type { Language } from '../core/message/locale.ts';
import { figureLines } from './figure-lines.ts';
import { languageOfMachine } from './language.ts';
import { type Answered, askFigures, localUrl, SILENT } from './running-system.ts';

type Options = Readonly<{
  url: string;
  lang: Language;
  from?: string;
  to?: string;
  segment?: string;
  rows?: FigureName;
  sql?: FigureName;
  definitions?: true;
  json?: true;
}>;

const EXAMPLES = `
Examples:
  npm run figures                                              the last 30 days
  npm run figures -- --from 2026-11-01 --to 2026-11-30         November, by the shop's clock; both days count
  npm run figures -- --segment vip --definitions               who is in a segment now; what a figure means
  npm run figures -- --rows revenue                            the orders behind a figure
  npm run figures -- --sql winBackRate                         the statement that Athena would be asked
  npm run figures -- --json                                    for a program, in both languages

It ends with 0; with 1 where the period is none, the segment is unknown, or no system answers.`;

const figure = (flag: string, words: string): Option =>
  new Option(`${flag} <figure>`, words).choices(FIGURE_NAMES).conflicts(flag === '--rows' ? 'sql' : 'rows');

export const figuresCommand = (): Command =>
  new Command('figures')
    .description('What retention is worth: customers, orders, flows, each figure with how sure it is.')
    .option('--from <date>', 'the first day of the period, such as 2026-11-01')
    .option('--to <date>', 'the last day of the period; it counts too')
    .option('--segment <id>', 'of who is in this segment now')
    .option('--definitions', 'what each figure means')
    .addOption(figure('--rows', 'the rows behind a figure'))
    .addOption(figure('--sql', 'the SQL of a figure, as one statement for Athena'))
    .option('--url <address>', 'the system that is asked', localUrl())
    .option('--json', 'JSON, and nothing else')
    .addOption(new Option('--lang <language>', 'de or en').choices(['de', 'en']).default(languageOfMachine()))
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      process.exitCode = await figures(options, {
        ask: (path) => askFigures(options.url.replace(/\/+$/, ''), path),
        print: console.info,
        complain: console.error,
      });
    });

type Around = Readonly<{
  ask: (path: string) => Promise<Answered>;
  print: (text: string) => void;
  complain: (text: string) => void;
}>;

/** 0 where something could be told; else 1. */
export const figures = async (options: Options, { ask, print, complain }: Around): Promise<number> => {
  const { url, lang, json } = options;
  const answer = await ask(pathOf(options));
  if (answer.problem !== undefined || answer.found === undefined) {
    complain(answer.problem ?? SILENT[lang](url));
    return 1;
  }
  print(json ? JSON.stringify(answer.found, null, 2) : textOf(options, answer.found));
  return 0;
};

const pathOf = ({ from, to, segment, rows, sql }: Options): string => {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries({ from, to, segment })) if (value) asked.set(name, value);
  const of = rows === undefined ? sql && `/${sql}/sql` : `/${rows}/rows`;
  return `/local/figures${of ?? ''}?${asked}`;
};

/** What the system answers follows from what it was asked. */
const textOf = ({ rows, sql, lang, definitions }: Options, found: unknown): string => {
  if (sql !== undefined) return (found as { sql: string }).sql;
  if (rows !== undefined) return tableOf(found as readonly Row[]);
  return figureLines(found as Figures, { lang, definitions: definitions === true }).join('\n');
};

/** Columns by tabs, so that a table of them can be made of it anywhere. */
const tableOf = (rows: readonly Row[]): string => {
  const columns = Object.keys(rows[0] ?? {});
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.join('\t'))
    .join('\n');
};
