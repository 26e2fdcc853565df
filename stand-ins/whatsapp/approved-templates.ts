/** The WhatsApp templates that count as approved: those of every published program, the newest first. */
import { CONFIG_PREFIX } from '../../contract/bucket.ts';
import type { Program, WhatsappTemplate } from '../../core/program/program.ts';
import { LOCAL } from '../names.ts';
import type { S3Control } from '../s3/objects.ts';

type Approved = Extract<WhatsappTemplate, { kind: 'template' }>;

export const createApprovedTemplates = (s3: S3Control) => {
  /** Cached without limit, because programs never change. */
  const known = new Map<string, readonly Approved[]>();
  const templatesIn = (key: string): readonly Approved[] => {
    const found = known.get(key) ?? readProgram(s3, key);
    known.set(key, found);
    return found;
  };
  return (name: string, language: string): Approved | undefined => {
    const keys = s3.list(LOCAL.configBucket, CONFIG_PREFIX.programs).map(({ key }) => key);
    for (const key of keys.toSorted().toReversed()) {
      const found = templatesIn(key).find(
        (template) => template.name === name && template.language === language,
      );
      if (found) return found;
    }
    return undefined;
  };
};

const readProgram = (s3: S3Control, key: string): readonly Approved[] => {
  const body = s3.get(LOCAL.configBucket, key)?.body;
  const program = body ? (JSON.parse(Buffer.from(body).toString('utf8')) as Partial<Program>) : {};
  return Object.values(program.templates ?? {})
    .flatMap(({ whatsapp }) => Object.values(whatsapp ?? {}))
    .filter((form): form is Approved => form.kind === 'template')
    .flatMap((form) => (form.informal ? [form, { ...form, ...form.informal }] : [form]));
};
