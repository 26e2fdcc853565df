/**
 * Counts a review once at its writer, however often it is changed, published or hidden afterwards: every
 * further word of it is a repeat there. What visitors see of it follows each word (core/catalogue/reviews.ts).
 */
import type { DomainEvent } from '../../events/event.ts';
import { textAt } from '../../events/read-data.ts';
import { idOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import { type Draft, patch } from '../draft.ts';

/** 40 bits of a hash: plenty to tell the reviews of one customer apart. */
const MARK_CHARS = 8;

/** Returns false for a further word of a review that has counted. One without an id counts each time. */
export const applyReview = (draft: Draft, { name, source, data }: DomainEvent): boolean => {
  const id = name === 'review.submitted' ? textAt(data, 'review_id') : undefined;
  if (id === undefined) return true;
  const mark = idOf('review', source, id).slice(0, MARK_CHARS);
  const known = draft.profile.reviews;
  if (marksIn(known).includes(mark)) return false;
  patch(draft, { reviews: joinedReviews(known, mark) });
  return true;
};

/** The marks of both, each once; beyond the bound the oldest go. */
export const joinedReviews = (own: string | undefined, others: string | undefined): string | undefined => {
  const marks = [...new Set([...marksIn(own), ...marksIn(others)])];
  return marks.length === 0 ? undefined : marks.slice(-LIMITS.reviewMarksPerProfile).join('');
};

const marksIn = (marks = ''): readonly string[] => marks.match(/.{8}/g) ?? [];
