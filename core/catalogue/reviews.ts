/** Applies a review to its product: shown, changed, or taken back. The newest word about each review counts. */
import type { DomainEvent, JsonObject } from '../events/event.ts';
import { objectAt, textAt } from '../events/read-data.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import type { Product, Review } from './product.ts';

/** The same review, marked as hidden because its writer was erased. */
export const hidden = (event: DomainEvent): DomainEvent => ({
  ...event,
  data: { ...event.data, hidden: true },
});

/** Keeps published reviews only, each id once, the newest first; undefined where nothing changes. */
export const reviewed = (product: Product, event: DomainEvent): Product | undefined => {
  const { at, data } = event;
  const id = textAt(data, 'review_id') ?? event.id;
  const known = product.reviews.find((review) => review.id === id);
  if (data.hidden === true) return takenBack(product, id, at);
  if (known && known.at > at) return undefined;
  if (data.published === false) return takenBack(product, id, at);
  const review = reviewOf(event, id);
  return review && at > (product.unpublished?.[id] ?? Number.NEGATIVE_INFINITY)
    ? shown(product, review)
    : undefined;
};

const shown = ({ unpublished, ...product }: Product, review: Review): Product => {
  const others = product.reviews.filter(({ id }) => id !== review.id);
  const { [review.id]: _before, ...left } = unpublished ?? {};
  return {
    ...product,
    reviews: [...others, review].sort((a, b) => b.at - a.at).slice(0, LIMITS.reviewsPerProduct),
    ...present({ unpublished: Object.keys(left).length > 0 ? left : undefined }),
  };
};

/** Remembers since when nobody is to see it: an older word that arrives later must not bring it back. */
const takenBack = (product: Product, id: string, at: Instant): Product | undefined => {
  const since = product.unpublished?.[id];
  const reviews = product.reviews.filter((review) => review.id !== id);
  if (since !== undefined && since >= at && reviews.length === product.reviews.length) return undefined;
  const marks = Object.entries({ ...product.unpublished, [id]: Math.max(at, since ?? at) });
  const newest = marks.toSorted(([, a], [, b]) => b - a).slice(0, LIMITS.unpublishedReviewsPerProduct);
  return { ...product, reviews, unpublished: Object.fromEntries(newest) };
};

/** The review in an event; undefined where its rating is not 1 to 5. Authors are shown by first name only. */
const reviewOf = ({ at, data }: DomainEvent, id: string): Review | undefined => {
  const rating = Number(data.rating);
  if (!(rating >= 1 && rating <= 5)) return undefined;
  const [title, text, author] = [textAt(data, 'title'), textAt(data, 'text'), authorOf(data)];
  return present({
    id,
    at,
    rating,
    title: title || undefined,
    text: text || undefined,
    author: author || undefined,
  });
};

const authorOf = (data: JsonObject): string | undefined => {
  const name = textAt(objectAt(data, 'customer'), 'first_name') ?? textAt(data, 'author');
  return name?.split(/\s/)[0];
};
