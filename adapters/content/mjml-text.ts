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
export const textPartOf = (html: string, show: (text: string) => string): string => {
  const place: Place = { insideLink: false };
  return convert(html, {
    wordwrap: false,
    formatters: { link: linkFormat(show, place), picture: pictureFormat(place) },
    selectors: [
      { selector: 'head', format: 'skip' },
      { selector: 'img', format: 'picture' },
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
};

/**
 * Remembers that the converter is inside a link, because the library has no selector for an img inside an a.
 */
type Place = { insideLink: boolean };

/** Writes the words of a picture inside a link; any other picture is left out. */
const pictureFormat =
  (place: Place): FormatCallback =>
  (element, _walk, builder) => {
    const words: unknown = element.attribs?.alt;
    if (place.insideLink && typeof words === 'string') builder.addInline(words.trim());
  };

/**
 * Formats a link as "Words: address". Where the words are the address, it appears only once; where there are
 * none, it stands alone.
 */
const linkFormat =
  (show: (text: string) => string, place: Place): FormatCallback =>
  (element, walk, builder) => {
    const href: unknown = element.attribs?.href;
    place.insideLink = true;
    walk(element.children, builder);
    place.insideLink = false;
    if (typeof href !== 'string' || !ADDRESS.test(href)) return;
    const [address, words] = [href.replace(/^(?:mailto|tel):/, ''), wordsOf(element.children)];
    if (show(address) === show(words)) return;
    builder.addInline(words === '' ? address : `: ${address}`, { noWordTransform: true });
  };

const wordsOf = (children: readonly DomNode[]): string =>
  children
    .map(({ data, name, attribs, children: inner }) =>
      name === 'img' ? (attribs?.alt ?? '') : (data ?? wordsOf(inner ?? [])),
    )
    .join('')
    .trim();
