/** Things in a flow that are allowed but probably not intended. */
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../core/publish/problem.ts';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const problemsOf = (text: string): readonly Problem[] =>
  publishOf(folderWith({ 'flows/sample.json': text })).problems;

describe('warnings', () => {
  const warningsWith = (changes: Readonly<Record<string, unknown>>) =>
    problemsOf(flowText(changes)).filter(({ severity }) => severity === 'warning');

  it.each([
    [
      'steps behind an exit',
      {
        steps: [
          { id: 'a', exit: {} },
          { id: 'b', exit: {} },
        ],
      },
      'Nothing from "b" on',
    ],
    [
      'a wait at the end',
      {
        steps: [
          { id: 'a', exit: {} },
          { id: 'b', wait: '1h' },
        ],
      },
      'Nothing comes after the wait',
    ],
    [
      'restart without a wait',
      { trigger: { on: 'checkout.updated', restart: true }, steps: [{ id: 'a', exit: {} }] },
      '"restart" does nothing',
    ],
  ])('tell of %s and publish all the same', (_, changes, words) => {
    expect(warningsWith(changes).some(({ message }) => message.en.includes(words))).toBe(true);
    expect(publishOf(folderWith({ 'flows/sample.json': flowText(changes) })).program).toBeDefined();
  });
});
