/**
 * The frame of all public pages: the shop's name or logo above, its imprint and privacy statement below. It
 * is plain HTML that works without script and loads nothing but the logo.
 */
import type { Language } from '../core/message/locale.ts';
import type { ShopLook } from '../core/program/shop-look.ts';
import { type Html, html, styleElement } from './html.ts';
import { pageStyle } from './style.ts';

/** A page, and what its HTTP answer has to allow (doors/page-answer.ts). */
export type Page = Readonly<{
  html: string;
  style: string;
  /** The shop's logo, the only thing that the page loads. */
  picture: string | undefined;
}>;

export type PageFrame = Readonly<{
  language: Language;
  /** Absent where something failed before the settings were read. */
  shop?: ShopLook | undefined;
  title: string;
  /** One character above the title, for sighted readers only. */
  sign?: string;
  /** True where the page says what was done, not what can be done. */
  status?: boolean;
  /** True where a field is wrong; the title says so, because screen readers read it first. */
  wrong?: boolean;
  /** The content below the title. */
  content: Html | readonly Html[];
}>;

export const pageFrame = (frame: PageFrame): Page => {
  const style = pageStyle(frame.shop?.colour);
  return { html: document(frame, style).toString(), style, picture: logoOf(frame.shop) };
};

const document = (frame: PageFrame, style: string): Html => html`<!doctype html>
<html lang="${frame.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${frame.wrong && `${WORDS[frame.language].wrong}: `}${frame.title}</title>
${styleElement(style)}
</head>
<body>
<div class="page">
${frame.shop && header(frame.shop)}
<main>
${frame.status ? html`<div role="status">${told(frame)}</div>` : told(frame)}
</main>
${frame.shop && footer(frame.shop, frame.language)}
</div>
</body>
</html>
`;

const told = ({ sign, title, content }: PageFrame): Html => html`
${sign !== undefined && html`<p class="sign" aria-hidden="true">${sign}</p>`}
<h1>${title}</h1>
${content}
`;

export const paragraphs = (texts: readonly string[]): readonly Html[] =>
  texts.map((text) => html`<p>${text}</p>`);

const header = (shop: ShopLook): Html => {
  const logo = logoOf(shop);
  return html`<header>${logo === undefined ? shop.name : html`<img class="logo" src="${logo}" alt="${shop.name}">`}</header>`;
};

/** The logo's address, only with https: nobody else can read or replace it on its way. */
const logoOf = (shop: ShopLook | undefined): string | undefined =>
  shop?.logoUrl?.startsWith('https://') ? shop.logoUrl : undefined;

const footer = ({ imprintUrl, privacyUrl }: ShopLook, language: Language): Html | false => {
  const words = WORDS[language];
  return (
    (imprintUrl !== undefined || privacyUrl !== undefined) &&
    html`<footer>${legalLink(imprintUrl, words.imprint)}${legalLink(privacyUrl, words.privacy)}</footer>`
  );
};

const legalLink = (url: string | undefined, text: string): Html | false =>
  url !== undefined && html`<a href="${url}">${text}</a>`;

const WORDS = {
  de: { imprint: 'Impressum', privacy: 'Datenschutz', wrong: 'Fehler' },
  en: { imprint: 'Imprint', privacy: 'Privacy', wrong: 'Error' },
} as const;
