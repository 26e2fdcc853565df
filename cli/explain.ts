/**
 * `npm run explain -- <identity>`: why a customer got a message or did not, in sentences, and what is planned
 * for them next. It reads and changes nothing.
 */
import { Command, Option } from 'commander';
import type { Sentence, Why } from '../core/explain/why.ts';
import type { Language } from '../core/message/locale.ts';
import { localTime } from '../core/time/local-time.ts';
import { languageOfMachine } from './language.ts';
import { localUrl, readWhy, SILENT } from './running-system.ts';

type Options = Readonly<{
  url: string;
  lang: Language;
  flow?: string;
  reason?: string;
  json?: true;
}>;

const EXAMPLES = `
Examples:
  npm run explain -- jette@example.org                  everything that happened, and what is planned
  npm run explain -- +491713920011 --flow win-back      one flow
  npm run explain -- jette@example.org --reason cap     what a reason held back; see content/reference
  npm run explain -- jette@example.org --json           for a program, in both languages

It ends with 0; with 1 where nobody is known by the identity, or no system answers.`;

export const explainCommand = (): Command =>
  new Command('explain')
    .description('Why somebody got a message or did not, and what is planned next.')
    .argument('<identity>', 'an e-mail address, a phone number, a customer id or a profile id')
    .option('--flow <id>', 'what this flow did and plans')
    .option('--reason <code>', 'what was held back, skipped or ended for this reason')
    .option('--url <address>', 'the system that is asked', localUrl())
    .option('--json', 'one JSON object, and nothing else')
    .addOption(new Option('--lang <language>', 'de or en').choices(['de', 'en']).default(languageOfMachine()))
    .addHelpText('after', EXAMPLES)
    .action(async (identity: string, options: Options) => {
      const url = options.url.replace(/\/+$/, '');
      process.exitCode = await explain(identity, options, {
        why: (of) => readWhy(url, of),
        print: console.info,
        complain: console.error,
      });
    });

type Around = Readonly<{
  /** Undefined where no system answers. */
  why: (identity: string) => Promise<Why | 'nobody' | undefined>;
  print: (text: string) => void;
  complain: (text: string) => void;
}>;

/** 0 where somebody is known, also where nothing of theirs matches; else 1. */
export const explain = async (
  identity: string,
  { lang, json, url, flow, reason }: Options,
  { why, print, complain }: Around,
): Promise<number> => {
  const found = await why(identity);
  if (found === undefined || found === 'nobody') {
    complain(found === 'nobody' ? WORDS[lang].nobody(identity) : SILENT[lang](url));
    return 1;
  }
  const fits = (one: Pick<Sentence, 'flow' | 'reason'>): boolean =>
    (flow === undefined || one.flow === flow) && (reason === undefined || one.reason === reason);
  const chosen: Why = {
    ...found,
    sentences: found.sentences.filter(fits),
    planned: found.planned.filter(fits),
  };
  print(json ? JSON.stringify(chosen, null, 2) : linesOf(chosen, lang).join('\n'));
  return 0;
};

const linesOf = ({ zone, sentences, planned, stands }: Why, lang: Language): readonly string[] => {
  const line = ({ at, flow, text }: Pick<Sentence, 'at' | 'flow' | 'text'>): string =>
    `  ${localTime(Date.parse(at), zone).replace('T', ' ')}  ${flow === undefined ? '' : `[${flow}] `}${text[lang]}`;
  const states = stands.map((text) => `  ${text[lang]}`);
  return [
    ...(sentences.length > 0 ? sentences.map(line) : [WORDS[lang].nothing]),
    '',
    WORDS[lang].planned,
    ...(planned.length > 0 ? planned.map(line) : states),
  ];
};

const WORDS = {
  de: {
    nothing: '  Nichts, das dazu passt.',
    planned: 'Als Nächstes:',
    nobody: (identity: string) =>
      `Unter „${identity}“ ist niemand bekannt. Erlaubt: E-Mail-Adresse, Telefonnummer, Kundennummer oder Profil-ID.`,
  },
  en: {
    nothing: '  Nothing that fits.',
    planned: 'Next:',
    nobody: (identity: string) =>
      `Nobody is known by "${identity}". Allowed: e-mail address, phone number, customer id or profile id.`,
  },
} as const;
