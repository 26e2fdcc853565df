/**
 * Compiles all of the content folder into one program, or says what is wrong with it. Any error means no
 * program (I7).
 */

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { CATALOGUE_EVENT_NAMES, EVENT_NAMES } from '../events/event.ts';
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { CompiledFlow, CompiledTemplate, Program, WhatsappTemplate } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import type { Instant } from '../time/instant.ts';
import { checkFlow, type World } from './check.ts';
import { compileFlow } from './compile-flow.ts';
import { goneFlows, goneSteps } from './edit-notes.ts';
import { type FlowFile, flowSchema } from './flow-schema.ts';
import { parseValue } from './issues.ts';
import { type ContentPath, classify } from './paths.ts';
import {
  fileProblem,
  type ParsedFile,
  type Problem,
  syntaxProblems,
  type Text,
  toProblem,
} from './problem.ts';
import { readSettings, SETTINGS_PATH, type SettingsRead } from './read-settings.ts';

export type TemplateOutcome =
  | Readonly<{ ok: true; template: CompiledTemplate }>
  | Readonly<{
      ok: false;
      problems: readonly Readonly<{ locale: 'de' | 'en'; line: number; column: number; message: Text }>[];
    }>;

/** The WhatsApp form of one template in one language, or what is wrong with its file. */
export type WhatsappForm = Readonly<{
  template?: WhatsappTemplate;
  needs: CompiledTemplate['needs'];
  problems: readonly Problem[];
}>;

/** Everything in the content folder; reading, JSON, MJML and Liquid are done before. */
export type Content = Readonly<{
  /** All paths inside the folder. */
  paths: readonly string[];
  /** settings.json and flows by their path. */
  files: Readonly<Record<string, ParsedFile>>;
  /** Templates by their name. */
  templates: Readonly<Record<string, TemplateOutcome>>;
  /** WhatsApp forms by the template's name and their language. */
  whatsapp?: Readonly<Record<string, Readonly<Partial<Record<'de' | 'en', WhatsappForm>>>>>;
}>;

export type Publish = Readonly<{ previous?: Program; seq: number; now: Instant }>;

export const compileProgram = (
  content: Content,
  publish: Publish,
): Readonly<{ program?: Program; problems: readonly Problem[] }> => {
  const settings = readSettings(content.files[SETTINGS_PATH], publish.previous !== undefined);
  const world = worldOf(content, settings);
  const flows = flowPaths(content).map(({ id, path }) => ({
    id,
    path,
    ...readFlow(path, content.files[path], world),
  }));
  const found = [
    ...pathProblems(content),
    ...settings.problems,
    ...flows.flatMap(({ problems }) => problems),
    ...templateProblems(content),
  ];
  if (hasErrors(found)) return { problems: sorted(found) };
  const compiled = flows.flatMap(({ id, file }) =>
    file ? [compileFlow(id, file, { ...known(publish.previous?.flows[id]), seq: publish.seq })] : [],
  );
  const program = assemble({ settings: settings.value, flows: compiled, content, publish });
  const problems = sorted([
    ...found,
    ...tooLarge(program),
    ...goneSteps(program, content, publish.previous),
    ...goneFlows(program, publish.previous),
  ]);
  return hasErrors(problems) ? { problems } : { program, problems };
};

const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

const known = (previous: CompiledFlow | undefined) => (previous ? { previous } : {});

const sorted = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort(
    (a, b) =>
      a.severity.localeCompare(b.severity) ||
      a.file.localeCompare(b.file) ||
      a.line - b.line ||
      a.column - b.column,
  );

const flowPaths = ({ paths }: Content): readonly Readonly<{ id: string; path: string }>[] =>
  paths.toSorted().flatMap((path) => {
    const place = classify(path);
    return place.kind === 'flow' ? [{ id: place.id, path }] : [];
  });

const readFlow = (
  path: string,
  parsed: ParsedFile | undefined,
  world: World,
): Readonly<{ file?: FlowFile; problems: readonly Problem[] }> => {
  if (!parsed) return { problems: [] };
  if (parsed.syntaxProblems.length > 0) return { problems: syntaxProblems(path, parsed) };
  const result = parseValue(flowSchema, parsed.value);
  const findings = 'output' in result ? checkFlow(result.output, world) : result.findings;
  const problems = findings.map((finding) => toProblem(path, parsed, finding));
  return 'output' in result ? { file: result.output, problems } : { problems };
};

/** What hangs on a setting that is broken itself is left out: a flow is not checked against a guess. */
const worldOf = (content: Content, { value, unclear }: SettingsRead): World => {
  const catalogue: readonly string[] = CATALOGUE_EVENT_NAMES;
  const own = value.customEvents.filter((event) => !catalogue.includes(event));
  return present<World>({
    templates: {
      email: languagesOf(content, 'template'),
      whatsapp: languagesOf(content, 'whatsapp-template'),
    },
    events: unclear.includes('customEvents') ? undefined : [...EVENT_NAMES, ...own],
    channels: unclear.includes('whatsapp') ? undefined : value.whatsapp ? ['email', 'whatsapp'] : ['email'],
    locales: unclear.includes('locales') ? undefined : value.locales,
  });
};

const languagesOf = (
  { paths }: Content,
  kind: 'template' | 'whatsapp-template',
): Record<string, string[]> => {
  const templates: Record<string, string[]> = {};
  for (const path of paths) {
    const place = classify(path);
    if (place.kind === kind) templates[place.name] = [...(templates[place.name] ?? []), place.locale];
  }
  return templates;
};

const templateProblems = ({ templates, whatsapp = {} }: Content): readonly Problem[] => [
  ...Object.values(whatsapp).flatMap((forms) => Object.values(forms).flatMap(({ problems }) => problems)),
  ...Object.entries(templates).flatMap(([name, outcome]) =>
    outcome.ok
      ? []
      : outcome.problems.map(
          ({ locale, ...rest }): Problem => ({
            severity: 'error',
            file: `templates/${name}.${locale}.mjml`,
            ...rest,
          }),
        ),
  ),
];

const pathProblems = ({ paths, files }: Content): readonly Problem[] => {
  const many: Text = {
    de: `Zu viele Dateien: ${paths.length}. Höchstens ${LIMITS.contentFiles}.`,
    en: `Too many files: ${paths.length}. At most ${LIMITS.contentFiles}.`,
  };
  const places = paths.map((path) => ({ path, place: classify(path) }));
  const flows = places.filter(({ place }) => place.kind === 'flow');
  const manyFlows: Text = {
    de: `Zu viele Flows: ${flows.length}. Höchstens ${LIMITS.flowsPerProgram}.`,
    en: `Too many flows: ${flows.length}. At most ${LIMITS.flowsPerProgram}.`,
  };
  return [
    ...(paths.length > LIMITS.contentFiles ? [fileProblem('error', paths[0] ?? '', many)] : []),
    ...(flows.length > LIMITS.flowsPerProgram ? [fileProblem('error', flows[0]?.path ?? '', manyFlows)] : []),
    ...places.flatMap(({ path, place }) => placeProblems(path, place, files)),
  ];
};

const placeProblems = (path: string, place: ContentPath, files: Content['files']): readonly Problem[] => {
  if (place.kind === 'unknown') return [fileProblem('warning', path, UNKNOWN_FILE)];
  if (place.kind === 'to-come') return [fileProblem('warning', path, FILE_TO_COME)];
  const isRead = place.kind === 'flow' || place.kind === 'whatsapp-template';
  return isRead && !files[path] ? [fileProblem('error', path, UNREAD)] : [];
};

const UNKNOWN_FILE: Text = {
  de: 'Diese Datei wird nicht gelesen. Gelesen werden: settings.json, flows/<name>.json, templates/<name>.<de|en>.mjml, templates/<name>.<de|en>.whatsapp.json; Namen in Kleinbuchstaben, Ziffern, Bindestrichen.',
  en: 'This file is not read. Read are: settings.json, flows/<name>.json, templates/<name>.<de|en>.mjml, templates/<name>.<de|en>.whatsapp.json; names in small letters, digits, hyphens.',
};
const FILE_TO_COME: Text = {
  de: 'Solche Dateien werden in dieser Version noch nicht gelesen.',
  en: 'Files of this kind are not read in this version.',
};
const UNREAD: Text = {
  de: `Die Datei ließ sich nicht lesen oder ist größer als ${LIMITS.contentFileBytes / 1024} KB.`,
  en: `The file could not be read or is larger than ${LIMITS.contentFileBytes / 1024} KB.`,
};

type Parts = Readonly<{
  settings: Settings;
  flows: readonly CompiledFlow[];
  content: Content;
  publish: Publish;
}>;

const assemble = ({ settings, flows, content, publish }: Parts): Program => {
  const byId = Object.fromEntries(flows.map((flow) => [flow.id, flow]));
  const templates = { ...inheritedTemplates(flows, publish.previous), ...ownTemplates(content) };
  const hash = idOf('program', JSON.stringify({ settings, flows: byId, templates }));
  return {
    seq: publish.seq,
    hash,
    publishedAt: publish.now,
    settings,
    flows: byId,
    triggers: triggersOf(flows),
    templates,
  };
};

/** Mail and WhatsApp message of one name are one template. */
const ownTemplates = ({ templates, whatsapp = {} }: Content): Record<string, CompiledTemplate> =>
  Object.fromEntries(
    [...new Set([...Object.keys(templates), ...Object.keys(whatsapp)])].toSorted().flatMap((name) => {
      const mail = templates[name];
      const forms = whatsapp[name];
      if (!forms) return mail?.ok ? [[name, mail.template] as const] : [];
      return [
        [
          name,
          { locales: {}, needs: [], ...(mail?.ok ? mail.template : {}), ...whatsappParts(forms) },
        ] as const,
      ];
    }),
  );

const whatsappParts = (
  forms: Readonly<Partial<Record<'de' | 'en', WhatsappForm>>>,
): Pick<CompiledTemplate, 'whatsapp' | 'whatsappNeeds'> => ({
  whatsapp: Object.fromEntries(
    Object.entries(forms).flatMap(([locale, { template }]) =>
      template ? [[locale, template] as const] : [],
    ),
  ),
  whatsappNeeds: [...new Set(Object.values(forms).flatMap(({ needs }) => needs))].sort(),
});

/** People inside an earlier version may still need a template whose file is gone. */
const inheritedTemplates = (
  flows: readonly CompiledFlow[],
  previous: Program | undefined,
): Record<string, CompiledTemplate> => {
  const steps = flows.flatMap(({ earlier }) => earlier).flatMap((flow) => Object.values(flow.steps));
  const names = steps.flatMap((step) =>
    step.kind === 'send' ? [step.template, ...(step.fallback ? [step.fallback.template] : [])] : [],
  );
  return Object.fromEntries(
    [...new Set(names)]
      .toSorted()
      .flatMap((name) => (previous?.templates[name] ? [[name, previous.templates[name]] as const] : [])),
  );
};

const triggersOf = (flows: readonly CompiledFlow[]): Record<string, readonly string[]> => {
  const triggers: Record<string, string[]> = {};
  for (const { id, trigger } of flows) triggers[trigger.on] = [...(triggers[trigger.on] ?? []), id];
  return triggers;
};

const tooLarge = (program: Program): readonly Problem[] => {
  const bytes = utf8ToBytes(JSON.stringify(program)).length;
  const say: Text = {
    de: `Alles zusammen ist zu groß: ${bytes} Bytes. Höchstens ${LIMITS.programBytes}.`,
    en: `All of it together is too large: ${bytes} bytes. At most ${LIMITS.programBytes}.`,
  };
  return bytes > LIMITS.programBytes ? [fileProblem('error', SETTINGS_PATH, say)] : [];
};
