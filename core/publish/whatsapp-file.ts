/** The schema of a WhatsApp template as marketers write it, and the checks beyond its keys. */

import * as z from 'zod';
import { placeholdersIn } from '../message/whatsapp/placeholders.ts';
import { FREEFORM_CHARS } from '../message/whatsapp/render-whatsapp.ts';
import { present } from '../present.ts';
import type { WhatsappButton, WhatsappHeader, WhatsappTemplate } from '../program/program.ts';
import { error, type Finding, type Path } from './problem.ts';

/** Meta's own limits. */
const TEXT_CHARS = 1_024;
const SOURCE_CHARS = 1_000;
const PARAMETERS_MAX = 50;
const BUTTONS_MAX = 10;
const TITLE_CHARS = 25;

const source = z.string().min(1).max(SOURCE_CHARS);
const parameter = source.describe('Liquid, e.g. {{ customer.first_name | default: "du" }}.');
const title = z
  .string()
  .min(1)
  .max(TITLE_CHARS)
  .optional()
  .describe('What stands on the button, for people who look at messages here.');
const kept = {
  $schema: z.string().optional().describe('Path of the JSON Schema, for completion in an editor.'),
};

const templateName = z
  .string()
  .regex(/^[a-z0-9_]{1,512}$/, { error: 'whatsapp-name' })
  .describe('Name of the template as Meta approved it.');
const approvedText = z
  .string()
  .min(1)
  .max(TEXT_CHARS)
  .describe('The approved text with its {{1}}, {{2}} …, word for word.');

const approvedSchema = z.strictObject({
  ...kept,
  name: templateName,
  language: z
    .string()
    .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, { error: 'whatsapp-language' })
    .describe("Meta's language code, e.g. de or en_US."),
  text: approvedText,
  informal: z
    .strictObject({ name: templateName, text: approvedText })
    .optional()
    .describe('The same in du: sent instead where settings.json has `"formality": "informal"`.'),
  body: z
    .array(parameter)
    .max(PARAMETERS_MAX)
    .default([])
    .describe('One entry per {{n}} of the text, in their order.'),
  category: z
    .enum(['marketing', 'utility'])
    .optional()
    .describe("The approved category, which sets the price. Left out: by the flow's purpose."),
  header: z
    .array(
      z.union([
        parameter,
        z.strictObject({ image: source.describe('Web address of a picture, as Liquid.') }),
      ]),
    )
    .max(1)
    .default([])
    .describe('The parameter of the header, where it has one: a text, or { "image" }.'),
  buttons: z
    .array(
      z.union([
        parameter,
        z.strictObject({ payload: source.describe('Comes back when the quick reply is pressed.'), title }),
        z.strictObject({ url: source.describe("What completes the button's link, as Liquid."), title }),
        z.strictObject({ code: source.describe('The code to copy, as Liquid.'), title }),
        z.null(),
      ]),
    )
    .max(BUTTONS_MAX)
    .default([])
    .describe(
      'One entry per button, in their order: a text is the payload of a quick reply; { "payload" }, { "url" } or { "code" } say it; null takes no parameter.',
    ),
});

const freeformSchema = z.strictObject({
  ...kept,
  freeform: z
    .string()
    .min(1)
    .max(FREEFORM_CHARS)
    .describe('Free text as Liquid; leaves only within 24 hours after the customer wrote.'),
});

export const whatsappFileSchema = z.union([approvedSchema, freeformSchema]).meta({
  title: 'Stammkunde WhatsApp template',
  description: 'Either a template approved by Meta with its parameters, or { "freeform" }.',
});

export type WhatsappFile = z.infer<typeof whatsappFileSchema>;

/** The schema of the form that a file seems to have, so that its problems are reported for that form only. */
export const schemaFor = (value: unknown): z.ZodType<WhatsappFile> =>
  typeof value === 'object' && value !== null && 'freeform' in value ? freeformSchema : approvedSchema;

export const toWhatsappTemplate = (file: WhatsappFile): WhatsappTemplate => {
  if ('freeform' in file) return { kind: 'freeform', text: file.freeform };
  const { name, language, text, informal, body, category, header, buttons } = file;
  return present({
    kind: 'template',
    name,
    language,
    text,
    informal,
    category,
    header: header.map(
      (entry): WhatsappHeader =>
        typeof entry === 'string' ? { kind: 'text', source: entry } : { kind: 'image', source: entry.image },
    ),
    body,
    buttons: buttons.map(toButton),
  });
};

const toButton = (
  button: Extract<WhatsappFile, { name: string }>['buttons'][number],
): WhatsappButton | null => {
  if (button === null) return null;
  if (typeof button === 'string') return { kind: 'payload', source: button };
  const shown = button.title === undefined ? {} : { title: button.title };
  if ('payload' in button) return { kind: 'payload', source: button.payload, ...shown };
  return 'url' in button
    ? { kind: 'url', source: button.url, ...shown }
    : { kind: 'code', source: button.code, ...shown };
};

/** Every Liquid source with its path in the file. */
export const sourcesOf = (file: WhatsappFile): readonly Readonly<{ source: string; path: Path }>[] => {
  if ('freeform' in file) return [{ source: file.freeform, path: ['freeform'] }];
  const header = file.header.map((entry, index) =>
    typeof entry === 'string'
      ? { source: entry, path: ['header', index] }
      : { source: entry.image, path: ['header', index, 'image'] },
  );
  const buttons = file.buttons.flatMap((entry, index) => {
    if (entry === null || typeof entry === 'string')
      return entry === null ? [] : [{ source: entry, path: ['buttons', index] }];
    const [key = ''] = Object.keys(entry).filter((name) => name !== 'title');
    return [{ source: String(Reflect.get(entry, key)), path: ['buttons', index, key] }];
  });
  return [
    ...header,
    ...file.body.map((entry, index) => ({ source: entry, path: ['body', index] })),
    ...buttons,
  ];
};

export const checkWhatsappFile = (file: WhatsappFile, locale: string): readonly Finding[] =>
  'freeform' in file
    ? []
    : [
        ...wrongPlaceholders(file, ['text']),
        ...(file.informal
          ? wrongPlaceholders({ ...file, text: file.informal.text }, ['informal', 'text'])
          : []),
        ...otherLanguage(file, locale),
      ];

type ApprovedFile = Extract<WhatsappFile, { name: string }>;

const wrongPlaceholders = ({ text, body }: ApprovedFile, at: Path): readonly Finding[] => {
  const names = placeholdersIn(text);
  const strange = names.find((name) => !/^[1-9]\d{0,2}$/.test(name));
  if (strange !== undefined) return [error(at, strangePlaceholder(strange))];
  const numbers = new Set(names.map(Number));
  const highest = Math.max(0, ...numbers);
  const gap = Array.from({ length: highest }, (_, index) => index + 1).find((number) => !numbers.has(number));
  if (gap !== undefined) return [error(at, missingPlaceholder(gap, highest))];
  return body.length === highest ? [] : [error(['body'], wrongCount(highest, body.length), 'key')];
};

const strangePlaceholder = (name: string) => ({
  de: `„{{${name}}}“ ist kein Platzhalter von Meta. Erlaubt: {{1}}, {{2}} … in der Reihenfolge von „body“; Liquid gehört in „body“.`,
  en: `"{{${name}}}" is none of Meta's placeholders. Allowed: {{1}}, {{2}} … in the order of "body"; Liquid belongs into "body".`,
});

const missingPlaceholder = (gap: number, highest: number) => ({
  de: `{{${gap}}} fehlt im Text, obwohl es {{${highest}}} gibt. Meta zählt ohne Lücken von {{1}} an.`,
  en: `{{${gap}}} is missing in the text although there is {{${highest}}}. Meta counts without gaps from {{1}}.`,
});

const wrongCount = (wanted: number, found: number) => ({
  de: `„body“ hat ${counted(found, ['keinen Eintrag', 'einen Eintrag', 'Einträge'])}, der Text hat ${counted(wanted, ['keinen Platzhalter', 'einen Platzhalter', 'Platzhalter'])}${range(wanted, 'bis')}. Je Platzhalter ein Eintrag.`,
  en: `"body" has ${counted(found, ['no entry', 'one entry', 'entries'])}, the text has ${counted(wanted, ['no placeholder', 'one placeholder', 'placeholders'])}${range(wanted, 'to')}. One entry per placeholder.`,
});

/** Words for none, for one, and for more; only the last is preceded by the number. */
const counted = (count: number, [none, one, more]: readonly [string, string, string]): string =>
  count === 0 ? none : count === 1 ? one : `${count} ${more}`;

const range = (highest: number, to: string): string => {
  if (highest === 0) return '';
  return highest === 1 ? ' ({{1}})' : ` ({{1}} ${to} {{${highest}}})`;
};

const otherLanguage = ({ language }: ApprovedFile, locale: string): readonly Finding[] =>
  language === locale || language.startsWith(`${locale}_`)
    ? []
    : [
        error(['language'], {
          de: `Die Sprache ist „${language}“, aber die Datei heißt .${locale}.whatsapp.json. Erlaubt: "${locale}" oder "${locale}_XX".`,
          en: `The language is "${language}", but the file is called .${locale}.whatsapp.json. Allowed: "${locale}" or "${locale}_XX".`,
        }),
      ];
