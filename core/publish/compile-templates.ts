/**
 * Collects the templates of a program: those in the folder, and those that people inside an earlier version
 * of a flow still need.
 */
import type { CompiledFlow, CompiledTemplate, Program } from '../program/program.ts';
import type { Channel } from '../reason.ts';
import type { Content, Lack, TemplateProblem, WhatsappForm } from './content-files.ts';
import type { Problem, Severity } from './problem.ts';
import { templatesSent } from './templates-sent.ts';

export const compileTemplates = (
  content: Content,
  flows: readonly CompiledFlow[],
  previous: Program | undefined,
): Record<string, CompiledTemplate> => ({ ...inheritedTemplates(flows, previous), ...ownTemplates(content) });

export const templateProblems = ({
  templates,
  whatsapp = {},
  unreadable = [],
}: Content): readonly Problem[] => [
  ...unreadable,
  ...Object.values(whatsapp).flatMap((forms) => Object.values(forms).flatMap(({ problems }) => problems)),
  ...onceEach(
    Object.entries(templates).flatMap(([name, outcome]) =>
      outcome.ok
        ? (outcome.notes ?? []).map((note) => problemOf('warning', name, note))
        : outcome.problems.map((one) => problemOf('error', name, one)),
    ),
  ),
];

const problemOf = (severity: Severity, name: string, { locale, ...rest }: TemplateProblem): Problem => ({
  severity,
  file: `templates/${name}.${locale}.mjml`,
  ...rest,
});

/** In which languages somebody may get this mail without it. */
export const languagesWithout = ({ templates }: Content, name: string, lack: Lack): readonly string[] => {
  const mail = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (!mail?.ok) return [];
  return Object.entries(mail.lacks ?? {}).flatMap(([language, lacks]) =>
    lacks.includes(lack) ? [language] : [],
  );
};

/** A slip in a building block is found in every template that holds it, and told once. */
const onceEach = (problems: readonly Problem[]): readonly Problem[] => {
  const seen = new Set<string>();
  return problems.filter(({ file, line, column, message }) => {
    const key = JSON.stringify([file, line, column, message.en]);
    return seen.size < seen.add(key).size;
  });
};

/** What a template of the folder shows; nothing where it is broken or missing, which is told elsewhere. */
export const needsIn = (
  { templates, whatsapp = {} }: Content,
  channel: Channel,
  name: string,
): CompiledTemplate['needs'] => {
  if (channel === 'whatsapp')
    return Object.hasOwn(whatsapp, name) ? (whatsappParts(whatsapp[name] ?? {}).whatsappNeeds ?? []) : [];
  const mail = Object.hasOwn(templates, name) ? templates[name] : undefined;
  return mail?.ok ? mail.template.needs : [];
};

/** What a template of the folder shows of the event that started the flow. */
export const eventFieldsIn = (
  { templates, whatsapp = {} }: Content,
  channel: Channel,
  name: string,
): readonly string[] => {
  if (channel === 'whatsapp') {
    const forms = Object.hasOwn(whatsapp, name) ? Object.values(whatsapp[name] ?? {}) : [];
    return [...new Set(forms.flatMap(({ eventFields = [] }) => eventFields))];
  }
  const mail = Object.hasOwn(templates, name) ? templates[name] : undefined;
  return mail?.ok ? (mail.eventFields ?? []) : [];
};

/** The mail and the WhatsApp message of one name form one template. */
const ownTemplates = ({ templates, whatsapp = {} }: Content): Record<string, CompiledTemplate> =>
  Object.fromEntries(
    [...new Set([...Object.keys(templates), ...Object.keys(whatsapp)])].toSorted().flatMap((name) => {
      const mail = templates[name];
      const forms = whatsapp[name];
      if (!forms) return mail?.ok ? [[name, mail.template] as const] : [];
      const form: CompiledTemplate = mail?.ok ? mail.template : { locales: {}, needs: [] };
      return [[name, { ...form, ...whatsappParts(forms), ...listsOf(form, forms) }] as const];
    }),
  );

type Forms = Readonly<Partial<Record<'de' | 'en', WhatsappForm>>>;

/** Lists that the mail or the WhatsApp message of one name shows. */
const listsOf = ({ shows = [] }: CompiledTemplate, forms: Forms): Pick<CompiledTemplate, 'shows'> => {
  const all = [...shows, ...Object.values(forms).flatMap((form) => form.shows ?? [])];
  return all.length > 0 ? { shows: [...new Set(all)].sort() } : {};
};

const whatsappParts = (forms: Forms): Pick<CompiledTemplate, 'whatsapp' | 'whatsappNeeds'> => ({
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
  const names = flows.flatMap(({ earlier }) => earlier).flatMap(templatesSent);
  return Object.fromEntries(
    [...new Set(names)]
      .toSorted()
      .flatMap((name) => (previous?.templates[name] ? [[name, previous.templates[name]] as const] : [])),
  );
};
