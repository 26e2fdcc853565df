/** What each path inside the content folder is (design, section 11). */

export type ContentPath =
  | Readonly<{ kind: 'settings' }>
  | Readonly<{ kind: 'flow'; id: string }>
  | Readonly<{ kind: 'template'; name: string; locale: 'de' | 'en' }>
  /** Has its place in the folder, but nothing reads it in this version. */
  | Readonly<{ kind: 'to-come' }>
  /** What publishing writes itself, notes for people, files of editors. */
  | Readonly<{ kind: 'ignored' }>
  | Readonly<{ kind: 'unknown' }>;

/** Publishing writes these beside the files; their change never publishes again. */
export const OUTPUTS = {
  report: 'report.json',
  text: 'report.txt',
  flowSchema: 'schema/flow.schema.json',
  settingsSchema: 'schema/settings.schema.json',
} as const;

export const isOutput = (path: string): boolean => Object.values<string>(OUTPUTS).includes(path) || path.startsWith('schema/');

// No key of an object may be a word that every object has.
const NAME = '(?!constructor\\b)[a-z][a-z0-9-]{0,59}';

export const classify = (path: string): ContentPath => {
  if (path === 'settings.json') return { kind: 'settings' };
  if (isOutput(path) || /(^|\/)(\.[^/]+|README\.md)$/.test(path) || path.endsWith('/')) return { kind: 'ignored' };
  const [, id] = new RegExp(`^flows/(${NAME})\\.json$`).exec(path) ?? [];
  if (id) return { kind: 'flow', id };
  const [, name, locale] = new RegExp(`^templates/(${NAME})\\.(de|en)\\.mjml$`).exec(path) ?? [];
  if (name) return { kind: 'template', name, locale: locale === 'en' ? 'en' : 'de' };
  const toCome = new RegExp(`^(templates/${NAME}\\.(de|en)\\.whatsapp\\.json|segments/${NAME}\\.json|coupons/${NAME}\\.csv)$`);
  return { kind: toCome.test(path) ? 'to-come' : 'unknown' };
};
