/** Which language a message is written in. */
import { describe, expect, it } from 'vitest';
import { formattingLocale, pickLanguage } from '../../../core/message/locale.ts';
import { personOf, SETTINGS } from './samples.ts';

describe('pickLanguage', () => {
  const pick = (
    locale: string | undefined,
    country: string | undefined,
    available: string[] = ['de', 'en'],
  ) => pickLanguage(personOf({ locale, country }), SETTINGS, available);

  it("goes by the customer's locale, then the country, then the shop", () => {
    expect(pick('en-GB', 'DE')).toBe('en');
    expect(pick('de_AT', 'US')).toBe('de');
    expect(pick(undefined, 'CH')).toBe('de');
    expect(pick(undefined, undefined)).toBe('de');
    expect(
      pickLanguage(personOf({ locale: undefined, country: 'FR' }), { ...SETTINGS, locales: ['en', 'de'] }, [
        'de',
        'en',
      ]),
    ).toBe('en');
  });

  it("keeps to the shop's languages where the template has one of them", () => {
    const german = { ...SETTINGS, locales: ['de' as const] };
    expect(pickLanguage(personOf({ locale: 'en-GB' }), german, ['de', 'en'])).toBe('de');
    expect(pickLanguage(personOf({ locale: 'de-DE' }), german, ['en'])).toBe('en');
  });

  it('takes only what the template has', () => {
    expect(pick('en-GB', 'GB', ['de'])).toBe('de');
    expect(pick('de-DE', 'DE', ['en'])).toBe('en');
    expect(pick('de-DE', 'DE', [])).toBeUndefined();
  });
});

describe('formattingLocale', () => {
  it("keeps the customer's own tag where it fits, and survives nonsense", () => {
    expect(formattingLocale('de', personOf({ locale: 'de_CH' }), SETTINGS)).toBe('de-CH');
    expect(formattingLocale('en', personOf({ locale: 'de-CH', country: 'CH' }), SETTINGS)).toBe('en-CH');
    expect(formattingLocale('de', personOf({ locale: 'de-!!', country: '??' }), SETTINGS)).toBe('de');
    expect(formattingLocale('en', personOf({ locale: undefined, country: undefined }), SETTINGS)).toBe(
      'en-DE',
    );
  });
});
