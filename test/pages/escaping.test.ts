/**
 * Every value that a customer typed or a shop set stays text: it makes no element, ends no attribute, and is
 * shown as it is.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ShopLook } from '../../core/program/shop-look.ts';
import { confirmPage } from '../../pages/confirm/confirm-page.ts';
import type { Page } from '../../pages/frame.ts';
import { preferencesNotice, preferencesPage } from '../../pages/preferences/preferences-page.ts';
import { exportPage } from '../../pages/privacy/privacy-page.ts';
import { isTechnical } from '../../pages/privacy/privacy-words.ts';
import { subscribeNotice, subscribePage } from '../../pages/subscribe/subscribe-page.ts';
import { unsubscribePage } from '../../pages/unsubscribe/unsubscribe-page.ts';
import { PAGE_SHOP } from '../support/page-shop.ts';
import { bonesOf, readableIn } from '../support/parsed-page.ts';

const BREAKERS = [
  '<script>',
  '</title>',
  '</style>',
  '<!--',
  '-->',
  '"',
  "'",
  '`',
  '>',
  '<',
  '&',
  '&lt;',
  '&#0;',
  '" autofocus onfocus="',
  ' onload=',
  '{shop}',
  '{contact}',
  '$&',
  "$'",
  '\n',
  '\0',
];
const typed = fc
  .array(fc.oneof(fc.constantFrom(...BREAKERS), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 6,
  })
  .map((parts) => `x${parts.join('')}`);

/** Every text of a shop that pages show; an invalid colour leaves no trace (theme.test.ts). */
const shopOf = (next: () => string): ShopLook => ({
  name: next(),
  logoUrl: `https://${next()}`,
  imprintUrl: next(),
  privacyUrl: next(),
});

type Typed = () => string;

/** Each page with all values that come from outside, one after the other. */
const PAGES: Readonly<Record<string, (next: Typed) => Page>> = {
  'the sign-up form': (next) =>
    subscribePage({
      language: 'de',
      shop: shopOf(next),
      contact: next(),
      whatsapp: 'form',
      entered: { email: next(), phone: next(), first_name: next(), source: next() },
      problems: ['email', 'phone', 'channel'],
    }),
  'the sign-up form with a link to WhatsApp': (next) =>
    subscribePage({ language: 'en', shop: shopOf(next), whatsapp: { number: '+49 30 1234' } }),
  'what is said of a sign-up': (next) => subscribeNotice('en', 'limited', shopOf(next)),
  'the page that confirms': (next) => confirmPage('en', 'ask', { shop: shopOf(next), channel: 'email' }),
  'the way out': (next) => unsubscribePage('de', { state: 'done', preferences: next(), shop: shopOf(next) }),
  'the preference centre': (next) =>
    preferencesPage({
      language: 'en',
      shop: shopOf(next),
      standing: { channels: ['email'], topics: [], frequency: 'shop' },
      offered: ['email', 'whatsapp'],
      channel: 'email',
      pausedUntil: next(),
    }),
  'a link to the preferences that is cut off': (next) => preferencesNotice('de', 'invalid', shopOf(next)),
};
const MOST_VALUES = 12;

const render = (page: (next: Typed) => Page, values: readonly string[]): string => {
  const left = [...values];
  return page(() => left.shift() ?? 'x').html;
};

/** A browser turns line ends into one form and drops invalid characters. */
const isKept = (value: string): boolean => !/[\r\0]/.test(value) && value.isWellFormed();

describe.each(Object.entries(PAGES))('%s', (_, page) => {
  test('has the same elements and attributes whatever was typed', () => {
    fc.assert(
      fc.property(fc.array(typed, { minLength: MOST_VALUES, maxLength: MOST_VALUES }), (values) => {
        expect(bonesOf(render(page, values))).toEqual(bonesOf(render(page, [])));
      }),
    );
  });

  test('shows what was typed as it was typed', () => {
    fc.assert(
      fc.property(typed.filter(isKept), (value) => {
        const values: string[] = [];
        const readable = readableIn(
          page(() => values[values.push(`${values.length}${value}`) - 1] ?? '').html,
        );
        expect(values.filter((one) => !readable.some((text) => text.includes(one)))).toEqual([]);
      }),
    );
  });
});

const document = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    typed,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      typed.filter((name) => !isTechnical(name)),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value;

/** The same document without anybody's values. */
const blank = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(blank);
  if (typeof value !== 'object' || value === null) return 'x';
  return Object.fromEntries(Object.values(value).map((inner, index) => [`name${index}`, blank(inner)]));
};

test('an export has the same elements and attributes whatever is known of somebody', () => {
  const page = (timeline: unknown): string =>
    exportPage(
      'de',
      { exportedAt: '2026-11-20T09:00:00Z', known: true, timeline: [{ timeline }] },
      { zone: 'UTC', shop: PAGE_SHOP },
    ).html;
  fc.assert(
    fc.property(document, (value) => {
      expect(bonesOf(page(value))).toEqual(bonesOf(page(blank(value))));
    }),
  );
});
