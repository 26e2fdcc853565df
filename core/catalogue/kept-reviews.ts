/** Which of a product's reviews are kept: a few, the most helpful first, then the newest. */
import { LIMITS } from '../limits.ts';
import type { Review } from './product.ts';

/** Begins the ids of reviews from a file that has no ids of its own. */
export const FROM_A_FILE = 'file:';

/**
 * The same review as it is kept. One that came by an event keeps that event's id when a file has it too: by
 * it the erasure of its writer finds the review.
 */
export const known = (reviews: readonly Review[], review: Review): Review | undefined =>
  reviews.find(({ id }) => id === review.id) ??
  (review.id.startsWith(FROM_A_FILE) ? reviews.find((other) => saysTheSame(other, review)) : undefined);

export const withReview = (reviews: readonly Review[], review: Review): readonly Review[] => {
  const id = known(reviews, review)?.id ?? review.id;
  return [...others(reviews, review), { ...review, id }].sort(byWorth).slice(0, LIMITS.reviewsPerProduct);
};

export const others = (reviews: readonly Review[], review: Review): readonly Review[] =>
  reviews.filter((other) => other.id !== review.id && !saysTheSame(other, review));

/**
 * Whether one of two comes from a file that has no ids, and both say the same. A rating alone is no proof.
 */
const saysTheSame = (a: Review, b: Review): boolean =>
  (a.id.startsWith(FROM_A_FILE) || b.id.startsWith(FROM_A_FILE)) &&
  a.text !== undefined &&
  a.text === b.text &&
  a.author === b.author &&
  a.rating === b.rating;

/** Only reviews with a text are shown, so they stay before those without. */
export const byWorth = (a: Review, b: Review): number =>
  Number(b.text !== undefined) - Number(a.text !== undefined) ||
  (b.helpful ?? 0) - (a.helpful ?? 0) ||
  b.at - a.at;
