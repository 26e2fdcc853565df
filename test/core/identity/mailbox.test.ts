/** Which addresses count as one mailbox where something is counted per address. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mailboxOf, withoutTag } from '../../../core/identity/mailbox.ts';

const same = (...spellings: readonly string[]) =>
  expect(new Set(spellings.map((address) => mailboxOf('email', address))).size).toBe(1);

describe('one mailbox', () => {
  test('has many spellings for whoever floods it', () => {
    same(
      'jette@example.org',
      'Jette@Example.org',
      'j.e.t.t.e@example.org',
      'jette+shop@example.org',
      'j.ette+a+b@example.org',
    );
    same('jette@bücher.example', 'jette@xn--bcher-kva.example', 'JETTE+x@BÜCHER.example');
    same('jette@gmail.com', 'j.ette+1@googlemail.com');
  });

  test('is another one for another person or domain', () => {
    const others = [
      'jette@example.org',
      'jutta@example.org',
      'jette@example.com',
      '+jette@example.org',
      '...@example.org',
    ];
    expect(new Set(others.map((address) => mailboxOf('email', address))).size).toBe(others.length);
  });

  test('on WhatsApp is the number, however it is written there', () => {
    expect(mailboxOf('whatsapp', '+551187654321')).toBe(mailboxOf('whatsapp', '+5511987654321'));
    expect(mailboxOf('whatsapp', 'DE.1834000')).toBe('DE.1834000');
    expect(mailboxOf('whatsapp', 'a.b@googlemail.com')).toBe('a.b@googlemail.com');
    expect(mailboxOf('email', 'a.b+c')).toBe('a.b+c');
    expect(mailboxOf('email', '@example.org')).toBe('@example.org');
    expect(mailboxOf('email', '...@example.org')).toBe('...@example.org');
    expect(mailboxOf('email', 'a@googlemail.com')).toBe('a@gmail.com');
  });

  test('stays one, whatever tags and dots are put into it', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(part, part, fc.array(part, { maxLength: 3 }), (a, b, tags) => {
        const noisy = `${a}.${b}${tags.map((tag) => `+${tag}`).join('')}@Example.ORG`;
        expect(mailboxOf('email', noisy)).toBe(mailboxOf('email', `${a}${b}@example.org`));
      }),
    );
  });
});

test('an address without its tag is an address still', () => {
  expect(withoutTag('j.ette+shop@example.org')).toBe('j.ette@example.org');
  expect(withoutTag('+jette@example.org')).toBe('+jette@example.org');
  expect(withoutTag('jette@example.org')).toBe('jette@example.org');
  expect(withoutTag('jette@exam+ple.org')).toBe('jette@exam+ple.org');
});
