/**
 * Compiles a template from MJML with Liquid to HTML and text with Liquid. It runs at publish only, because
 * MJML is slow to load.
 */
import mjml2html from 'mjml';
import * as z from 'zod';
import { LIMITS } from '../../core/limits.ts';
import { renderHtml } from '../../core/message/liquid.ts';
import type { Language } from '../../core/message/locale.ts';
import { fullView, withAnswers } from '../../core/message/sample.ts';
import type { MessageView } from '../../core/message/view.ts';
import type { CompileTemplate } from '../../core/ports/content-compilers.ts';
import { present } from '../../core/present.ts';
import type { CompiledTemplate, ProductList } from '../../core/program/program.ts';
import type { Lack } from '../../core/publish/content-files.ts';
import { lacksOf } from './mjml-always.ts';
import { type Blocks, type PlacedFinding, withBlocks } from './mjml-blocks.ts';
import { carelessIn, carelessSubject, unsafeLinks } from './mjml-care.ts';
import { unreadableColours } from './mjml-contrast.ts';
import { brokenHead, missingHead } from './mjml-head.ts';
import { checkLiquid, type Need } from './mjml-liquid.ts';
import { type Finding, mjmlMessage, placeOf, placeOfLine } from './mjml-problems.ts';
import {
  findStructureProblems,
  type Hidden,
  hideLiquid,
  marksIn,
  showLiquid,
  withoutComments,
} from './mjml-source.ts';
import { textPartOf } from './mjml-text.ts';
import { whileUnchanged } from './unchanged.ts';

/** Gmail cuts a mail off at 102 KB of HTML, and with it the link to unsubscribe. */
const CLIPPED_BYTES = 102_000;

const LANGUAGES: readonly Language[] = ['de', 'en'];

export const compileTemplate: CompileTemplate = async (name, sources, blocks = {}) => {
  const made: (readonly [Language, Placed])[] = [];
  for (const locale of LANGUAGES) {
    const source = sources[locale];
    if (source !== undefined) made.push([locale, await versionWith(blocks, source, locale)]);
  }
  const problems = made.flatMap(([locale, { findings }]) =>
    findings.map((finding) => ({ locale, ...finding })),
  );
  if (problems.length > 0) return { ok: false, problems };
  const locales = Object.fromEntries(made.flatMap(([locale, { parts }]) => (parts ? [[locale, parts]] : [])));
  if (Object.keys(locales).length === 0)
    return { ok: false, problems: [{ locale: 'de', line: 1, column: 1, message: noVersion(name) }] };
  const needs = sorted(made.flatMap(([, version]) => version.needs));
  const answers = someOf(made.flatMap(([, version]) => version.answers));
  const shows = someOf(made.flatMap(([, version]) => version.shows));
  const notes = made.flatMap(([locale, version]) => version.notes.map((note) => ({ locale, ...note })));
  const lacks = Object.fromEntries(made.map(([locale, version]) => [locale, version.lacks]));
  const eventFields = sorted(made.flatMap(([, version]) => version.eventFields));
  return { ok: true, template: present({ locales, needs, shows, answers }), notes, lacks, eventFields };
};

/** Each once. */
const sorted = <T extends string>(values: readonly T[]): readonly T[] => [...new Set(values)].sort();

const someOf = <T extends string>(values: readonly T[]): readonly T[] | undefined =>
  values.length > 0 ? sorted(values) : undefined;

type Parts = NonNullable<CompiledTemplate['locales'][Language]>;
type Version = Readonly<{
  parts?: Parts;
  findings: readonly Finding[];
  needs: readonly Need[];
  shows: readonly ProductList[];
  answers: readonly string[];
  eventFields: readonly string[];
  notes: readonly Finding[];
  lacks: readonly Lack[];
}>;

/** A version whose findings name the block that they stand in. */
type Placed = Omit<Version, 'findings' | 'notes'> &
  Readonly<{ findings: readonly PlacedFinding[]; notes: readonly PlacedFinding[] }>;

const USES_NOTHING = { needs: [], shows: [], answers: [], eventFields: [], notes: [], lacks: [] } as const;

/** A template whose blocks are wrong is not compiled: whatever else it lacks would follow from that. */
const versionWith = async (blocks: Blocks, source: string, locale: Language): Promise<Placed> => {
  const { text, locate, findings } = withBlocks(source, blocks);
  if (findings.length > 0) return { findings, ...USES_NOTHING };
  const version = await versionIn[locale](text);
  return { ...version, findings: version.findings.map(locate), notes: version.notes.map(locate) };
};

/**
 * Compiled files kept per language; more than any shop has. A compiled file takes about as much memory as its
 * source.
 */
const VERSIONS_KEPT = 200;
const versionIn = {
  de: whileUnchanged((text) => compileVersion(text, 'de'), VERSIONS_KEPT),
  en: whileUnchanged((text) => compileVersion(text, 'en'), VERSIONS_KEPT),
};

const compileVersion = async (text: string, locale: Language): Promise<Version> => {
  const bytes = Buffer.byteLength(text);
  if (bytes > LIMITS.templateBytes)
    return { findings: [{ line: 1, column: 1, message: tooLarge(bytes) }], ...USES_NOTHING };
  const source = withoutComments(text);
  const liquid = checkLiquid(source, locale);
  const hidden = hideLiquid(source);
  const structure = [...findStructureProblems(hidden.mjml), ...unsafeLinks({ source, hidden })];
  const compiled = structure.length > 0 ? { findings: structure } : await compileMjml(hidden, locale, source);
  const findings = [...liquid.findings, ...compiled.findings];
  const { needs, shows, answers, eventFields } = liquid;
  const uses = { needs, shows, answers, eventFields };
  if (findings.length > 0 || !('parts' in compiled)) return { ...USES_NOTHING, findings, ...uses };
  const { parts } = compiled;
  const view = withAnswers(fullView(locale), answers);
  const notes = [
    ...carelessIn({ source, hidden }),
    ...unreadableColours({ source, hidden }),
    ...compiled.notes,
  ];
  return { parts, findings: checkSize(parts, view), notes, lacks: lacksOf(parts.html), ...uses };
};

type Compiled =
  | Readonly<{ parts: Parts; findings: readonly []; notes: readonly Finding[] }>
  | Readonly<{ findings: readonly Finding[] }>;

const compileMjml = async (hidden: Hidden, locale: Language, source: string): Promise<Compiled> => {
  let result: Awaited<ReturnType<typeof mjml2html>>;
  try {
    // Fonts and MJML's own includes are off: a mail fetches only its pictures, and compiling reads no file.
    result = await mjml2html(withLanguage(hidden.mjml, locale), {
      validationLevel: 'strict',
      fonts: {},
      keepComments: false,
      ignoreIncludes: true,
    });
  } catch (error) {
    return { findings: mjmlFindings(error, source) };
  }
  const subject = headText(result.json, 'mj-title');
  const preheader = headText(result.json, 'mj-preview');
  const findings = [
    ...missingHead({ subject, preheader }, source),
    ...brokenHead({ subject, preheader }, hidden, source),
    ...lostLiquid(result.html, hidden, source),
  ];
  if (findings.length > 0) return { findings };
  const show = (text: string): string => showLiquid(text, hidden);
  const html = compact(result.html);
  return {
    parts: {
      subject: show(subject),
      preheader: show(preheader),
      html: show(html),
      text: show(textPartOf(html, show)),
    },
    findings: [],
    notes: carelessSubject(subject, source),
  };
};

/**
 * Sets the language, which screen readers need, and `ltr`, so that a right-to-left name in the preheader does
 * not turn the whole mail.
 */
const withLanguage = (mjml: string, locale: Language): string =>
  mjml.replace(/<mjml\b([^>]*)>/, (_tag, attributes: string) => {
    const lang = /\blang=/.test(attributes) ? '' : ` lang="${locale}"`;
    const dir = /\bdir=/.test(attributes) ? '' : ' dir="ltr"';
    return `<mjml${attributes}${lang}${dir}>`;
  });

/** Removes MJML's indentation, which is much of the size; inside links it would even be visible. */
const compact = (html: string): string =>
  html
    .replace(/\n\s+/g, '\n')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/(<a\b[^>]*>)\s+/g, '$1')
    .replace(/\s+<\/a>/g, '</a>')
    .trim();

const validationError = z.object({
  errors: z.array(z.object({ line: z.number(), message: z.string() })).min(1),
});

const mjmlFindings = (error: unknown, source: string): readonly Finding[] => {
  const validation = validationError.safeParse(error);
  if (validation.success)
    return validation.data.errors.map(({ line, message }) => ({
      ...placeOfLine(source, line),
      message: mjmlMessage(message),
    }));
  return [
    { line: 1, column: 1, message: mjmlMessage(error instanceof Error ? error.message : String(error)) },
  ];
};

const documentTree = z.object({
  children: z.array(
    z.object({
      tagName: z.string(),
      children: z.array(z.object({ tagName: z.string(), content: z.string().optional() })).optional(),
    }),
  ),
});

const headText = (json: unknown, tagName: string): string => {
  const tree = documentTree.parse(json);
  const head = tree.children.find((child) => child.tagName === 'mj-head');
  return head?.children?.find((child) => child.tagName === tagName)?.content?.trim() ?? '';
};

/** Finds Liquid between MJML's own elements: MJML drops text there, so a loop would silently vanish. */
const lostLiquid = (html: string, hidden: Hidden, source: string): readonly Finding[] => {
  const kept = marksIn(html);
  return hidden.pieces
    .filter((_piece, index) => !kept.has(index))
    .map(({ text, offset }) => ({
      ...placeOf(source, offset),
      message: {
        de: `${text} steht zwischen MJML-Elementen und ginge verloren. Schreiben Sie <mj-raw>${text}</mj-raw>.`,
        en: `${text} stands between MJML elements and would be lost. Write <mj-raw>${text}</mj-raw>.`,
      },
    }));
};

const checkSize = (parts: Parts, view: MessageView): readonly Finding[] => {
  const bytes = Buffer.byteLength(renderHtml(parts.html, view));
  if (bytes <= CLIPPED_BYTES) return [];
  const message = {
    de: `Mit vollem Warenkorb wird die Mail ${bytes} Bytes groß; ab ${CLIPPED_BYTES} schneidet Gmail ab, samt Abmeldelink. Kürzen Sie die Vorlage.`,
    en: `With a full cart the mail has ${bytes} bytes; Gmail clips at ${CLIPPED_BYTES}, the unsubscribe link included. Shorten the template.`,
  };
  return [{ line: 1, column: 1, message }];
};

const tooLarge = (bytes: number) => ({
  de: `Die Vorlage hat ${bytes} Bytes, erlaubt sind ${LIMITS.templateBytes}. Bilder gehören nicht in die Datei, sondern auf einen Server.`,
  en: `The template has ${bytes} bytes, ${LIMITS.templateBytes} are allowed. Pictures belong on a server, not into the file.`,
});

const noVersion = (name: string) => ({
  de: `Für die Vorlage „${name}“ gibt es keine Datei. Legen Sie templates/${name}.de.mjml oder templates/${name}.en.mjml an.`,
  en: `The template "${name}" has no file. Create templates/${name}.de.mjml or templates/${name}.en.mjml.`,
});
