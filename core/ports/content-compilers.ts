/**
 * What publishing needs of the formats that marketers write: each takes the text of a file and says what it
 * is, or everything that is wrong with it, by line and column. None of them throws for a content file.
 */
import type { Language } from '../message/locale.ts';
import type { TemplateOutcome, WhatsappForm } from '../publish/content-files.ts';
import type { ParsedFile } from '../publish/problem.ts';

/** JSON with comments. */
export type ParseJsonFile = (source: string) => ParsedFile;

/** All languages of one mail template; any problem in one of them means that there is no template. */
export type CompileTemplate = (
  name: string,
  sources: Readonly<Partial<Record<Language, string>>>,
) => Promise<TemplateOutcome>;

/** One language of one WhatsApp template. */
export type CompileWhatsapp = (
  source: Readonly<{ path: string; locale: Language; parsed: ParsedFile }>,
) => WhatsappForm;
