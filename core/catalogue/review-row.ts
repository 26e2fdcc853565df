/** Reads one row of a file of reviews as a statement about a product, in the words of `review.submitted`. */
import type { JsonObject } from '../events/event.ts';
import { cleanText, id as idField, readTime } from '../events/event-fields.ts';
import { idOf } from '../identity/identity.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import type { FeedIds, FeedRow } from './feed-row.ts';
import { FROM_A_FILE } from './kept-reviews.ts';
import { allSaidIn, saidIn } from './review-columns.ts';
import { shownAuthor, shownText } from './review-words.ts';

export type ReviewFault = 'no-product' | 'odd-product' | 'rating' | 'date';

export type ReviewReading = Readonly<{ faults: readonly ReviewFault[] }> &
  (Readonly<{ product: string; published: boolean; data: JsonObject }> | Readonly<{ product?: undefined }>);

/** `at` is when the file was put there; `idsOf` reads an id that a platform's own exports make. */
type Asked = Readonly<{ at: Instant; idsOf: (id: string) => FeedIds | undefined }>;

/**
 * What the row says. Of the writer nothing is kept but the first name: no later erasure could find a mail
 * address here. A row without a date that can be read counts as older than all others.
 */
export const readReviewRow = (row: FeedRow, { at, idsOf }: Asked): ReviewReading => {
  const named = saidIn(row, 'product');
  if (named === undefined) return { faults: ['no-product'] };
  const product = idsOf(named)?.product ?? named;
  if (!idField.safeParse(product).success) return { faults: ['odd-product'] };
  const rating = allSaidIn(row, 'rating').map(ratingIn).find(isKnown);
  if (rating === undefined) return { faults: ['rating'] };
  const said = dateIn(saidIn(row, 'date') ?? '');
  const published = isPublished(row);
  return {
    product,
    published,
    data: {
      product_id: product,
      published,
      written_at: Math.min(said ?? 0, at),
      ...reviewIn(row, { product, rating, said: said ?? 0 }),
    },
    faults: said === undefined ? ['date'] : [],
  };
};

type Known = Readonly<{ product: string; rating: number; said: Instant }>;

const reviewIn = (row: FeedRow, { product, rating, said }: Known): JsonObject => {
  const words = { rating, ...wordsIn(row) };
  return present({
    review_id: idIn(row) ?? FROM_A_FILE + idOf(product, said, JSON.stringify(words)),
    ...words,
    helpful: countIn(saidIn(row, 'helpful') ?? ''),
  }) as JsonObject;
};

/** A column "Bewertung" holds a rating or a text: what is a rating is no text. */
const wordsIn = (row: FeedRow) =>
  present({
    title: cleaned(shownText(saidIn(row, 'title'))),
    text: cleaned(shownText(allSaidIn(row, 'text').find((text) => text !== '' && !isKnown(ratingIn(text))))),
    author: cleaned(shownAuthor(saidIn(row, 'author'))),
  });

const cleaned = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : cleanText(text);

/** Where the file has no ids, a review is known by all it says, and a corrected one counts as another. */
const idIn = (row: FeedRow): string | undefined => {
  const stated = saidIn(row, 'review');
  return stated !== undefined && idField.safeParse(stated).success ? stated : undefined;
};

/** "5", "4,5", "4/5", "4 von 5", "4 out of 5", "4 Sterne", "★★★★☆". */
const RATING =
  /^(\d(?:[.,]\d{1,2})?)(?:\s*(?:\/|von|of|out of)\s*5(?:[.,]0{1,2})?)?(?:\s*(?:sterne?|stars?))?$/i;
const STARS = /^★{1,5}☆{0,4}$/;

const ratingIn = (value: string): number | undefined => {
  if (STARS.test(value)) return value.replaceAll('☆', '').length;
  const rating = Number(RATING.exec(value)?.[1]?.replace(',', '.'));
  return rating >= 1 && rating <= 5 ? rating : undefined;
};

const isKnown = <T>(value: T | undefined): value is T => value !== undefined;

const countIn = (value: string): number | undefined => (/^\d{1,9}$/.test(value) ? Number(value) : undefined);

const YES = new Set(
  '1 yes y true ok published publish approved live visible public x ja j wahr veröffentlicht veroeffentlicht freigegeben sichtbar'.split(
    ' ',
  ),
);
const NO = new Set(['', '0', 'no', 'n', 'false', 'nein', 'falsch']);

/**
 * A file without such a column holds what is published. Judge.me's "curated" counts where nothing else says
 * so, but for spam; an empty field, or a word that nobody knows, publishes nothing.
 */
const isPublished = (row: FeedRow): boolean => {
  const [published, curated, hidden] = (['published', 'curated', 'hidden'] as const).map((column) =>
    allSaidIn(row, column).map((value) => value.toLowerCase()),
  ) as [string[], string[], string[]];
  if (curated.includes('spam') || !hidden.every((value) => NO.has(value))) return false;
  return (published.length > 0 ? published : curated).every((value) => YES.has(value));
};

const TIME = /(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(?: ?(?:UTC|GMT|Z))?$/i;

/** ISO 8601 (without an offset in UTC), "2024-01-03 10:22:00 UTC", "03.01.2024 10:22", "03/01/2024". */
const dateIn = (value: string): Instant | undefined => {
  const [, hour = '0', minute = '0', second = '0'] = TIME.exec(value) ?? [];
  const day = dayIn(value.replace(TIME, ''));
  const clock = [hour, minute, second].map((part) => part.padStart(2, '0')).join(':');
  return readTime(value) ?? (day === undefined ? undefined : readTime(`${day}T${clock}Z`));
};

/** With slashes the day stands first, unless it can only be the month. */
const dayIn = (text: string): string | undefined => {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const [, first = '', mark, second = '', year = ''] = /^(\d\d?)([./])(\d\d?)\2(\d{4})$/.exec(text) ?? [];
  if (mark === undefined) return undefined;
  const [day, month] = mark === '/' && Number(second) > 12 ? [second, first] : [first, second];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};
