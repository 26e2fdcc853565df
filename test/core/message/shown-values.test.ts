/** Single values that a message shows: few pieces, names of tiers, days where the customer lives. */
import { expect, it } from 'vitest';
import { renderText } from '../../../core/message/liquid.ts';
import { productView } from '../../../core/message/view-items.ts';
import { loyaltyView } from '../../../core/message/view-loyalty.ts';
import type { Settings } from '../../../core/program/settings.ts';
import { NOW, personOf, product, SETTINGS, viewOf } from './samples.ts';

it('a product shows its pieces where they are few, and nothing where none or many are left, or nobody counts', () => {
  const left = (stock?: number) =>
    productView(product('8101', { variants: { m: stock === undefined ? {} : { stock } } }), 'de-DE')
      .low_stock;
  expect([undefined, 0, 1, 5, 6].map(left)).toEqual([null, null, 1, 5, null]);
});

it('a tier has the name of the mail’s language, and its id where it has none', () => {
  const tiers = [
    { id: 'gold', name: { de: 'Goldkundin', en: 'Gold' }, spend: { amount: 10_000, currency: 'EUR' } },
    { id: 'silver', spend: { amount: 5_000, currency: 'EUR' } },
  ];
  const settings = { ...SETTINGS, loyalty: { tiers, points: null } } as Settings;
  const names = (language: 'de' | 'en') =>
    loyaltyView({ settings, language, tier: 'gold' }, 'de-DE').tiers.map(({ name }) => name);
  expect([names('de'), names('en')]).toEqual([
    ['Goldkundin', 'silver'],
    ['Gold', 'silver'],
  ]);
  expect(loyaltyView({ settings, language: 'en', tier: 'gold' }, 'en-GB').tier).toBe('Gold');
});

it('a moment is shown on the day that it was where the customer lives', () => {
  const late = { at: Date.parse('2026-11-20T23:30:00Z') } as never;
  const day = (timeZone: string) => {
    const view = viewOf({ profile: { person: personOf({ timeZone }) }, factOf: () => late, now: NOW });
    return renderText('{{ customer.orders.last_at }}', view);
  };
  expect(['Europe/Berlin', 'America/New_York'].map(day)).toEqual(['21. November 2026', '20. November 2026']);
});
