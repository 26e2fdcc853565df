/** A mail as a file: mail programs read from it exactly what was written, whatever characters it holds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emlOf } from '../../local/eml.ts';

const MAIL = {
  messageId: 'm1',
  channel: 'email',
  to: 'jette@example.org',
  from: 'Tee & Kräuter <moin@example.com>',
  subject: 'Größe',
  headers: { 'List-Unsubscribe': '<https://example.com/u/1>' },
  html: '<p>Grüße</p>',
  text: 'Grüße',
  body: 'Grüße',
  sentAt: '2026-11-20T18:00:00.000Z',
  profileId: '1p',
  flow: 'f',
  step: 's',
  providerId: 'p1',
  tags: {},
} as const;

/** RFC 2047: decodes encoded words; the blanks between them do not count. */
const decoded = (value: string): string =>
  value
    .replaceAll(/\?=\r\n =\?/g, '?==?')
    .replaceAll(/=\?utf-8\?B\?([^?]*)\?=/g, (_whole, word: string) => Buffer.from(word, 'base64').toString());

const headerOf = (eml: string, name: string): string =>
  decoded(new RegExp(`^${name}: (.*(?:\\r\\n .*)*)$`, 'm').exec(eml)?.[1] ?? '');

const partOf = (eml: string, type: string): string => {
  const [, body = ''] = new RegExp(`Content-Type: ${type};[^]*?\\r\\n\\r\\n([^]*?)\\r\\n--`).exec(eml) ?? [];
  return Buffer.from(body, 'base64').toString();
};

test('subject, sender and both parts are read as they were written, in lines that mail may have', () => {
  const subjects = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
    .filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(subjects, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }), (subject, text) => {
      const eml = emlOf({ ...MAIL, subject, text, html: `<p>${text}</p>` });
      expect(headerOf(eml, 'Subject')).toBe(subject);
      expect(headerOf(eml, 'From')).toBe(MAIL.from);
      expect(partOf(eml, 'text/plain')).toBe(text);
      expect(partOf(eml, 'text/html')).toBe(`<p>${text}</p>`);
      expect(eml).toMatch(/^[\x20-\x7e\r\n]*$/);
      expect(Math.max(...eml.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    }),
  );
});
