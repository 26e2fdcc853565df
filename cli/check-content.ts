/**
 * `npm run check-content`: checks a content folder as publishing does and tells every problem with its place,
 * for an editor's terminal and for a repository's CI. Nothing is published.
 */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Language } from '../core/message/locale.ts';
import type { Problem } from '../core/publish/problem.ts';
import { type Compiled, compileFolder } from '../preview/folder.ts';
import { contentOption } from './content-folder.ts';
import { languageOfMachine } from './language.ts';

const FORMS = ['text', 'json', 'github'] as const;
type Form = (typeof FORMS)[number];
type Options = Readonly<{ content: string; lang: Language; form: Form; strict?: true }>;

const EXAMPLES = `
Examples:
  npm run check-content                               the folder content/
  npm run check-content -- --content ../shop/content  another one
  npm run check-content -- --form github --strict     in a workflow: annotations beside the lines

It ends with 0 where the folder can be published, with 1 where it cannot, and with --strict also where there
are warnings. cli/workflows/check-content.yml is a workflow to copy.`;

export const checkContentCommand = (): Command =>
  new Command('check-content')
    .description('Checks a content folder as publishing does, without publishing it.')
    .addOption(contentOption())
    .option('--json', 'the same as --form json')
    .addOption(new Option('--form <form>', 'how problems are written').choices(FORMS).default('text'))
    .option('--strict', 'warnings count as well')
    .addOption(new Option('--lang <language>', 'de or en').choices(['de', 'en']).default(languageOfMachine()))
    .addHelpText('after', EXAMPLES)
    .action(async ({ json, ...options }: Options & Readonly<{ json?: true }>) => {
      const form = json ? 'json' : options.form;
      process.exitCode = await checkContent({ ...options, form }, console.info);
    });

/** 0 where the folder can be published; 1 where it cannot, or where `strict` finds warnings. */
export const checkContent = async (
  { content, lang, form, strict }: Options,
  print: (text: string) => void,
): Promise<number> => {
  const folder = resolve(content);
  const checked = await compileFolder(folder, 0);
  const errors = checked.problems.filter(({ severity }) => severity === 'error').length;
  const warnings = checked.problems.length - errors;
  const ok = errors === 0 && (!strict || warnings === 0);
  print(WRITTEN[form]({ checked, lang, ok, errors, warnings }));
  return ok ? 0 : 1;
};

type Report = Readonly<{
  checked: Compiled;
  lang: Language;
  ok: boolean;
  errors: number;
  warnings: number;
}>;

const WRITTEN: Readonly<Record<Form, (report: Report) => string>> = {
  text: ({ checked, lang, errors, warnings }) =>
    [...checked.problems.map((problem) => lineOf(problem, lang)), SUM[lang](errors, warnings)].join('\n'),
  json: ({ checked, ok, errors, warnings }) =>
    JSON.stringify({ ok, errors, warnings, problems: checked.problems }, null, 2),
  github: ({ checked, lang, errors, warnings }) =>
    [...checked.problems.map((problem) => annotationOf(problem, lang)), SUM[lang](errors, warnings)].join(
      '\n',
    ),
};

const lineOf = ({ severity, file, line, column, message }: Problem, lang: Language): string =>
  `${file}:${line}:${column}: ${SEVERITIES[severity][lang]}: ${message[lang]}`;

/** A command of GitHub's workflows; its own signs are escaped as it asks for. */
const annotationOf = ({ severity, file, line, column, message }: Problem, lang: Language): string =>
  `::${severity} file=content/${property(file)},line=${line},col=${column}::${data(message[lang])}`;

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const SEVERITIES = {
  error: { de: 'Fehler', en: 'error' },
  warning: { de: 'Warnung', en: 'warning' },
} as const;

const SUM = {
  de: (errors: number, warnings: number) =>
    `${errors} Fehler, ${warnings} ${warnings === 1 ? 'Warnung' : 'Warnungen'}.`,
  en: (errors: number, warnings: number) =>
    `${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}.`,
} as const;
