/** Content folders for tests: files as text, and templates that compile without MJML. */
import { parseJsonFile } from '../../adapters/content/jsonc.ts';
import { SHOPS_WITH_CODES } from '../../contract/secrets.ts';
import type { CompiledTemplate } from '../../core/program/program.ts';
import { compileProgram, type Publish } from '../../core/publish/compile-program.ts';
import type { Content } from '../../core/publish/content-files.ts';
import { readCodes } from '../../core/publish/coupon-files.ts';
import { classify } from '../../core/publish/paths.ts';

export const plainTemplate: CompiledTemplate = {
  locales: {
    de: { subject: 'Hallo', preheader: '', html: '<p>Hallo</p>', text: 'Hallo' },
    en: { subject: 'Hello', preheader: '', html: '<p>Hello</p>', text: 'Hello' },
  },
  needs: [],
};

/**
 * settings.json with these keys, and with the links that the law asks for, so that publishing has no warning
 * about them.
 */
export const settingsText = (keys: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    shop: {
      address: 'Shop, Musterweg 1, 00000 Musterort',
      imprintUrl: 'https://shop.example/imprint',
      privacyUrl: 'https://shop.example/privacy',
    },
    ...keys,
  });

/** Every template file counts as compiled. */
export const contentOf = (texts: Readonly<Record<string, string>>): Content => {
  const paths = Object.keys(texts);
  const files = Object.fromEntries(
    Object.entries(texts).flatMap(([path, text]) =>
      path.endsWith('.json') ? [[path, parseJsonFile(text)] as const] : [],
    ),
  );
  const names = paths.flatMap((path) => {
    const place = classify(path);
    return place.kind === 'template' ? [place.name] : [];
  });
  return {
    paths,
    files,
    templates: Object.fromEntries(names.map((name) => [name, { ok: true, template: plainTemplate }])),
    coupons: Object.fromEntries(
      Object.entries(texts).flatMap(([path, text]) =>
        path.endsWith('.csv') ? [[path, readCodes(path, text)] as const] : [],
      ),
    ),
    shopsWithCodes: SHOPS_WITH_CODES,
  };
};

/** A folder with settings and the templates `help` and `offer`, plus these files. */
export const folderWith = (texts: Readonly<Record<string, string>>): Content =>
  contentOf({
    'settings.json': settingsText(),
    'templates/help.de.mjml': '',
    'templates/help.en.mjml': '',
    'templates/offer.de.mjml': '',
    'templates/offer.en.mjml': '',
    ...texts,
  });

export const publishOf = (content: Content, publish: Partial<Publish> = {}) =>
  compileProgram(content, { seq: 1, now: 0, ...publish });

const SKELETON = {
  name: { de: 'Probe', en: 'Sample' },
  status: 'live',
  trigger: { on: 'checkout.updated' },
  steps: [
    { id: 'wait', wait: '1h' },
    { id: 'help', send: { channel: 'email', template: 'help' } },
  ],
};

/** A valid flow file, with these keys instead of its own. */
export const flowText = (changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ ...SKELETON, ...changes }, null, 2);
