/**
 * The look that all our public pages share: plain HTML that works without script and loads nothing from
 * anywhere.
 */
import type { Language } from '../core/message/locale.ts';
import { type Html, html, styleElement } from './html.ts';
import { PAGE_STYLE } from './style.ts';

export type PageFrame = Readonly<{
  language: Language;
  title: string;
  /** One character above the title, for the eye only. */
  sign?: string;
  /** Says what was done rather than what may be done: read out at once by screen readers. */
  status?: boolean;
  /** What stands below the title. */
  content: Html | readonly Html[];
}>;

export const pageFrame = ({ language, title, sign, status = false, content }: PageFrame): string =>
  html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${styleElement(PAGE_STYLE)}
</head>
<body>
<main${status && html` role="status"`}>
${sign !== undefined && html`<p class="sign" aria-hidden="true">${sign}</p>`}
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.toString();

export const paragraphs = (texts: readonly string[]): readonly Html[] =>
  texts.map((text) => html`<p>${text}</p>`);
