/** Everything in the content folder, as it is handed to the compiler. */
import type { CompiledTemplate, WhatsappTemplate } from '../program/program.ts';
import type { ParsedFile, Problem, Text } from './problem.ts';

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
