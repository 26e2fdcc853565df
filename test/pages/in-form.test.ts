/** Every public page in German says Sie, or du where the shop does, and never both. */
import { describe, expect, it } from 'vitest';
import type { ShopLook } from '../../core/program/shop-look.ts';
import { answerPage } from '../../pages/answer/answer-page.ts';
import { confirmPage } from '../../pages/confirm/confirm-page.ts';
import type { Page } from '../../pages/frame.ts';
import { inForm } from '../../pages/in-form.ts';
import { preferencesNotice, preferencesPage } from '../../pages/preferences/preferences-page.ts';
import { PREFERENCES_WORDS } from '../../pages/preferences/preferences-words.ts';
import { subscribeNotice, subscribePage } from '../../pages/subscribe/subscribe-page.ts';
import { SUBSCRIBE_WORDS } from '../../pages/subscribe/subscribe-words.ts';
import { unsubscribePage } from '../../pages/unsubscribe/unsubscribe-page.ts';
import { PAGE_SHOP } from '../support/page-shop.ts';

const SIE = /\b(Sie|Ihnen|Ihr|Ihre[mnrs]?)\b/;
const DU = /\b(du|dich|dir|dein(e[mnrs]?)?)\b/i;

const ANSWERS = ['ask', 'done', 'gone', 'invalid', 'again'] as const;
const PAGES: Readonly<Record<string, (shop: ShopLook | undefined) => readonly Page[]>> = {
  'confirm a sign-up': (shop) =>
    (['ask', 'done', 'expired', 'outdated', 'invalid', 'again'] as const).map((state) =>
      confirmPage('de', state, { shop, channel: 'email' }),
    ),
  unsubscribe: (shop) =>
    (['ask', 'done', 'invalid', 'again'] as const).map((state) =>
      unsubscribePage('de', { state, preferences: '/preferences/t', shop }),
    ),
  answer: (shop) =>
    ANSWERS.flatMap((state) => [
      answerPage('de', { state, shop }),
      answerPage('de', { state, stays: true, shop }),
    ]),
  'what became of a sign-up': (shop) =>
    (['asked', 'asked-both', 'limited', 'unreadable', 'again'] as const).map((notice) =>
      subscribeNotice('de', notice, shop),
    ),
  preferences: (shop) => [
    preferencesNotice('de', 'invalid', shop),
    preferencesNotice('de', 'again', shop),
    preferencesPage({
      language: 'de',
      shop: shop ?? PAGE_SHOP,
      standing: { channels: ['email'], topics: ['offers'], frequency: 'shop' },
      offered: ['email', 'whatsapp'],
      channel: 'email',
      done: { action: 'unclear', needsConsent: ['whatsapp'] },
    }),
  ],
  'sign up': (shop) => [
    subscribePage({
      language: 'de',
      shop: shop ?? PAGE_SHOP,
      whatsapp: 'form',
      problems: ['email', 'phone'],
    }),
    subscribePage({ language: 'de', shop: shop ?? PAGE_SHOP, whatsapp: { number: '+49 30 1234' } }),
  ],
};

describe.each(Object.entries(PAGES))('the pages to %s', (_, pages) => {
  const said = (shop: ShopLook | undefined): string =>
    pages(shop)
      .map(({ html, style }) => html.replace(style, ''))
      .join('\n');

  it('say Sie, also while nobody knows the shop', () => {
    for (const text of [said(PAGE_SHOP), said(undefined)]) {
      expect(text).toMatch(SIE);
      expect(text).not.toMatch(DU);
    }
  });

  it('say du where the shop does', () => {
    const text = said({ ...PAGE_SHOP, formality: 'informal' });
    expect(text).toMatch(DU);
    expect(text).not.toMatch(SIE);
    expect(text).not.toMatch(/\[[^\]]*\|/);
  });
});

it.each([PREFERENCES_WORDS, SUBSCRIBE_WORDS])(
  'no word is left in the other form, seen on a page or not',
  ({ de }) => {
    const all = (formality?: 'informal'): string =>
      JSON.stringify(inForm(de, formality === undefined ? {} : { formality }), (_, value: unknown) =>
        typeof value === 'function' ? String(value('', '')) : value,
      );
    expect(all()).not.toMatch(DU);
    expect(all('informal')).not.toMatch(SIE);
  },
);

it('what a shop is called is no pair', () => {
  const page = subscribePage({ language: 'de', shop: { ...PAGE_SHOP, name: '[A|B]' }, whatsapp: 'none' });
  expect(page.html).toContain('Post von [A|B]');
});
