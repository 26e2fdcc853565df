/**
 * The preference centre in a real browser engine: with and without script, by keyboard, on phone and desk,
 * light and dark, in both languages.
 */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { inChromium, installed, openChromium, openPage } from '../support/chromium.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { checkout, consent } from '../support/shop-payloads.ts';

const MEASURE = readFileSync(new URL('./measure.js', import.meta.url), 'utf8');
const figures = z.object({
  width: z.number(),
  headings: z.number(),
  language: z.string(),
  hardToRead: z.array(z.string()),
});
/** The style that marks the focused element. */
const OUTLINE =
  '(() => { const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement); return outlineStyle + outlineWidth; })()';
const TITLES = { de: 'Ihre Einstellungen', en: 'Your preferences' } as const;

describe.skipIf(!installed)(inChromium('the preference centre'), () => {
  let system: TestSystem;
  let browser: Browser;
  let link: string;
  const outside: string[] = [];

  beforeAll(async () => {
    system = await startSystem('2026-11-20T14:00:00Z');
    await system.tell('consent.given', consent('silke@example.org'));
    const cart = { email: 'silke@example.org', token: 'silke', updatedAt: '2026-11-20T14:00:00Z' };
    await system.shopify('checkouts/update', checkout(cart));
    await system.advance('1h');
    const [mail] = await system.mails('silke@example.org');
    link = /href="([^"?]+\/preferences\/[^"?]+)/.exec(mail?.html ?? '')?.[1] ?? '';
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  });

  const open = async (address: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await openPage(browser, { viewport: { width: 360, height: 800 }, ...options });
    page.on('request', (request) => {
      if (!request.url().startsWith(system.url)) outside.push(request.url());
    });
    await page.goto(address);
    return page;
  };

  test.each([
    ['de', 360, 'light'],
    ['de', 1200, 'dark'],
    ['en', 360, 'dark'],
    ['en', 1200, 'light'],
  ] as const)(
    'in %s fits %i pixels, with one heading and readable text in %s',
    async (language, width, colorScheme) => {
      const page = await open(`${link}?l=${language}`, { viewport: { width, height: 800 }, colorScheme });
      expect(await page.locator('h1').textContent()).toBe(TITLES[language]);
      expect(figures.parse(await page.evaluate(MEASURE))).toEqual({
        width,
        headings: 1,
        language,
        hardToRead: [],
      });
      await page.context().close();
    },
  );

  test.each([true, false])(
    'is filled in by keyboard and says what holds then (script allowed: %s)',
    async (javaScriptEnabled) => {
      const page = await open(`${link}?l=de`, { javaScriptEnabled });
      const offers = page.getByRole('group', { name: 'Zu welchen Themen?' }).getByLabel('Angebote');
      expect(await offers.isChecked()).toBe(true);
      await offers.focus();
      expect(await page.evaluate(OUTLINE)).toBe('solid3px');
      await page.keyboard.press('Space');
      await page.getByRole('group', { name: 'Wie oft höchstens?' }).getByLabel('Einmal in der Woche').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Ihre Einstellungen sind gespeichert.' }).waitFor();
      const said = await page.getByRole('status').textContent();
      expect(said).toContain('Newsletter, Produkttipps, Bewertungen');
      expect(said).toContain('Höchstens eine Nachricht in der Woche.');
      expect(await page.getByLabel('Angebote').isChecked()).toBe(false);
      await page.getByLabel('Angebote').check();
      await page.getByRole('button', { name: 'Einstellungen speichern' }).click();
      await page.getByRole('status').getByText('Angebote').waitFor();
      await page.context().close();
    },
  );

  test('is left by one button, which then leads back only through the sign-up', async () => {
    const page = await open(`${link}?l=en`, { javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Pause for 30 days' }).click();
    await page.getByRole('heading', { name: 'Your pause has begun.' }).waitFor();
    await page.getByRole('button', { name: 'End the pause' }).click();
    await page.getByRole('button', { name: 'Unsubscribe from marketing by e-mail' }).click();
    await page.getByRole('heading', { name: 'You are unsubscribed.' }).waitFor();
    expect(await page.getByRole('link', { name: 'sign up' }).getAttribute('href')).toMatch(
      /^\/subscribe\?l=en&link=\d\.sign-up\.email\./,
    );
    await page.context().close();
    expect(outside).toEqual([]);
  });
});
