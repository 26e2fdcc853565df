/** What every public page shows of the shop: its name, its imprint and its privacy statement. */
import { describe, expect, test } from 'vitest';
import type { ShopLook } from '../../core/program/shop-look.ts';
import { confirmPage } from '../../pages/confirm/confirm-page.ts';
import type { Page } from '../../pages/frame.ts';
import { preferencesNotice, preferencesPage } from '../../pages/preferences/preferences-page.ts';
import { subscribeNotice, subscribePage } from '../../pages/subscribe/subscribe-page.ts';
import { unsubscribePage } from '../../pages/unsubscribe/unsubscribe-page.ts';
import { PAGE_SHOP } from '../support/page-shop.ts';

const LOGO = 'https://cdn.shop.example/logo.png?v=3';

const PAGES: Readonly<Record<string, (shop: ShopLook) => Page>> = {
  'the sign-up': (shop) => subscribePage({ language: 'de', shop, whatsapp: 'none' }),
  'what is said after it': (shop) => subscribeNotice('de', 'asked', shop),
  'the confirmation': (shop) => confirmPage('de', 'ask', { shop, channel: 'email' }),
  'the way out': (shop) => unsubscribePage('de', { state: 'ask', shop }),
  'the preference centre': (shop) =>
    preferencesPage({
      language: 'de',
      shop,
      standing: { channels: [], topics: [], frequency: 'shop' },
      offered: ['email'],
      channel: 'email',
    }),
  'a link that is cut off': (shop) => preferencesNotice('de', 'invalid', shop),
};

describe.each(Object.entries(PAGES))('%s', (_, page) => {
  test('names the shop and links its imprint (§5 DDG) and privacy statement (Art. 13 GDPR)', () => {
    const { html, picture } = page(PAGE_SHOP);
    expect(html).toContain('<header>Nordlicht Tee</header>');
    expect(html).toContain(
      '<footer><a href="https://nordlicht-tee.example/impressum">Impressum</a><a href="https://nordlicht-tee.example/datenschutz">Datenschutz</a></footer>',
    );
    expect(picture).toBeUndefined();
  });

  test('shows its logo in place of the name, and loads nothing else', () => {
    const { html, picture } = page({ ...PAGE_SHOP, logoUrl: LOGO });
    expect(html).toContain(`<img class="logo" src="${LOGO}" alt="Nordlicht Tee">`);
    expect(picture).toBe(LOGO);
    expect([...html.matchAll(/\bsrc=/g)]).toHaveLength(1);
  });

  test('shows no picture that may be read or replaced on its way', () => {
    const { html, picture } = page({ ...PAGE_SHOP, logoUrl: 'http://shop.example/logo.png' });
    expect([html.includes('<img'), picture]).toEqual([false, undefined]);
  });

  test('has its colours and no other style than the one that its answer allows', () => {
    const { html, style } = page({ ...PAGE_SHOP, colour: '#8a1f5a' });
    expect(style).toContain('--fill: #8a1f5a;');
    expect(html).toContain(`<style>${style}</style>`);
    expect(html).not.toMatch(/ style=|<script/);
  });

  test('has no foot where the shop names no links', () => {
    const { imprintUrl: _, privacyUrl: __, ...bare } = PAGE_SHOP;
    expect(page(bare).html).not.toContain('<footer>');
  });
});

test('who signs up finds the privacy statement where the data is given', () => {
  const { html } = subscribePage({ language: 'en', shop: PAGE_SHOP, whatsapp: 'none' });
  expect(html).toContain(
    'our <a href="https://nordlicht-tee.example/datenschutz">privacy statement</a>.</p>\n<button',
  );
});
