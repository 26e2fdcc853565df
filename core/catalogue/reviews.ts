/** Applies a review to its product: shown, changed, or taken back. The newest word about each review counts. */
import type { DomainEvent } from '../events/event.ts';
import { objectAt, textAt } from '../events/read-data.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import { known, others, withReview } from './kept-reviews.ts';
import type { Product, Review } from './product.ts';
import { shownAuthor, shownText } from './review-words.ts';

/** Marks statements of files, which are dated like the file and say when the review was written. */
export const OF_FILES = 'reviews';

/** The same review, marked as hidden because its writer was erased. */
export const hidden = (event: DomainEvent): DomainEvent => ({
  ...event,
  data: { ...event.data, hidden: true },
});

/** Keeps published reviews only, each once; undefined where nothing changes. */
export const reviewed = (product: Product, event: DomainEvent): Product | undefined => {
  const { at, data } = event;
  const review = reviewOf(event);
  const before = known(product.reviews, review);
  if (data.hidden === true) return takenBack(product, review, at);
  if (before && saidAt(before) > at) return undefined;
  if (data.published === false) return unpublished(product, event, review);
  const since = product.unpublished?.[before?.id ?? review.id];
  return isRated(review) && (since === undefined || at > since) ? shown(product, review, before) : undefined;
};

/** What nobody sees needs no mark because of a file, which may hold thousands of such rows. */
const unpublished = (product: Product, { at, source }: DomainEvent, review: Review): Product | undefined =>
  source === OF_FILES && !known(product.reviews, review) ? undefined : takenBack(product, review, at);

const shown = (
  { unpublished: marks, ...product }: Product,
  review: Review,
  before: Review | undefined,
): Product | undefined => {
  if (before && repeats(before, review)) return undefined;
  const reviews = withReview(product.reviews, review);
  const { [review.id]: _before, ...left } = marks ?? {};
  return {
    ...product,
    reviews,
    ...present({ unpublished: Object.keys(left).length > 0 ? left : undefined }),
  };
};

/** Remembers since when nobody is to see it: an older word that arrives later must not bring it back. */
const takenBack = (product: Product, review: Review, at: Instant): Product | undefined => {
  const id = known(product.reviews, review)?.id ?? review.id;
  const since = product.unpublished?.[id];
  const reviews = others(product.reviews, review);
  if (since !== undefined && since >= at && reviews.length === product.reviews.length) return undefined;
  const marks = Object.entries({ ...product.unpublished, [id]: Math.max(at, since ?? at) });
  const newest = marks.toSorted(([, a], [, b]) => b - a).slice(0, LIMITS.unpublishedReviewsPerProduct);
  return { ...product, reviews, unpublished: Object.fromEntries(newest) };
};

/** The review in an event, whose rating may be none. */
const reviewOf = ({ id, at, source, data }: DomainEvent): Review => {
  const written = data['written_at'];
  return present({
    id: textAt(data, 'review_id') ?? id,
    at: source === OF_FILES && typeof written === 'number' ? written : at,
    saidAt: source === OF_FILES ? at : undefined,
    rating: Number(data.rating),
    title: shownText(textAt(data, 'title')),
    text: shownText(textAt(data, 'text')),
    author: shownAuthor(textAt(objectAt(data, 'customer'), 'first_name') ?? textAt(data, 'author')),
    helpful: typeof data['helpful'] === 'number' ? data['helpful'] : undefined,
  });
};

const isRated = ({ rating }: Review): boolean => rating >= 1 && rating <= 5;

const saidAt = (review: Review): Instant => review.saidAt ?? review.at;

/** A file that comes again says everything once more at another time. */
const repeats = (before: Review, review: Review): boolean =>
  review.saidAt !== undefined && withoutTime(before) === withoutTime(review);

const withoutTime = ({ id: _, saidAt: __, ...words }: Review): string =>
  JSON.stringify(Object.entries(words).sort());
