/** Addresses in the form in which they are written to. */
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asciiAddress } from '../../../core/identity/mail-address.ts';
import { runs } from '../../support/runs.ts';

describe('an address', () => {
  test('travels with an ASCII domain, and not at all with another local part', () => {
    expect(asciiAddress('jette@müller.example')).toBe('jette@xn--mller-kva.example');
    expect(asciiAddress('t@Straße.example')).toBe('t@xn--strae-oqa.example');
    const others = ['jörg@example.org', 'jette@', '@example.org', 'a b@example.org', '', 'jette@a b.example'];
    expect(others.map(asciiAddress)).toEqual(others.map(() => undefined));
  });

  test('that is in this form already stays as it is', () => {
    const labels = fc.array(fc.domain(), { minLength: 1, maxLength: 1 });
    fc.assert(
      fc.property(labels, ([domain]) => {
        const once = asciiAddress(`jette@${domain}`);
        expect(once === undefined ? once : asciiAddress(once)).toBe(once);
      }),
    );
  });

  test('has the domain that UTS 46 makes of it, whatever stands there', () => {
    const nasty = fc.constantFrom(
      'ß',
      'İ',
      '。',
      '\u200d',
      '\u00ad',
      'xn--',
      '.',
      '%41',
      '/',
      ':',
      '#',
      '127.1',
    );
    const domains = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 6 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(domains, (domain) => {
        fc.pre(!domain.includes('@'));
        const expected = domainToASCII(domain);
        expect(asciiAddress(`jette@${domain}`)).toBe(expected === '' ? undefined : `jette@${expected}`);
      }),
      { numRuns: runs(2_000) },
    );
  });
});
