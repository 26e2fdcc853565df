/** A page's answer allows the browser the page's own style and the shop's logo, and nothing else. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pageAnswer } from '../../doors/page-answer.ts';

const page = { html: '<p>', style: ':root {}', picture: undefined as string | undefined };
const policyOf = (picture?: string): string =>
  String(pageAnswer(200, { ...page, picture }).headers?.['content-security-policy']);

test('a page without a logo loads nothing at all', () => {
  const hash = createHash('sha256').update(page.style).digest('base64');
  expect(policyOf()).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
});

test.each([
  ['https://cdn.example/a/logo.png', 'https://cdn.example/a/logo.png'],
  ['https://cdn.example/logo.png?v=3#top', 'https://cdn.example/logo.png'],
  ['https://cdn.example:8443/l%C3%B6go.svg', 'https://cdn.example:8443/l%C3%B6go.svg'],
  ['https://bücher.example/logo;a,b.png', 'https://xn--bcher-kva.example/logo%3Ba%2Cb.png'],
  ["https://cdn.example/;script-src 'unsafe-inline'", "https://cdn.example/%3Bscript-src%20'unsafe-inline'"],
  ['https://user:word@cdn.example/logo.png', 'https://cdn.example/logo.png'],
])('the logo %s is allowed as %s and nothing beside it', (picture, source) => {
  expect(/; img-src ([^;]*); form-action/.exec(policyOf(picture))?.[1]).toBe(source);
});

test.each([
  'http://cdn.example/logo.png',
  'data:image/png;base64,AA==',
  'https://',
  '*',
  'https://*.example/logo.png',
])('a logo from %s is not', (picture) => {
  expect(policyOf(picture)).toContain("; img-src 'none'; ");
});

test('a page that asks to come again says when', () => {
  expect(pageAnswer(503, page).headers).toMatchObject({ 'retry-after': '60' });
  expect(pageAnswer(200, page).headers).not.toHaveProperty('retry-after');
});
