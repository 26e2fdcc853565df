/**
 * Adds a signed word to a mail's links to the shop, by which the shop's page recognises whose mail it was. No
 * other link gets it: it is nobody else's to know.
 */

/** The parameter of the address in which the word stands; the tracker takes it out again. */
export const VISIT_PARAMETER = 'sk_visit';

type Texts = Readonly<{ html: string; text: string }>;
type Visit = Readonly<{ shopUrl: string; token: string }>;

export const withVisit = <T extends Texts>(mail: T, { shopUrl, token }: Visit): T => {
  const shop = hostOf(shopUrl);
  if (shop === undefined) return mail;
  const marked = (url: string, and: string): string =>
    hostOf(url) === shop ? withWord(url, and, token) : url;
  return {
    ...mail,
    html: mail.html.replace(LINK, (_, before: string, url: string) => `${before}${marked(url, '&amp;')}"`),
    text: mail.text.replace(ADDRESS, (url) => marked(url, '&')),
  };
};

const LINK = /(<a\b[^<>]{0,2000}?\bhref=")(https?:\/\/[^"\s<>]{1,2000})"/gi;
/** A full stop or bracket behind an address ends the sentence and not the address. */
const ADDRESS = /https?:\/\/[^\s<>"]{0,2000}[^\s<>".,;:!?)\]]/g;

/** The host, with and without "www." the same; an address with a user name in it is none of the shop's. */
const hostOf = (url: string): string | undefined =>
  /^https?:\/\/([a-z0-9.-]{1,253}(?::\d{1,5})?)(?:[/?#]|$)/i
    .exec(url)?.[1]
    ?.toLowerCase()
    .replace(/^www\./, '');

const withWord = (url: string, and: string, token: string): string => {
  const hash = url.indexOf('#');
  const [page, place] = hash < 0 ? [url, ''] : [url.slice(0, hash), url.slice(hash)];
  const joined = page.includes('?') ? (/[?&;]$/.test(page) ? '' : and) : '?';
  return `${page}${joined}${VISIT_PARAMETER}=${token}${place}`;
};
