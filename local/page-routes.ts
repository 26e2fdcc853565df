/** Serves the page as plain files, without a build and without anything from other hosts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';

const FOLDER = join(import.meta.dirname, 'page');

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * Mails bring pictures and styles of their own into the frame, which inherits this policy. Scripts never run
 * there.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: http: https:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";

export const createPageRoutes = (): Hono => {
  const app = new Hono();
  // Browsers ask for the icon on every page that names none, including public pages and JSON.
  app.get('/favicon.ico', () => file('pictures/icon.svg'));
  app.get('/local', (context) => context.redirect('/local/'));
  app.get('/local/', () => file('index.html'));
  app.get('/local/page/:name{[a-z-]+\\.(?:css|js)}', (context) => file(context.req.param('name')));
  app.get('/local/page/pictures/:name{[a-z-]+\\.svg}', (context) =>
    file(`pictures/${context.req.param('name')}`),
  );
  return app;
};

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
