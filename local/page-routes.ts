/** Serves the page: plain files, no build, nothing from anywhere else. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { REASON_CODES, REASONS } from '../core/reason.ts';

const FOLDER = join(import.meta.dirname, 'page');

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * Mails bring pictures and styles of their own into the frame, which inherits this policy; scripts never run
 * there.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: http: https:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";

export const createPageRoutes = (): Hono => {
  const app = new Hono();
  app.get('/local', (context) => context.redirect('/local/'));
  app.get('/local/', () => file('index.html'));
  app.get('/local/page/reason-words.js', () => answer(REASON_WORDS, 'js'));
  app.get('/local/page/:name{[a-z-]+\\.(?:css|js)}', (context) => file(context.req.param('name')));
  app.get('/local/page/pictures/:name{[a-z-]+\\.svg}', (context) =>
    file(`pictures/${context.req.param('name')}`),
  );
  return app;
};

/** The page speaks English; the words are the ones of core/reason.ts. */
const REASON_WORDS = `export const REASONS = ${JSON.stringify(
  Object.fromEntries(REASON_CODES.map((code) => [code, REASONS[code].en])),
)};`;

const file = async (name: string): Promise<Response> => {
  const content = await readFile(join(FOLDER, name)).catch(() => undefined);
  if (!content) return Response.json({ error: `The page has no file ${name}.` }, { status: 404 });
  return answer(content, name.split('.').at(-1) ?? '');
};

const answer = (content: string | Uint8Array<ArrayBuffer>, ending: string): Response =>
  new Response(content, {
    headers: {
      'content-type': TYPES[ending] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
