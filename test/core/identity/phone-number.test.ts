/** A phone number is one number however it was written, by shops or by WhatsApp. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gateHash, gateHashes, identityKey, newestVersion } from '../../../core/identity/keys.ts';
import { alternateForm, canonicalForm } from '../../../core/identity/number-forms.ts';
import { isFromOneOf, phoneNumber } from '../../../core/identity/phone-number.ts';
import { runs } from '../../support/runs.ts';

describe('a phone number', () => {
  test.each([
    ['+5548996123456', undefined, '+5548996123456'],
    ['+554896123456', undefined, '+5548996123456'],
    ['48 96123456', 'BR', '+5548996123456'],
    ['+551132345678', undefined, '+551132345678'],
    ['+525512345678', undefined, '+525512345678'],
    ['+5215512345678', undefined, '+525512345678'],
    ['044 55 1234 5678', 'MX', '+525512345678'],
    ['+541123456789', undefined, '+5491123456789'],
    ['+5491123456789', undefined, '+5491123456789'],
    ['011 15 2345-6789', 'AR', '+5491123456789'],
    ['+548001234567', undefined, '+548001234567'],
    ['0171 3920011', undefined, '+491713920011'],
    ['0660 1234567', 'AT', '+436601234567'],
    ['0171 3920011', 'XX', '+491713920011'],
    ['+49 0 171 3920011', undefined, '+491713920011'],
    ['+49 000 171 3920011', undefined, '+491713920011'],
    ['+49 0000 171 3920011', undefined, undefined],
    ['123', undefined, undefined],
    ['+4900000000000000000000000', undefined, undefined],
  ])('written as %s in %s is %s', (written, country, number) => {
    expect(phoneNumber(written, country)).toBe(number);
  });

  test.each([
    ['+491713920011', ['DE', 'AT'], true],
    ['+491713920011', ['AT'], false],
    ['+436601234567', ['DE', 'AT'], true],
    ['+447911123456', ['GB'], true],
    ['+441534123456', ['GB'], true],
    ['+447797712345', ['GB'], true],
    ['+12125550123', ['US'], true],
    ['+18765550123', ['US'], false],
    ['+77012345678', ['RU'], false],
    ['+491713920011', [], false],
    ['+491713920011', ['XX'], false],
    ['DE.1234', ['DE'], false],
  ])('%s belongs to one of %j: %s', (number, countries, belongs) => {
    expect(isFromOneOf(number, countries)).toBe(belongs);
  });

  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 8, maxLength: 11 });
  const numbers = fc.tuple(fc.constantFrom('+55', '+52', '+521', '+54', '+549', '+49'), digits);

  test('has one form: read again it is the same, and so is its other spelling', () => {
    fc.assert(
      fc.property(numbers, ([code, rest]) => {
        const number = phoneNumber(code + rest);
        expect(canonicalForm(canonicalForm(code + rest))).toBe(canonicalForm(code + rest));
        if (number === undefined) return;
        expect(phoneNumber(number)).toBe(number);
        expect(canonicalForm(alternateForm(number) ?? number)).toBe(number);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test('stopped under any spelling is found under every other, and under every key', () => {
    const keys = { 1: 'a'.repeat(64), 2: 'b'.repeat(64) };
    for (const [a = '', b = ''] of [
      ['+5548996123456', '+554896123456'],
      ['+525512345678', '+5215512345678'],
      ['+541123456789', '+5491123456789'],
    ]) {
      expect(gateHashes(keys, 'whatsapp', a)).toEqual(gateHashes(keys, 'whatsapp', b));
      for (const version of ['1', '2'])
        expect(gateHashes(keys, 'whatsapp', a)).toContain(gateHash(keys, version, 'whatsapp', b));
    }
    expect(gateHashes(keys, 'whatsapp', '+491713920011')).toHaveLength(2);
    expect([identityKey(keys), newestVersion(keys)]).toEqual([keys[1], '2']);
    expect(() => identityKey({ 2: keys[2] })).toThrow('lacks version "1"');
  });
});
