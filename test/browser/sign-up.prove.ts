/**
 * The sign-up and confirmation pages in a real browser engine, used by keyboard, with and without script, on
 * a small and a large screen.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inChromium, installed, openChromium, openPage } from '../support/chromium.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { confirmLink } from '../support/sign-up.ts';

let browser: Browser;
let system: TestSystem;

beforeAll(async () => {
  if (!installed) return;
  browser = await openChromium();
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterAll(async () => {
  await browser?.close();
  await system?.close();
});

type Look = Readonly<{
  width: number;
  javaScriptEnabled: boolean;
  locale: string;
  colorScheme: 'light' | 'dark';
}>;
const open = async ({ width, ...look }: Look, url: string): Promise<Page> => {
  const page = await openPage(browser, { viewport: { width, height: 800 }, ...look });
  await page.goto(url);
  return page;
};

describe.skipIf(!installed)(inChromium('the sign-up page'), () => {
  it.each([
    { width: 360, javaScriptEnabled: false, locale: 'de-DE', colorScheme: 'light' },
    { width: 1200, javaScriptEnabled: true, locale: 'en-GB', colorScheme: 'dark' },
  ] as const)(
    'leads from the form by keyboard to the confirmed consent: $width px, $locale',
    async (look) => {
      const email = `insa-${look.width}@example.org`;
      const page = await open(look, `${system.url}/subscribe`);
      expect(await page.locator('html').getAttribute('lang')).toBe(look.locale.slice(0, 2));
      await page.locator('body').press('Tab');
      await page.keyboard.type(email);
      await page.keyboard.press('Enter');
      await page.getByRole('status').waitFor();
      await system.advance('1m');

      await page.goto(await confirmLink(system, email));
      await page.getByRole('button').press('Enter');
      await page.getByRole('status').waitFor();
      expect((await system.view(email)).profile).toMatchObject({
        consents: { 'email/marketing': { state: 'given' } },
      });
      await page.context().close();
    },
  );

  it('fits a small screen, names every field, and hides the trap from people and their readers', async () => {
    const page = await open(
      { width: 320, javaScriptEnabled: true, locale: 'de-DE', colorScheme: 'light' },
      `${system.url}/subscribe`,
    );
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await expect(page.getByLabel('E-Mail-Adresse').count()).resolves.toBe(1);
    // E-mail and first name; the number is asked for only where WhatsApp is ticked.
    await expect(page.getByRole('textbox').count()).resolves.toBe(2);
    expect((await page.locator('#website').boundingBox())?.x).toBeLessThan(0);
    await page.context().close();
  });
});
