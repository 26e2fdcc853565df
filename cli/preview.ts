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
import { present } from '../core/present.ts';
import { onlyFlow } from '../core/program/only-flow.ts';
import type { Program } from '../core/program/program.ts';
import type { Problem } from '../core/publish/problem.ts';
import { compileFolder } from '../preview/folder.ts';
import { pageOf } from '../preview/page.ts';
import { type Preview, previewOf } from '../preview/preview.ts';
import { PREVIEW_DAYS_MAX, readScript, type Script } from '../preview/script.ts';
import { contentOption } from './content-folder.ts';
import { languageOfMachine } from './language.ts';

type Options = Readonly<{
  content: string;
  script: string;
  days?: number;
  all?: true;
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
    .argument('[flow]', 'this flow alone, also while it is a draft; else the whole journey')
    .option('--all', 'the whole journey, as where no flow is named')
    .addOption(contentOption())
    .option(
      '--script <file>',
      'who it is and what happens: a file, or the name of a sample',
      'abandoned-cart',
    )
    .option('--days <number>', 'for how long the customer is watched; else as the script says', daysIn)
    .option('--open [file]', `write one page with every message as phone and desk show it (${PAGE})`)
    .option('--json', 'one JSON object, and nothing else')
    .addOption(new Option('--lang <language>', 'de or en').choices(['de', 'en']).default(languageOfMachine()))
    .addHelpText('after', EXAMPLES)
    .action(async (flow: string | undefined, options: Options) => {
      process.exitCode = await preview(flow, options, { print: console.info, complain: console.error });
    });

const EXAMPLES = `
Examples:
  npm run preview                                    the sample customer who leaves a cart
  npm run preview -- abandoned-cart --open           one flow, with its mails on a page
  npm run preview -- --all --script first-order --json --days 30
                                                     another sample, for a program, a month of it
  npm run preview -- --script ./jette.json           a customer of your own: copy one of preview/samples/

It ends with 0; with 1 where the content or the script has errors, which are told with file, line and column.`;

type Around = Readonly<{ print: (text: string) => void; complain: (text: string) => void }>;

/** 0 where there was something to show; 1 where the content or the script is wrong. */
export const preview = async (
  flow: string | undefined,
  options: Options,
  { print, complain }: Around,
): Promise<number> => {
  const { lang, json, days } = options;
  if (flow !== undefined && options.all)
    throw new InvalidArgumentError('A flow and --all exclude each other: leave out one of them.');
  const fail = (problems: readonly Problem[]): number => {
    if (json) print(JSON.stringify({ ok: false, problems }, null, 2));
    else complain(problems.map((problem) => told(problem, lang)).join('\n'));
    return 1;
  };
  const { program: whole, problems } = await compileFolder(options.content, 0);
  if (!whole) return fail(problems.filter(({ severity }) => severity === 'error'));
  const file = await fileOf(options.script);
  const shop = present({ ...whole.settings, days });
  const read = readScript(file, parseJsonFile(await readFile(file, 'utf8')), shop);
  if ('problems' in read) return fail(read.problems);
  const program = flow === undefined ? whole : chosen(whole, flow);
  const begun = performance.now();
  const seen = await previewOf(program, read.script, lang);
  const ms = Math.round(performance.now() - begun);
  const page = await written({ ...options, flow }, seen, read.script);
  print(json ? JSON.stringify(forPrograms(seen, ms, page), null, 2) : linesOf(seen, page).join('\n'));
  return 0;
};

/** `ms` is what the preview itself took, without reading and compiling the folder. */
const forPrograms = ({ messages, timeline, cost, from, until, zone }: Preview, ms: number, page: Page) => ({
  ok: true,
  ...{ from, until, zone, messages, timeline, cost, ms },
  ...page,
});

const daysIn = (text: string): number => {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= PREVIEW_DAYS_MAX) return days;
  throw new InvalidArgumentError(`A whole number from 1 to ${PREVIEW_DAYS_MAX}.`);
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

const written = async (
  { open, lang, flow }: Options & Readonly<{ flow: string | undefined }>,
  seen: Preview,
  { name }: Script,
): Promise<Page> => {
  if (open === undefined) return {};
  const file = resolve(open === true ? PAGE : open);
  await mkdir(dirname(file), { recursive: true });
  const title = [flow, name].filter((part) => part !== undefined).join(': ') || 'Preview';
  await writeFile(file, await pageOf(seen, title, lang));
  return { page: pathToFileURL(file).href };
};

const linesOf = ({ rows, sent, cost }: Preview, { page }: Page): readonly string[] => [
  ...rows.map(
    ({ at, flow, text }) => `${at.replace('T', ' ')}  ${flow === undefined ? '' : `[${flow}] `}${text}`,
  ),
  '',
  [`e-mail: ${sent.email}, WhatsApp: ${sent.whatsapp}`, ...costsIn(cost)].join(', '),
  ...(page === undefined ? [] : [page]),
];

/** What providers bill; `0.00048 USD`. */
const costsIn = (cost: Preview['cost']): readonly string[] =>
  Object.entries(cost).map(([currency, amount]) => `${amount} ${currency}`);

const told = ({ file, line, column, message }: Problem, lang: Language): string =>
  `${file}:${line}:${column}: ${message[lang]}`;
