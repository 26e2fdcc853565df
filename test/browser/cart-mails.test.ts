/**
 * The cart mails in a real browser engine: widths, dark appearance and contrast, without any request to the
 * outside.
 */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { renderEmail } from '../../core/message/email/render-email.ts';
import { CART, NOW, product, viewOf } from '../core/message/samples.ts';
import { inChromium, installed, openChromium, openPage } from '../support/chromium.ts';
import { shippedTemplate } from '../support/shipped-content.ts';

const MAILS = ['cart-help', 'cart-reviews', 'cart-offer'].flatMap((name) =>
  (['de', 'en'] as const).map((language) => [name, language] as const),
);
/** The figures about the page, described in that file. */
const MEASURE = readFileSync(new URL('./measure.js', import.meta.url), 'utf8');
const figures = z.object({
  width: z.number(),
  cardWidth: z.number(),
  titleWidth: z.number(),
  pictures: z.number(),
  picturesWithoutText: z.number(),
  tablesWithoutRole: z.number(),
  headings: z.number(),
  language: z.string(),
  hardToRead: z.array(z.string()),
});
type Figures = z.infer<typeof figures>;
const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="450"><rect width="300" height="450" fill="#7a8f6a"/></svg>';

const longCart = {
  ...CART,
  currency: 'CHF',
  items: Array.from({ length: 25 }, (_, index) => ({
    product_id: index === 0 ? '8101' : String(index),
    title: `Donaudampfschifffahrtsgesellschaftskapitänsmütze ${index}`,
    quantity: 12,
    unit_price: '1234.50',
  })),
};
const catalogue = [
  product('8101', {
    imageUrl: 'https://nordlicht-tee.example/hoch.svg',
    reviews: [{ id: '1', at: NOW, rating: 4, text: 'Kräftig und rund', author: 'Wiebke' }],
  }),
];

const htmlOf = async (name: string, language: 'de' | 'en'): Promise<string> => {
  const template = await shippedTemplate(name);
  const view = viewOf({ language, products: catalogue, event: { name: 'checkout.updated', data: longCart } });
  const email = renderEmail({ template, locale: language, view });
  if (!email.ok) throw new Error(email.problem);
  return email.html;
};

describe.skipIf(!installed)(inChromium('cart mails'), () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openChromium();
    page = await openPage(browser, {});
    await page.route('**/*', (route) =>
      route.request().url().endsWith('.svg')
        ? route.fulfill({ contentType: 'image/svg+xml', body: PICTURE })
        : route.abort(),
    );
  });
  afterAll(async () => {
    await browser.close();
  });

  const look = async (width: number, colorScheme: 'light' | 'dark') => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    return figures.parse(await page.evaluate(MEASURE));
  };

  describe.each(MAILS)('%s in %s', (name, language) => {
    let phone: Figures;
    beforeAll(async () => {
      await page.setContent(await htmlOf(name, language));
      phone = await look(360, 'light');
    });

    it('fits a phone without scrolling sideways, and titles keep room there', () => {
      expect(phone.width).toBe(360);
      expect(phone.titleWidth).toBeGreaterThan(90);
    });

    it('is 600 px wide on a large screen', async () => {
      expect(await look(1200, 'light')).toMatchObject({ width: 1200, cardWidth: 600 });
    });

    it('gives every picture a text, every table its role, and the page one heading and a language', () => {
      expect(phone).toMatchObject({
        pictures: 1,
        picturesWithoutText: 0,
        tablesWithoutRole: 0,
        headings: 1,
        language,
      });
    });

    it.each(['light', 'dark'] as const)(
      'keeps all text readable where the device is set to %s',
      async (scheme) => {
        expect((await look(360, scheme)).hardToRead).toEqual([]);
      },
    );
  });
});
