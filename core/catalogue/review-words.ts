/**
 * What a review may show of who wrote it, wherever it comes from: a first name. Mail addresses and telephone
 * numbers that somebody wrote into a text would reach strangers in other people's mails.
 */

/** Parts that look like marks of HTML, which review apps export with their texts. */
const MARKS = /<\/?[a-z][^<>]{0,300}>/gi;
const MAIL_ADDRESSES = /[^\s@<>()[\],;:"]{1,64}@[^\s@<>()[\],;:"]{1,255}/g;
/** Eight digits and more, as they are written in telephone numbers. */
const LONG_NUMBERS = /(?:\+|\b)\d(?:[ ./()-]{0,3}\d){7,}/g;

/** Undefined where nothing is left to show. */
export const shownText = (text: string | undefined): string | undefined =>
  text
    ?.replace(MARKS, ' ')
    .replace(MAIL_ADDRESSES, '…')
    .replace(LONG_NUMBERS, '…')
    .replace(/\s+/g, ' ')
    .trim() || undefined;

/** The first name of "Jette Ahlers" and of "Ahlers, Jette"; undefined for a mail address and for a number. */
export const shownAuthor = (name: string | undefined): string | undefined => {
  if (name === undefined || /[@\d]/.test(name)) return undefined;
  const [last = '', first] = name.split(',', 2);
  return (first ?? last).trim().split(/\s+/)[0] || undefined;
};
