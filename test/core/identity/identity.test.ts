/** An address is one address however it was typed, and what nobody can see makes it none. */
import { describe, expect, test } from 'vitest';
import { normaliseEmail } from '../../../core/identity/identity.ts';

describe('an e-mail address', () => {
  test.each([
    [' Insa@Example.ORG\n', 'insa@example.org'],
    ['ju\u0308rgen@bücher.example', 'jürgen@bücher.example'],
  ])('%j is %s', (typed, address) => expect(normaliseEmail(typed)).toBe(address));

  test.each([
    '\u0000',
    '\u0007',
    '\t',
    '\n',
    ' ',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u00ad',
    '\u200b',
    '\u202e',
    '\u2028',
    '\ufeff',
    '\ud800',
  ])('with %j inside is malformed, before the @ and after it', (unseen) => {
    expect(normaliseEmail(`a${unseen}b@example.org`)).toBeUndefined();
    expect(normaliseEmail(`ab@exam${unseen}ple.org`)).toBeUndefined();
    expect(normaliseEmail(`ab@example.o${unseen}rg`)).toBeUndefined();
  });
});
