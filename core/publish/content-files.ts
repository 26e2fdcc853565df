/** The content folder as the compiler receives it. */
import type { CompiledTemplate, WhatsappTemplate } from '../program/program.ts';
import type { CodeList } from './coupon-files.ts';
import type { ParsedFile, Problem, Text } from './problem.ts';

type Language = 'de' | 'en';

/** `file` is the building block that it stands in; absent, it is the template of that language. */
export type TemplateProblem = Readonly<{
  locale: Language;
  file?: string;
  line: number;
  column: number;
  message: Text;
}>;

/** What somebody may get a mail without: a link to leave by, the shop's postal address. */
export type Lack = 'way-out' | 'sender';

export type TemplateOutcome =
  | Readonly<{
      ok: true;
      template: CompiledTemplate;
      /** What works and may still be a slip. */
      notes?: readonly TemplateProblem[];
      lacks?: Readonly<Partial<Record<Language, readonly Lack[]>>>;
      /** What it shows of the event that started the flow: the paths behind `event.`. */
      eventFields?: readonly string[];
    }>
  | Readonly<{ ok: false; problems: readonly TemplateProblem[] }>;

/** The WhatsApp form of one template in one language, or the problems of its file. */
export type WhatsappForm = Readonly<{
  template?: WhatsappTemplate;
  needs: CompiledTemplate['needs'];
  shows?: NonNullable<CompiledTemplate['shows']>;
  eventFields?: readonly string[];
  problems: readonly Problem[];
}>;

/** The whole content folder, after files have been read and JSON, MJML and Liquid parsed. */
export type Content = Readonly<{
  /** All paths, relative to the folder. */
  paths: readonly string[];
  /** settings.json and flows by their path. */
  files: Readonly<Record<string, ParsedFile>>;
  /** Lists of coupon codes by their path. */
  coupons?: Readonly<Record<string, CodeList>>;
  /** Platforms whose shops make coupon codes; absent where any name is taken. */
  shopsWithCodes?: readonly string[];
  /** Templates by their name. */
  templates: Readonly<Record<string, TemplateOutcome>>;
  /** What is wrong with files that no flow names, such as building blocks. */
  unreadable?: readonly Problem[];
  /** WhatsApp forms by the template's name and their language. */
  whatsapp?: Readonly<Record<string, Readonly<Partial<Record<'de' | 'en', WhatsappForm>>>>>;
}>;
