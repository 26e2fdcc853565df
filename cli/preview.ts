/**
 * `npm run preview`: lets one customer live through a script in virtual time, and shows every message, wait and
 * skip with its reason, without AWS and without anything leaving.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parseJsonFile } from '../adapters/content/jsonc.ts';
import type { Language } from '../core/message/locale.ts';
import { onlyFlow } from '../core/program/only-flow.ts';
import type { Program } from '../core/program/program.ts';
import type { Problem } from '../core/publish/problem.ts';
import { compileFolder } from '../preview/folder.ts';
import { pageOf } from '../preview/page.ts';
import { type Preview, previewOf } from '../preview/preview.ts';
import { readScript, type Script } from '../preview/script.ts';
import { languageOfMachine } from './language.ts';

type Options = Readonly<{
  content: string;
  flow?: string;
  script: string;
  lang: Language;
  json?: true;
  open?: string | true;
}>;

const ROOT = resolve(import.meta.dirname, '..');
const SAMPLES = join(ROOT, 'preview', 'samples');
const PAGE = 'preview.html';

export const previewCommand = (): Command =>
  new Command('preview')
    .description('What one customer gets and when, in virtual time: nothing is published and nothing leaves.')
    .option('--content <folder>', 'the content folder', join(ROOT, 'content'))
    .option('--flow <id>', 'this flow alone, also while it is a draft; else the whole journey')
    .option(
      '--script <file>',
      'who it is and what happens: a file, or the name of a sample',
      'abandoned-cart',
    )
    .option('--open [file]', `write one page with every message as phone and desk show it (${PAGE})`)
    .option('--json', 'one JSON object, and nothing else')
    .addOption(new Option('--lang <language>', 'de or en').choices(['de', 'en']).default(languageOfMachine()))
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      process.exitCode = await preview(options, { print: console.info, complain: console.error });
    });

const EXAMPLES = `
Examples:
  npm run preview                                    the sample customer who leaves a cart
  npm run preview -- --flow abandoned-cart --open    one flow, with its mails on a page
  npm run preview -- --script first-order --json     another sample, for a program
  npm run preview -- --script ./jette.json           a customer of your own: copy one of preview/samples/

It ends with 0; with 1 where the content or the script has errors, which are told with file, line and column.`;

type Around = Readonly<{ print: (text: string) => void; complain: (text: string) => void }>;

/** 0 where there was something to show; 1 where the content or the script is wrong. */
export const preview = async (options: Options, { print, complain }: Around): Promise<number> => {
  const { lang, json } = options;
  const fail = (problems: readonly Problem[]): number => {
    if (json) print(JSON.stringify({ ok: false, problems }, null, 2));
    else complain(problems.map((problem) => told(problem, lang)).join('\n'));
    return 1;
  };
  const { program: whole, problems } = await compileFolder(options.content, 0);
  if (!whole) return fail(problems.filter(({ severity }) => severity === 'error'));
  const file = await fileOf(options.script);
  const read = readScript(file, parseJsonFile(await readFile(file, 'utf8')), whole.settings);
  if ('problems' in read) return fail(read.problems);
  const program = options.flow === undefined ? whole : chosen(whole, options.flow);
  const seen = await previewOf(program, read.script, lang);
  const page = await written(options, seen, read.script);
  print(json ? JSON.stringify({ ok: true, ...seen, ...page }, null, 2) : linesOf(seen, page).join('\n'));
  return 0;
};

const chosen = (program: Program, flow: string): Program => {
  if (Object.hasOwn(program.flows, flow)) return onlyFlow(program, flow);
  throw new InvalidArgumentError(
    `There is no flow "${flow}". There are ${Object.keys(program.flows).join(', ')}.`,
  );
};

/** A path, or the name of a sample. */
const fileOf = async (script: string): Promise<string> => {
  if (script.includes('/') || script.includes('\\') || script.endsWith('.json')) return script;
  const samples = (await readdir(SAMPLES)).map((name) => name.replace(/\.json$/, ''));
  if (samples.includes(script)) return join(SAMPLES, `${script}.json`);
  throw new InvalidArgumentError(`There is no sample "${script}". There are ${samples.join(', ')}.`);
};

type Page = Readonly<{ page?: string }>;

const written = async ({ open, lang, flow }: Options, seen: Preview, { name }: Script): Promise<Page> => {
  if (open === undefined) return {};
  const file = resolve(open === true ? PAGE : open);
  await mkdir(dirname(file), { recursive: true });
  const title = [flow, name].filter((part) => part !== undefined).join(': ') || 'Preview';
  await writeFile(file, await pageOf(seen, title, lang));
  return { page: pathToFileURL(file).href };
};

const linesOf = ({ rows, sent }: Preview, { page }: Page): readonly string[] => [
  ...rows.map(
    ({ at, flow, text }) => `${at.replace('T', ' ')}  ${flow === undefined ? '' : `[${flow}] `}${text}`,
  ),
  '',
  `e-mail: ${sent.email}, WhatsApp: ${sent.whatsapp}`,
  ...(page === undefined ? [] : [page]),
];

const told = ({ file, line, column, message }: Problem, lang: Language): string =>
  `${file}:${line}:${column}: ${message[lang]}`;
