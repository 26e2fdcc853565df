/** Guesses which word was meant by an unknown one. */
import { describe, expect, it } from 'vitest';
import { closest } from '../../../core/publish/did-you-mean.ts';

describe('did you mean', () => {
  it('finds swapped, missing and wrong letters, and stays silent about other words', () => {
    const words = ['template', 'channel', 'usefulFor'];
    expect(['tempalte', 'chanel', 'usefulfor', 'shoe'].map((word) => closest(word, words))).toEqual([
      'template',
      'channel',
      'usefulFor',
      undefined,
    ]);
  });
});
