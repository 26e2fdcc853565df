/**
 * `npm run opt-outs -- <platform>`: whom the shop's own mails may not reach any more, found among the shop's
 * addresses, as a file that is brought in under imports/. The shop keeps them hashed, and tells nobody.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { csvCells } from '../adapters/feeds/csv-rows.ts';
import { decoded } from '../adapters/feeds/decoded.ts';
import { mailAddress } from '../core/identity/mail-address.ts';
import type { Language } from '../core/message/locale.ts';
import type { Text } from '../core/publish/problem.ts';
import { PLATFORMS } from '../platforms/registry.ts';
import { languageOfMachine } from './language.ts';

type Options = Readonly<{
  list: string;
  addresses: readonly string[];
  out: string;
  lang: Language;
  json?: true;
}>;

const withOptOuts = () => PLATFORMS.filter(({ optOuts }) => optOuts !== undefined);

const EXAMPLES = `
Example:
  npm run opt-outs -- ${withOptOuts()[0]?.name} --list unsubscribes.csv --addresses customers.csv orders.csv

The list is the table of the shop, exported as CSV with its column names; any CSV files hold the addresses.
Put the file that is made as imports/opt-outs.jsonl into the config bucket: each address has withdrawn.`;

export const optOutsCommand = (): Command =>
  new Command('opt-outs')
    .description("Who has unsubscribed from the shop's own mails, as a file for imports/.")
    .argument(
      '<platform>',
      withOptOuts()
        .map(({ name }) => name)
        .join(', '),
      known,
    )
    .requiredOption('--list <file>', 'the table of the shop in which they stand, as CSV')
    .requiredOption('--addresses <files...>', 'CSV files with the addresses of the shop')
    .option('--out <file>', 'the file that is made', 'opt-outs.jsonl')
    .option('--json', 'one JSON object at the end, and nothing else')
    .addOption(new Option('--lang <language>', 'de or en').choices(['de', 'en']).default(languageOfMachine()))
    .addHelpText('after', EXAMPLES)
    .action(async (platform: Known, options: Options) => {
      process.exitCode = await findOptOuts(platform, options, console.info);
    });

type Known = ReturnType<typeof withOptOuts>[number];

const known = (name: string): Known => {
  const platform = withOptOuts().find((one) => one.name === name);
  if (platform) return platform;
  throw new InvalidArgumentError(
    `Allowed: ${withOptOuts()
      .map((one) => one.name)
      .join(', ')}.`,
  );
};

/** 0 where the list was read, whoever stands in it; 1 where it is no such list. */
export const findOptOuts = async (
  { name, optOuts }: Pick<Known, 'name' | 'optOuts'>,
  { list, addresses, out, lang, json }: Options,
  print: (text: string) => void,
): Promise<number> => {
  const listed = optOuts?.read(await rowsOf(list));
  if (!optOuts || !listed) {
    print(WORDS.noList[lang].replace('{list}', optOuts?.list ?? ''));
    return 1;
  }
  const byHash = await addressesIn(addresses, optOuts.hashed);
  const found = listed.flatMap((one) => {
    const email = byHash.get(one.hash);
    return email === undefined ? [] : [{ ...one, email }];
  });
  await writeFile(out, found.map((one) => `${JSON.stringify(eventOf(name, one))}\n`).join(''));
  const counts = {
    people: new Set(found.map(({ email }) => email)).size,
    unknown: new Set(listed.filter(({ hash }) => !byHash.has(hash)).map(({ hash }) => hash)).size,
  };
  const said = WORDS.done[lang]
    .replace('{people}', `${counts.people}`)
    .replace('{unknown}', `${counts.unknown}`);
  print(json ? JSON.stringify({ ok: true, platform: name, out, ...counts }) : `${out}: ${said}`);
  return 0;
};

const rowsOf = async (file: string): Promise<readonly (readonly string[])[]> => {
  const rows: (readonly string[])[] = [];
  for await (const { cells } of csvCells(decoded(createReadStream(file)))) rows.push(cells);
  return rows;
};

/** Every address in any cell of these files, by its hash; as it stands there, and in our own form. */
const addressesIn = async (
  files: readonly string[],
  hashed: (address: string) => string,
): Promise<ReadonlyMap<string, string>> => {
  const byHash = new Map<string, string>();
  for (const file of files)
    for await (const { cells } of csvCells(decoded(createReadStream(file))))
      for (const [hash, email] of cells.flatMap((cell) => hashesOf(cell, hashed))) byHash.set(hash, email);
  return byHash;
};

const hashesOf = (
  cell: string,
  hashed: (address: string) => string,
): readonly (readonly [hash: string, email: string])[] => {
  const email = cell.includes('@') ? mailAddress(cell) : undefined;
  return email === undefined ? [] : [cell, email].map((form) => [sha256(hashed(form)), email] as const);
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

type Found = Readonly<{ hash: string; email: string; at: number; from: string }>;

/** One of our own events, as imports/ takes them; the same list once more tells nothing new. */
const eventOf = (source: string, { hash, email, at, from }: Found): object => ({
  id: `${source}-opt-out:${hash}:${from}`,
  type: 'consent.withdrawn',
  timestamp: new Date(at).toISOString(),
  data: { customer: { email }, channel: 'email', purpose: 'marketing', evidence: { source, form: from } },
});

const WORDS = {
  noList: {
    de: 'Das ist nicht die Tabelle {list} als CSV mit ihren Spaltennamen.',
    en: 'This is not the table {list} as CSV with its column names.',
  },
  done: {
    de: '{people} Adressen haben sich abgemeldet; {unknown} weitere stehen in der Liste und unter keiner der Adressen. Legen Sie die Datei unter imports/ ab, bevor die erste Nachricht geht.',
    en: '{people} addresses have unsubscribed; {unknown} more stand in the list and among none of the addresses. Put the file under imports/ before the first message leaves.',
  },
} as const satisfies Readonly<Record<string, Text>>;
