/**
 * Makes the text part of a template from its compiled HTML at publish, so that the sender needs no HTML
 * parser.
 */
import { convert, type DomNode, type FormatCallback } from 'html-to-text';

/** A URL, or the mark of hidden Liquid that will become one. */
const ADDRESS = /^(?:https?:|mailto:|tel:|\ue000)/;

const line = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
const paragraph = { leadingLineBreaks: 2, trailingLineBreaks: 2 };

/**
 * The text part of `html`. Both still contain the marks of hidden Liquid, in the same order; `show` makes a
 * mark readable. Templates control it by classes: `no-text` is left out, `no-link` hides an address,
 * `text-line` starts a line.
 */
export const textPartOf = (html: string, show: (text: string) => string): string =>
  convert(html, {
    wordwrap: false,
    formatters: { link: linkFormat(show) },
    selectors: [
      { selector: 'head', format: 'skip' },
      { selector: 'img', format: 'skip' },
      { selector: '.no-text', format: 'skip' },
      // Left out, because the preheader repeats what the mail says.
      { selector: 'div[style^="display:none"]', format: 'skip' },
      { selector: 'a', format: 'link' },
      { selector: 'a.no-link', format: 'inline' },
      { selector: 'table', format: 'block', options: paragraph },
      { selector: 'tr', format: 'block', options: paragraph },
      { selector: '.text-line', format: 'block', options: line },
      ...['h1', 'h2', 'h3'].map((selector) => ({ selector, format: 'block', options: paragraph })),
    ],
  });

/** Formats a link as "Words: address". Where the words are the address, it appears only once. */
const linkFormat =
  (show: (text: string) => string): FormatCallback =>
  (element, walk, builder) => {
    const href: unknown = element.attribs?.href;
    walk(element.children, builder);
    if (typeof href !== 'string' || !ADDRESS.test(href)) return;
    const address = show(href).replace(/^(?:mailto|tel):/, '');
    if (address !== show(wordsOf(element.children)))
      builder.addInline(`: ${href.replace(/^(?:mailto|tel):/, '')}`, { noWordTransform: true });
  };

const wordsOf = (children: readonly DomNode[]): string =>
  children
    .map((child) => child.data ?? '')
    .join('')
    .trim();
