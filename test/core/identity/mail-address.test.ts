/** An e-mail address has one form, however it was written, and that form can be sent to. */
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asciiAddress, mailAddress, spelledAddress } from '../../../core/identity/mail-address.ts';
import { runs } from '../../support/runs.ts';

describe('an address', () => {
  test.each([
    [' Insa@Example.ORG\n', 'insa@example.org'],
    ['kasse@müsli-hof.example', 'kasse@xn--msli-hof-65a.example'],
    ['Kasse@XN--MSLI-HOF-65A.example', 'kasse@xn--msli-hof-65a.example'],
    ['t@straße.example', 't@xn--strae-oqa.example'],
    ['t@STRASSE.example', 't@strasse.example'],
    ['ju\u0308rgen@bu\u0308cher.example', 'jürgen@xn--bcher-kva.example'],
    ['a@ｅｘａｍｐｌｅ。org', 'a@example.org'],
    ['jette＠example.org', 'jette@example.org'],
    ['jette﹫example.org', 'jette@example.org'],
    ['\u200bjette@example.org', 'jette@example.org'],
    ['\ufeffjette@example.org\u202c', 'jette@example.org'],
    ['je\u00adtte@exam\u200b\u00adple.org', 'jette@example.org'],
    ['jette@exam\u200cple.org', 'jette@example.org'],
    ['jette@example.org.', 'jette@example.org'],
    ['Jette <jette@example.org>', 'jette@example.org'],
    ['"Meier, Jette" <Jette@example.org>', 'jette@example.org'],
    ['Jette < jette@example.org >', 'jette@example.org'],
    ['"Jette@example.org" < jette@example.org >', 'jette@example.org'],
    ['jette@example.org <jette@example.org>', 'jette@example.org'],
    ['<mailto:jette@example.org>', 'jette@example.org'],
    ['MAILTO:jette@example.org?subject=Tee', 'jette@example.org'],
    ['o\u2019hara+shop@example.org', 'o\u2019hara+shop@example.org'],
  ])('written as %j is %s', (typed, address) => expect(mailAddress(typed)).toBe(address));

  test('has at most 64 letters before the @ and 254 in all, in a text of at most a thousand', () => {
    const domain = (letters: number) => `${`${'d'.repeat(61)}.`.repeat(3)}${'o'.repeat(letters)}`;
    const taken = (text: string) => mailAddress(text) !== undefined;
    expect([taken(`${'a'.repeat(64)}@example.org`), taken(`${'a'.repeat(65)}@example.org`)]).toEqual([
      true,
      false,
    ]);
    expect([3, 4].map((letters) => taken(`${'a'.repeat(64)}@${domain(letters)}`))).toEqual([true, false]);
    const named = (chars: number) =>
      `${'J'.repeat(chars - ' <jette@example.org>'.length)} <jette@example.org>`;
    expect([1_000, 1_001].map((chars) => taken(named(chars)))).toEqual([true, false]);
    expect(taken('\u00ad@example.org')).toBe(false);
    expect(taken('jette@')).toBe(false);
    const longest = [...['b', 'c', 'd'].map((letter) => letter.repeat(63)), 'e'.repeat(61)].join('.');
    expect([longest, `${longest}e`].map((one) => asciiAddress(`a@${one}`))).toEqual([
      `a@${longest}`,
      undefined,
    ]);
    expect([asciiAddress('@example.org'), asciiAddress('example.org')]).toEqual([undefined, undefined]);
  });

  /** Between the letters of some languages a joiner makes another domain (RFC 5892). */
  test('keeps a joiner where it is a letter of its domain', () => {
    const [joined, plain] = ['a@نامه\u200cای.example', 'a@نامهای.example'].map(mailAddress);
    expect(joined).toBeDefined();
    expect(joined).not.toBe(plain);
  });

  test.each([
    '\u0000',
    '\u0007',
    '\t',
    '\n',
    ' ',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\ud800',
    '"',
    '<',
    ',',
    ';',
  ])('with %j inside is none, before the @ and after it', (unseen) => {
    expect(mailAddress(`a${unseen}b@example.org`)).toBeUndefined();
    expect(mailAddress(`ab@exam${unseen}ple.org`)).toBeUndefined();
    expect(mailAddress(`ab@example.o${unseen}rg`)).toBeUndefined();
  });

  test.each([
    'example.org',
    '1.2.3.4',
    '127.1@',
    'a@1.2.3.4',
    'a@127.1',
    'a@0x7f.1',
    'a@[127.0.0.1]',
    'a@example.org:25',
    'a@user:word@example.org',
    'a@example.org/path',
    'a@example.org?q',
    'a@example.org#f',
    'a@ex%61mple.org',
    'a@example',
    'a@example..org',
    'a@example.org..',
    'a@.example.org',
    'a@-example.org',
    'a@no-domain.invalid',
    'a@example.org, b@example.org',
    'Tom <b@example.org>, Jette <a@example.org>',
    'b@example.org, Jette <a@example.org>',
    '@example.org',
    'a@',
    '',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(64)}.example`,
    `a@${'b.'.repeat(130)}example`,
    `${' '.repeat(1_001)}a@example.org`,
  ])('is not guessed from %j', (typed) => expect(mailAddress(typed)).toBeUndefined());

  const strange = fc.constantFrom(
    'ß',
    'İ',
    'Σ',
    '。',
    '\u200d',
    '\u00ad',
    'xn--',
    '.',
    '<',
    '>',
    'mailto:',
    '@',
    'ü',
    '\u0308',
    '١',
    '%41',
  );
  const letters = fc.array(fc.oneof(strange, fc.string({ unit: 'grapheme', maxLength: 3 })), {
    maxLength: 6,
  });
  const typed = fc
    .tuple(letters, letters, fc.domain())
    .map(([local, label, domain]) => `${local.join('')}a@${label.join('')}${domain}`);

  test('has one form: what was read once is read as the same again, in either spelling', () => {
    fc.assert(
      fc.property(fc.oneof(typed, fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        const address = mailAddress(text);
        if (address === undefined) return;
        expect(mailAddress(address)).toBe(address);
        expect(mailAddress(spelledAddress(address))).toBe(address);
        expect(mailAddress(address.toUpperCase())?.toLowerCase()).toBe(mailAddress(address.toUpperCase()));
        expect(address.slice(address.lastIndexOf('@'))).toMatch(/^@[a-z0-9._-]+$/);
      }),
      { numRuns: runs(500) },
    );
  });

  test('is the same in capitals and with its domain in either spelling', () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.constantFrom('müsli', 'straße', 'bücher', 'naïve', '例え'),
        (email, label) => {
          const [local = '', domain = ''] = email.split('@');
          fc.pre(/^[\x21-\x7e]+$/.test(local) && mailAddress(email) !== undefined);
          const spelled = `${local}@${label}.${domain}`;
          const address = mailAddress(spelled);
          expect(address).toBeDefined();
          expect(mailAddress(`${local}@${domainToASCII(`${label}.${domain}`).toUpperCase()}`)).toBe(address);
          expect(spelledAddress(address ?? '')).toBe(spelled.toLowerCase());
        },
      ),
    );
  });
});

describe('an address as it travels', () => {
  test('has an ASCII domain, and there is none with another local part', () => {
    expect(asciiAddress('jette@müller.example')).toBe('jette@xn--mller-kva.example');
    expect(asciiAddress('t@Straße.example')).toBe('t@xn--strae-oqa.example');
    const others = [
      'jörg@example.org',
      'jette@@example.org',
      'jette@',
      '@example.org',
      'a b@example.org',
      '',
      'jette@a b.example',
    ];
    expect(others.map(asciiAddress)).toEqual(others.map(() => undefined));
  });

  test('has the domain that UTS 46 makes of it, or none', () => {
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
    const domains = fc
      .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 6 })
      .map((parts) => `${parts.join('')}.example`);
    fc.assert(
      fc.property(domains, (domain) => {
        const address = asciiAddress(`jette@${domain}`);
        const visible = domain.replace(/\p{DI}/gu, '');
        if (address !== undefined)
          expect([domainToASCII(domain), domainToASCII(visible)]).toContain(address.slice('jette@'.length));
      }),
      { numRuns: runs(500) },
    );
  });
});
