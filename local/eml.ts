/**
 * Writes a mail of the mailbox as a file that mail programs open (RFC 5322, MIME). SES makes the same from
 * subject, text and HTML. Everything is base64, so that nothing needs escaping.
 */
import type { MailboxMessage } from '../stand-ins/mailbox.ts';

const LINE_CHARS = 76;
/** Bytes of text in one encoded word, which holds at most 75 characters, markup included (RFC 2047). */
const WORD_BYTES = 45;

export const emlOf = (mail: MailboxMessage): string => {
  const boundary = `part-${mail.messageId}`;
  const headers: readonly (readonly [string, string])[] = [
    ['From', addressLine(mail.from)],
    ['To', addressLine(mail.to)],
    ['Subject', encoded(mail.subject)],
    ['Date', new Date(mail.sentAt).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${mail.providerId}@mailbox.example>`],
    ...Object.entries(mail.headers),
    ['MIME-Version', '1.0'],
    ['Content-Type', `multipart/alternative; boundary="${boundary}"`],
  ];
  return [
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    ...part(boundary, 'text/plain', mail.text),
    ...part(boundary, 'text/html', mail.html),
    `--${boundary}--`,
    '',
  ].join('\r\n');
};

const part = (boundary: string, type: string, content: string): readonly string[] => [
  `--${boundary}`,
  `Content-Type: ${type}; charset=utf-8`,
  'Content-Transfer-Encoding: base64',
  '',
  ...(Buffer.from(content)
    .toString('base64')
    .match(new RegExp(`.{1,${LINE_CHARS}}`, 'g')) ?? []),
];

/** `Name <address>`, of which only the name may need encoding. */
const addressLine = (line: string): string => {
  const [, name, address] = /^(.*)\s(<[^<>]+>)$/.exec(line) ?? [];
  return name === undefined ? line : `${encoded(name)} ${address}`;
};

const encoded = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text
    : chunksOf(text)
        .map((chunk) => `=?utf-8?B?${Buffer.from(chunk).toString('base64')}?=`)
        .join('\r\n ');

/** Pieces of the text, cut between characters and never within one. */
const chunksOf = (text: string): readonly string[] => {
  const chunks: string[] = [];
  let chunk = '';
  for (const letter of text) {
    if (Buffer.byteLength(chunk + letter) > WORD_BYTES) {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += letter;
  }
  return [...chunks, chunk];
};
