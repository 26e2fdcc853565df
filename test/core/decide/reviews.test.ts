/** Reviews at their writer: each counts once, whatever becomes of it afterwards. */
import { expect, test } from 'vitest';
import { joinedReviews } from '../../../core/decide/apply/apply-review.ts';
import { LIMITS } from '../../../core/limits.ts';
import { cartFlow, programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const review = (review_id: string, rating: number) => ({ product_id: '8101', review_id, rating });

test('a review that is changed, published or hidden later has counted already', () => {
  const story = storyOf(programOf([cartFlow()]))
    .hears('review.submitted', review('r-1', 2), { id: 'r-1:written' })
    .hears('review.submitted', review('r-1', 5), { id: 'r-1:changed' });
  expect(story.profile().history['review.submitted']?.count).toBe(1);
  expect(story.decisions()).toContain('ignored repeat');
  story.hears('review.submitted', review('r-2', 4), { id: 'r-2:written' });
  expect(story.profile().history['review.submitted']?.count).toBe(2);
});

test('a review without an id counts each time, because nothing tells two of them apart', () => {
  const story = storyOf(programOf([cartFlow()]))
    .hears('review.submitted', { product_id: '8101', rating: 2 }, { id: 'a' })
    .hears('review.submitted', { product_id: '8101', rating: 5 }, { id: 'b' });
  expect(story.profile().history['review.submitted']?.count).toBe(2);
});

test('of two profiles that become one the marks of both are kept, the newest within the bound', () => {
  expect(joinedReviews('aaaaaaaabbbbbbbb', 'bbbbbbbbcccccccc')).toBe('aaaaaaaabbbbbbbbcccccccc');
  expect(joinedReviews(undefined, undefined)).toBeUndefined();
  const many = Array.from({ length: LIMITS.reviewMarksPerProfile }, (_, n) => String(n).padStart(8, '0'));
  expect(joinedReviews(many.join(''), 'zzzzzzzz')).toBe([...many.slice(1), 'zzzzzzzz'].join(''));
});

test('only the review itself counts once: another word that names it counts each time', () => {
  const story = storyOf(programOf([cartFlow()]))
    .hears('review.submitted', review('r-1', 2), { id: 'a' })
    .hears('review.helpful', review('r-1', 2), { id: 'b' })
    .hears('review.helpful', review('r-1', 2), { id: 'c' });
  expect(story.profile().history['review.helpful']?.count).toBe(2);
});

test('a review has the same mark in every release, so that none counts again after one', () => {
  const story = storyOf(programOf([cartFlow()])).hears('review.submitted', review('r-1', 2));
  expect(story.profile().reviews).toBe('1dj18kls');
});
