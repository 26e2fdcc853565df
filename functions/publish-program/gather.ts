/**
 * Reads the content folder into the form that the compiler takes: JSON with positions, templates as Liquid.
 */
import { parseJsonFile } from '../../adapters/content/jsonc.ts';
import { compileTemplate } from '../../adapters/content/mjml.ts';
import { compileWhatsapp } from '../../adapters/content/whatsapp-template.ts';
import { SHOPS_WITH_CODES } from '../../contract/secrets.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ContentEntry, ContentFolder, NotUtf8 } from '../../core/ports/content-folder.ts';
import { present } from '../../core/present.ts';
import type { Content, TemplateOutcome, WhatsappForm } from '../../core/publish/content-files.ts';
import { type CodeList, readCodes } from '../../core/publish/coupon-files.ts';
import { type ContentPath, classify } from '../../core/publish/paths.ts';
import { fileProblem, type ParsedFile, type Problem } from '../../core/publish/problem.ts';
import { brokenFile, notCompiled, notUtf8 } from '../../core/publish/unreadable.ts';

/** Files that are read from the bucket in parallel. */
const READS_AT_ONCE = 10;

export const gatherContent = async (folder: Pick<ContentFolder, 'list' | 'read'>): Promise<Content> => {
  const entries = await folder.list();
  const paths = entries.map(({ path }) => path);
  if (paths.length > LIMITS.contentFiles) return { paths, files: {}, templates: {} };
  const texts = await readAll(folder, entries.filter(isRead));
  const files = parseFiles(texts);
  const templates = await compileTemplates(texts, blocksIn(texts));
  return {
    paths,
    files,
    templates,
    whatsapp: compileForms(files),
    coupons: codeLists(texts),
    shopsWithCodes: SHOPS_WITH_CODES,
    unreadable: brokenBlocks(texts),
  };
};

type Texts = Readonly<Record<string, string | NotUtf8>>;

const READ: readonly ContentPath['kind'][] = [
  'settings',
  'flow',
  'segment',
  'template',
  'block',
  'whatsapp-template',
  'coupons',
];

const isRead = ({ path, bytes }: ContentEntry): boolean => {
  const { kind } = classify(path);
  if (isCodeList(path)) return bytes <= LIMITS.couponFileBytes;
  return bytes <= LIMITS.contentFileBytes && READ.some((one) => one === kind);
};

const isCodeList = (path: string): boolean => {
  const place = classify(path);
  return place.kind === 'coupons' && place.form === 'csv';
};

const codeLists = (texts: Texts): Record<string, CodeList> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([path, text]) =>
      isCodeList(path)
        ? [[path, typeof text === 'string' ? readCodes(path, text) : unreadList(path, text)]]
        : [],
    ),
  );

const unreadList = (path: string, text: NotUtf8): CodeList => ({
  codes: [],
  hash: '',
  problems: [fileProblem('error', path, notUtf8(text))],
});

const readAll = async (
  folder: Pick<ContentFolder, 'read'>,
  entries: readonly ContentEntry[],
): Promise<Texts> => {
  const texts: Record<string, string | NotUtf8> = {};
  for (let start = 0; start < entries.length; start += READS_AT_ONCE) {
    const read = entries
      .slice(start, start + READS_AT_ONCE)
      .map(async ({ path }) => [path, await folder.read(path)] as const);
    for (const [path, text] of await Promise.all(read)) if (text !== undefined) texts[path] = text;
  }
  return texts;
};

const parseFiles = (texts: Texts): Content['files'] =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([path, text]) =>
      path.endsWith('.json') ? [[path, parsed(text)] as const] : [],
    ),
  );

const compileForms = (files: Content['files']): NonNullable<Content['whatsapp']> => {
  const forms: Record<string, Partial<Record<'de' | 'en', WhatsappForm>>> = {};
  for (const [path, parsed] of Object.entries(files)) {
    const place = classify(path);
    if (place.kind !== 'whatsapp-template') continue;
    forms[place.name] = { ...forms[place.name], [place.locale]: compileForm(path, place.locale, parsed) };
  }
  return forms;
};

const compileForm = (path: string, locale: 'de' | 'en', parsed: ParsedFile): WhatsappForm => {
  try {
    return compileWhatsapp({ path, locale, parsed });
  } catch (error) {
    return { needs: [], problems: [fileProblem('error', path, notCompiled(error))] };
  }
};

/**
 * Whatever a file makes the compilers throw is a problem of that file (I7: the report always says what is
 * wrong).
 */
const parsed = (text: string | NotUtf8): ParsedFile => {
  if (typeof text !== 'string') return brokenFile(notUtf8(text));
  try {
    return parseJsonFile(text);
  } catch (error) {
    return brokenFile(notCompiled(error));
  }
};

type Versions = Partial<Record<'de' | 'en', string | NotUtf8>>;

type Blocks = Readonly<Record<string, string>>;

const brokenBlocks = (texts: Texts): readonly Problem[] =>
  Object.entries(texts).flatMap(([path, text]) =>
    classify(path).kind === 'block' && typeof text !== 'string'
      ? [fileProblem('error', path, notUtf8(text))]
      : [],
  );

const blocksIn = (texts: Texts): Blocks =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([path, text]) => {
      const place = classify(path);
      return place.kind === 'block' && typeof text === 'string' ? [[place.name, text] as const] : [];
    }),
  );

const compileTemplates = async (texts: Texts, blocks: Blocks): Promise<Record<string, TemplateOutcome>> => {
  const sources: Record<string, Versions> = {};
  for (const [path, text] of Object.entries(texts)) {
    const place = classify(path);
    if (place.kind === 'template') sources[place.name] = { ...sources[place.name], [place.locale]: text };
  }
  const outcomes: Record<string, TemplateOutcome> = {};
  // Compiles one template after the other: MJML keeps the processor busy, and problems keep a steady order.
  for (const [name, versions] of Object.entries(sources))
    outcomes[name] = await compiled(name, versions, blocks);
  return outcomes;
};

const compiled = async (name: string, versions: Versions, blocks: Blocks): Promise<TemplateOutcome> => {
  const { de, en } = versions;
  const broken = (
    [
      ['de', de],
      ['en', en],
    ] as const
  ).flatMap(([locale, text]) =>
    typeof text === 'object' ? [{ locale, line: 1, column: 1, message: notUtf8(text) }] : [],
  );
  const texts = present({
    de: typeof de === 'string' ? de : undefined,
    en: typeof en === 'string' ? en : undefined,
  });
  const outcome = Object.keys(texts).length > 0 ? await compileTexts(name, texts, blocks) : undefined;
  if (broken.length === 0 && outcome) return outcome;
  return { ok: false, problems: [...broken, ...(outcome && !outcome.ok ? outcome.problems : [])] };
};

const compileTexts = async (
  name: string,
  texts: Partial<Record<'de' | 'en', string>>,
  blocks: Blocks,
): Promise<TemplateOutcome> => {
  try {
    return await compileTemplate(name, texts, blocks);
  } catch (error) {
    const locale = texts.de === undefined ? 'en' : 'de';
    return { ok: false, problems: [{ locale, line: 1, column: 1, message: notCompiled(error) }] };
  }
};
