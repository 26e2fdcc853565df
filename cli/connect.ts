/**
 * `npm run connect -- <platform>`: says how a platform is connected, waits for a test delivery, and says in
 * words what is wrong with it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Language } from '../core/message/locale.ts';
import { platformNames, platformOf } from '../platforms/lookup.ts';
import type { Platform } from '../platforms/platform.ts';
import { type Delivery, describe, isWell, told, WORDS } from './connect-words.ts';
import { languageOfMachine } from './language.ts';
import { lastReason, localUrl, readDeliveries } from './running-system.ts';

type Options = Readonly<{ url: string; lang: Language; json?: true; wait: number }>;

const WAIT_SECONDS = 600;
const POLL_MS = 1_000;

export const connectCommand = (): Command =>
  new Command('connect')
    .description('How to connect a platform; then waits for a test delivery and says what is wrong with it.')
    .argument('<platform>', platformNames().join(', '), known)
    .option('--url <address>', 'the system that is to be connected', localUrl())
    .option('--wait <seconds>', 'how long to wait for a delivery; 0 only prints', seconds, WAIT_SECONDS)
    .option('--json', 'one JSON object at the end, and nothing else')
    .addOption(new Option('--lang <language>', 'de or en').choices(['de', 'en']).default(languageOfMachine()))
    .action(async (platform: Platform, { url: address, ...options }: Options) => {
      const url = address.replace(/\/+$/, '');
      process.exitCode = await connect(
        platform,
        { ...options, url },
        {
          deliveries: () => readDeliveries(url, platform.name),
          keptBecause: () => lastReason(url, platform.name),
          pause,
          print: console.info,
        },
      );
    });

const known = (name: string): Platform => {
  const platform = platformOf(name);
  if (!platform) throw new InvalidArgumentError(`There are ${platformNames().join(', ')}.`);
  return platform;
};

const seconds = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('It is a number of seconds.');
  return value;
};

/** What the command asks and does outside. */
type Around = Readonly<{
  deliveries: () => Promise<readonly Delivery[] | undefined>;
  /** Why the newest payload that was not understood was kept. */
  keptBecause: () => Promise<string | undefined>;
  pause: (ms: number) => Promise<unknown>;
  print: (text: string) => void;
}>;

/** 0 only where a delivery was accepted, or where nobody was to wait for one. */
export const connect = async (platform: Platform, options: Options, around: Around): Promise<number> => {
  const { json, lang, url, wait } = options;
  const print = json ? () => {} : around.print;
  print(describe(platform, url, lang));
  const outcome: Outcome = wait > 0 ? await firstDelivery(options, { ...around, print }) : {};
  const ok = wait === 0 || (outcome.delivery !== undefined && isWell(outcome.delivery));
  if (outcome.text !== undefined) print(outcome.text);
  if (json) around.print(JSON.stringify(reportOf(platform, { ...outcome, ok, lang, url }), null, 2));
  return ok ? 0 : 1;
};

type Outcome = Readonly<{ delivery?: Delivery; text?: string }>;

/** The next delivery, and what became of it in words; or why there is none to judge. */
const firstDelivery = async ({ wait, lang, url }: Options, around: Around): Promise<Outcome> => {
  const before = await around.deliveries();
  if (!before) return { text: WORDS.unreachable[lang].replace('{url}', url) };
  const last = before.at(-1);
  if (last) around.print(`${WORDS.last[lang]} ${last.at}: ${told(last, lang)}`);
  around.print(WORDS.waiting[lang]);
  for (let waited = 0; waited < wait * 1_000; waited += POLL_MS) {
    await around.pause(POLL_MS);
    const delivery = (await around.deliveries())?.find(({ number }) => number > (last?.number ?? 0));
    if (delivery) return { delivery, text: told(await explained(delivery, around), lang) };
  }
  return { text: WORDS.nothingCame[lang] };
};

const explained = async (delivery: Delivery, { keptBecause }: Around): Promise<Delivery> =>
  delivery.answer === 'quarantined' ? { ...delivery, reason: await keptBecause() } : delivery;

const reportOf = (
  { name, connect: facts }: Platform,
  { ok, lang, url, delivery, text }: Outcome & Readonly<{ ok: boolean; lang: Language; url: string }>,
): object => ({
  ok,
  platform: name,
  url: `${url}/webhooks/${name}`,
  topics: facts?.topics ?? [],
  where: facts?.where[lang] ?? null,
  secret: facts?.secret[lang] ?? null,
  test: facts?.test[lang] ?? null,
  delivery: delivery ?? null,
  text: text ?? null,
});
