/** Words of the flow language that this version does not support yet. */
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the flow language, and nobody awaits a
// file.
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../core/publish/problem.ts';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const problemsOf = (text: string): readonly Problem[] =>
  publishOf(folderWith({ 'flows/sample.json': text })).problems;
const errorsWith = (changes: Readonly<Record<string, unknown>>): readonly Problem[] =>
  problemsOf(flowText(changes)).filter(({ severity }) => severity === 'error');
const one = (problems: readonly Problem[]): Problem => {
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  if (!problem) throw new Error('no problem');
  return problem;
};

describe('what this version has no machinery for', () => {
  it.each([['schedule', { trigger: { schedule: { weekday: 'monday', at: '09:00' } } }]])(
    '%s is refused with that word',
    (word, changes) => {
      const { message } = one(errorsWith(changes));
      expect(message.en).toContain('is not available in this version');
      expect(message.en).toContain(`"${word}"`);
      expect(message.de).toContain('gibt es in dieser Version noch nicht');
    },
  );
});
