/**
 * Compilers of the formats that marketers write, as publishing needs them. Each takes the text of a file and
 * returns its content, or every problem in it by line and column. None throws for a content file.
 */
import type { Language } from '../message/locale.ts';
import type { TemplateOutcome, WhatsappForm } from '../publish/content-files.ts';
import type { ParsedFile } from '../publish/problem.ts';

/** JSON with comments. */
export type ParseJsonFile = (source: string) => ParsedFile;

/** Compiles all languages of one mail template; a problem in any of them means that there is no template. */
export type CompileTemplate = (
  name: string,
  sources: Readonly<Partial<Record<Language, string>>>,
  /** The shared building blocks, by the name of their file without its ending. */
  blocks?: Readonly<Record<string, string>>,
) => Promise<TemplateOutcome>;

/** Compiles one language of one WhatsApp template. */
export type CompileWhatsapp = (
  source: Readonly<{ path: string; locale: Language; parsed: ParsedFile }>,
) => WhatsappForm;
