/** Writes a preview as one page: everything in its order, each message as a phone and as a desk show it. */
import { raw, html as template } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Language } from '../core/message/locale.ts';
import type { Preview, Row, Shown } from './preview.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Widths of a usual phone and of a mail program on a desk, in CSS pixels. */
const PHONE_PX = 375;
const DESK_PX = 720;

export const pageOf = async (preview: Preview, title: string, language: Language): Promise<string> => {
  const words = WORDS[language];
  return String(
    await template`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<h1>${title}</h1>
<p class="sum">${words.sum(preview)}</p>
<ol>${preview.rows.map((row) => rowOf(row, words))}</ol>
</body>
</html>
`,
  );
};

type Words = (typeof WORDS)[Language];

const rowOf = (
  row: Row,
  words: Words,
): Html => template`<li class="${row.kind}${row.outcome === 'sent' ? ' sent' : ''}">
<time datetime="${row.at}">${shownTime(row.at)}</time>
${row.flow ? template`<b>${row.flow}</b> ` : ''}${row.text}
${row.message ? messageOf(row.message, words) : ''}</li>`;

/** "2026-11-27 18:00 +01:00": the customer's own clock. */
const shownTime = (at: string): string => at.replace('T', ' ').replace(/([+-]\d\d:\d\d)$/, ' $1');

const messageOf = (message: Shown, words: Words): Html => {
  if (message.channel === 'whatsapp')
    return template`<p class="bubble">${message.text}</p>
<details><summary>JSON</summary><pre>${JSON.stringify(message.body, null, 2)}</pre>
</details>`;
  const { subject, html, text } = message;
  return template`<h2>${subject}</h2>
<div class="frames">
${frameOf(html, words.phone, PHONE_PX)}
${frameOf(html, words.desk, DESK_PX)}
</div>
<details><summary>${words.text}</summary><pre>${text}</pre></details>`;
};

const frameOf = (mail: string, name: string, width: number): Html => template`<figure>
<iframe sandbox title="${name}" width="${width}" height="640" srcdoc="${mail}"></iframe>
<figcaption>${name}</figcaption></figure>`;

const WORDS = {
  de: {
    phone: 'Telefon',
    desk: 'Schreibtisch',
    text: 'Als Text',
    sum: ({ from, until, sent, zone }: Preview) =>
      `${from.slice(0, 10)} bis ${until.slice(0, 10)} (${zone}): ` +
      `${sent.email} Mails, ${sent.whatsapp} WhatsApp-Nachrichten.`,
  },
  en: {
    phone: 'Phone',
    desk: 'Desk',
    text: 'As text',
    sum: ({ from, until, sent, zone }: Preview) =>
      `${from.slice(0, 10)} to ${until.slice(0, 10)} (${zone}): ` +
      `${sent.email} mails, ${sent.whatsapp} WhatsApp messages.`,
  },
} as const;

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 1180px; padding: 24px 16px 64px; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 8px 0; }
.sum { color: #6b7672; margin: 4px 0 24px; }
ol { list-style: none; margin: 0; padding: 0; }
li { border-left: 3px solid #c9d1cd; padding: 6px 0 6px 14px; }
li.event { border-color: #7a8bb0; }
li.message { border-color: #c98a2b; }
li.sent { border-color: #2f8f6b; padding-bottom: 20px; }
time { color: #6b7672; font-variant-numeric: tabular-nums; margin-right: 8px; }
.frames { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }
figure { margin: 0; max-width: 100%; }
figcaption { color: #6b7672; font-size: .875rem; }
iframe { border: 1px solid #c9d1cd; border-radius: 12px; background: #fff; max-width: 100%; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 12px; border-radius: 8px; }
pre { background: color-mix(in srgb, currentColor 7%, transparent); }
.bubble { max-width: 24rem; white-space: pre-line; padding: 0.6rem 0.8rem;
  border-radius: 0.6rem; background: #dff3d9; color: #17240f; }
`;
