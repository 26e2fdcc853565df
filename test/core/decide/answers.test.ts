/** The last answer to a question, as a fact that conditions may ask for. */
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../core/events/event.ts';
import { LIMITS } from '../../../core/limits.ts';
import { programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const answered = (...answers: readonly JsonObject[]) => {
  const story = storyOf(programOf([]));
  for (const answer of answers) story.hears('survey.answered', answer);
  return story.profile().attributes;
};
const why = { question: 'why-did-you-leave', answer: 'too-dear' };

it('is named like the question, and the last one counts', () => {
  expect(answered(why)).toEqual({ why_did_you_leave: 'too-dear' });
  expect(answered(why, { ...why, answer: 'moved-away' })).toEqual({ why_did_you_leave: 'moved-away' });
  expect(answered({ question: `q${'x'.repeat(59)}`, answer: `a${'x'.repeat(39)}` })).toEqual({
    [`q${'x'.repeat(59)}`]: `a${'x'.repeat(39)}`,
  });
});

it.each<[string, JsonObject]>([
  ['a question without an answer', { question: why.question }],
  ['an answer without a question', { answer: why.answer }],
  ['a question in words', { ...why, question: 'Why did you leave?' }],
  ['a question that begins with a digit', { ...why, question: '1-why' }],
  ['a question that is too long', { ...why, question: `q${'x'.repeat(60)}` }],
  ['an answer in words', { ...why, answer: 'Too dear!' }],
  ['an answer of a number', { ...why, answer: '5' }],
  ['an answer that is too long', { ...why, answer: `a${'x'.repeat(40)}` }],
])('is none where a survey of the shop has %s', (_, answer) => {
  expect(answered(answer)).toStrictEqual({});
});

it('is none where another event says the same', () => {
  expect(storyOf(programOf([])).hears('review.submitted', why).profile().attributes).toEqual({});
});

it('pushes out the oldest fact where there are too many, and none where it is known', () => {
  const many = Array.from({ length: LIMITS.attributesPerProfile }, (_, n) => ({
    question: `q${n}`,
    answer: 'a',
  }));
  const names = (...more: readonly JsonObject[]) => Object.keys(answered(...many, ...more));
  expect(names({ question: 'q5', answer: 'b' })).toHaveLength(many.length);
  expect(names({ question: 'q5', answer: 'b' }).at(-1)).toBe('q5');
  expect(names(why)).toEqual([...many.slice(1).map(({ question }) => question), 'why_did_you_leave']);
});
