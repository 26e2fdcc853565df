/** Tells what each path inside the content folder is. */

export type ContentPath =
  | Readonly<{ kind: 'settings' }>
  | Readonly<{ kind: 'flow' | 'segment'; id: string }>
  | Readonly<{ kind: 'template' | 'whatsapp-template'; name: string; locale: 'de' | 'en' }>
  /** `name` is the file's without its ending, which may name a language: `footer.de`. */
  | Readonly<{ kind: 'block'; name: string }>
  | Readonly<{ kind: 'coupons'; pool: string; form: 'csv' | 'json' }>
  /** Files that publishing writes, notes for people, files of editors. */
  | Readonly<{ kind: 'ignored' }>
  | Readonly<{ kind: 'unknown' }>;

/** Files that publishing writes beside the others; a change of them never publishes again. */
export const OUTPUTS = {
  report: 'report.json',
  text: 'report.txt',
  flowSchema: 'schema/flow.schema.json',
  segmentSchema: 'schema/segment.schema.json',
  settingsSchema: 'schema/settings.schema.json',
  whatsappSchema: 'schema/whatsapp.schema.json',
  couponsSchema: 'schema/coupons.schema.json',
} as const;

export const isOutput = (path: string): boolean =>
  Object.values<string>(OUTPUTS).includes(path) || path.startsWith('schema/');

// A name may not be a key that every object has.
const NAME = '(?!constructor\\b)[a-z][a-z0-9-]{0,59}';

const FLOW = new RegExp(`^flows/(${NAME})\\.json$`);
const TEMPLATE = new RegExp(`^templates/(${NAME})\\.(de|en)\\.(mjml|whatsapp\\.json)$`);
const BLOCK = new RegExp(`^blocks/(${NAME}(?:\\.(?:de|en))?)\\.mjml$`);
const SEGMENT = new RegExp(`^segments/(${NAME})\\.json$`);
const COUPONS = new RegExp(`^coupons/(${NAME})\\.(csv|json)$`);
const HIDDEN = /(^|\/)(\.[^/]+|README\.md)$/;

export const classify = (path: string): ContentPath => {
  if (path === 'settings.json') return { kind: 'settings' };
  if (isOutput(path) || HIDDEN.test(path) || path.endsWith('/')) return { kind: 'ignored' };
  const id = FLOW.exec(path)?.[1];
  if (id) return { kind: 'flow', id };
  const segment = SEGMENT.exec(path)?.[1];
  if (segment) return { kind: 'segment', id: segment };
  const block = BLOCK.exec(path)?.[1];
  if (block) return { kind: 'block', name: block };
  return templateOf(path) ?? couponsOf(path) ?? { kind: 'unknown' };
};

const couponsOf = (path: string): ContentPath | undefined => {
  const [, pool, form] = COUPONS.exec(path) ?? [];
  return pool === undefined ? undefined : { kind: 'coupons', pool, form: form === 'csv' ? 'csv' : 'json' };
};

const templateOf = (path: string): ContentPath | undefined => {
  const [, name, language, form] = TEMPLATE.exec(path) ?? [];
  if (!name) return undefined;
  const locale = language === 'en' ? 'en' : 'de';
  return { kind: form === 'mjml' ? 'template' : 'whatsapp-template', name, locale };
};
