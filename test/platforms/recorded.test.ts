/**
 * What each recorded body tells, field by field, held against a file that people can read: nothing of it is
 * forgotten on the way, and nothing comes in that nobody has asked for.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toIso } from '../../core/time/instant.ts';
import { platformOf } from '../../platforms/lookup.ts';
import type { Platform, TranslatedEvent, Translation } from '../../platforms/platform.ts';
import { asWebhooks } from '../../platforms/shopify/admin-order.ts';
import { shopify } from '../../platforms/shopify/shopify.ts';
import { lineOf, orderOf } from '../support/shopify-orders-api.ts';
import { recorded } from '../support/webhooks.ts';
import { BODIES } from './made-up/bodies.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/webhooks');
const GOLDEN = join(import.meta.dirname, 'golden');
const NOW = Date.parse('2027-01-01T00:00:00Z');
/** Of long lists the first ones are shown; all lines of an order are written alike. */
const SHOWN = 3;

/** Folders whose name is not that of their platform. */
const OF: Readonly<Record<string, string>> = { cloudevents: 'standard', 'standard-webhooks': 'standard' };

const lines = (value: unknown, path: string): readonly string[] => {
  if (Array.isArray(value)) {
    const shown = value.slice(0, SHOWN).flatMap((one, index) => lines(one, `${path}.${index}`));
    return value.length > SHOWN ? [...shown, `    ${path} has ${value.length}`] : shown;
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) =>
      lines(inner, path === '' ? key : `${path}.${key}`),
    );
  return value === undefined ? [] : [`    ${path} = ${JSON.stringify(value)}`];
};

const eventText = ({ name, at, id, evidence, unread, data }: TranslatedEvent): readonly string[] => [
  `  ${name} ${toIso(at)}${evidence === undefined ? '' : ` by ${evidence}`}`,
  `    as ${id}`,
  ...lines(data, ''),
  ...lines(unread, 'unread'),
];

const textOf = (translation: Translation): readonly string[] => {
  if (translation.kind !== 'events') return [`  ${translation.kind}: ${translation.reason}`];
  const { events, acts, leftOver, warnings } = translation;
  return [...events.flatMap(eventText), ...lines({ acts, leftOver, warnings }, '')];
};

const told = (platform: Platform, folder: string): string =>
  readdirSync(join(FIXTURES, folder))
    .filter((file) => /(?<!headers)\.json$/.test(file) && !file.includes('250-lines'))
    .toSorted()
    .map((file) => {
      const { headers, body } = recorded(`${folder}/${file.replace(/\.json$/, '')}`);
      const told = platform.translate({ headers, body: body.toString('utf8'), now: NOW });
      return [file, ...textOf(told)].join('\n');
    })
    .join('\n\n');

const isGolden = (name: string, text: string): void => {
  const file = join(GOLDEN, `${name}.txt`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
};

/** What browsers tell comes by a door of its own (storefront/storefront.test.ts). */
const FOLDERS = readdirSync(FIXTURES).filter((folder) => folder !== 'storefront');

it.each(FOLDERS)('what %s tells is what stands in its file', (folder) => {
  const platform = platformOf(OF[folder] ?? folder);
  if (!platform) throw new Error(`no platform has recorded ${folder}`);
  isGolden(folder, `${told(platform, folder)}\n`);
});

it('what bodies tell of which no recording is at hand is what stands in their file', () => {
  const texts = Object.entries(BODIES).map(([name, { platform, headers = {}, body }]) => {
    const read = platformOf(platform)?.translate({ headers, body: JSON.stringify(body), now: NOW });
    return [name, ...(read ? textOf(read) : [])].join('\n');
  });
  isGolden('made-up', `${texts.join('\n\n')}\n`);
});

it('what Shopify says of an order that it is asked for is what stands in its file', () => {
  const address = { firstName: 'Kai', lastName: 'Ahlers', countryCodeV2: 'DE' };
  const order = orderOf('7001', '2026-11-20T10:00:00Z', {
    ...{ phone: '+491713920011', cartToken: 'cart-7001', billingAddress: address, discountCodes: ['TEE'] },
    customer: {
      ...{ legacyResourceId: '77', firstName: 'Kai', lastName: 'Ahlers', defaultAddress: address },
      defaultEmailAddress: { emailAddress: 'kai@example.org' },
      defaultPhoneNumber: { phoneNumber: '+491713920012' },
    },
    totalPriceSet: {
      shopMoney: { amount: '30.30', currencyCode: 'EUR' },
      presentmentMoney: { amount: '28.10', currencyCode: 'CHF' },
    },
    presentmentCurrencyCode: 'CHF',
    lineItems: { nodes: [{ ...lineOf(1), variantTitle: '250 g' }, lineOf(2)] },
  });
  const cancelled = {
    ...order,
    legacyResourceId: '7002',
    cancelledAt: '2026-11-21T10:00:00Z',
    cancelReason: 'CUSTOMER',
  };
  const texts = [order, cancelled].flatMap((one) =>
    asWebhooks(one, 'tea.myshopify.com').map(({ headers, body }) =>
      [headers['x-shopify-topic'], ...textOf(shopify.translate({ headers, body, now: NOW }))].join('\n'),
    ),
  );
  isGolden('shopify-asked', `${texts.join('\n\n')}\n`);
});
