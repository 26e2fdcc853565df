/** The page in a real browser engine: a newcomer sees a cart become three mails, on a phone as on a desk. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inChromium, installed, openChromium, openPage } from '../support/chromium.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

/** Colours behind the mail, which its own dark styles change. */
const GROUND =
  '[document.body, ...document.body.children].map((element) => getComputedStyle(element).backgroundColor).join()';
const WIDTHS = [320, 390, 768, 1280, 1600];
/** Words of the engine that nobody should have to know. */
const CODES = /\b(reentry|where|inside|no-legal-basis|quiet-hours|frequency-cap|not-entered)\b/;

test('the page is plain files from this machine, under a policy that lets in nothing else', async () => {
  const system = await startSystem('2026-11-20T18:00:00Z');
  const page = await system.get('/local/');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  const html = await page.text();
  expect(html).not.toMatch(/(src|href)="https?:/);
  const files = [...html.matchAll(/(?:src|href)="(\/local\/page\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(files.length).toBeGreaterThan(3);
  for (const file of [...files, '/favicon.ico']) expect((await system.get(file)).status, file).toBe(200);
  expect((await fetch(`${system.url}/local`, { redirect: 'manual' })).headers.get('location')).toBe(
    '/local/',
  );
  expect((await system.get('/local/page/../../package.json')).status).toBe(404);
  await system.close();
});

/** One visitor: their page, and whatever the console or the network complained of. */
const visit = async (browser: Browser, url: string, options: BrowserContextOptions) => {
  const page = await openPage(browser, options);
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error') troubles.push(`${line.text()} ${line.location().url}`);
  });
  page.on('requestfailed', (request) => troubles.push(`no ${request.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('about:'))
      troubles.push(`outside: ${request.url()}`);
  });
  await page.goto(`${url}/local/`);
  await page.locator('#progress:not(:empty)').waitFor();
  return { page, troubles };
};

const idle = (page: Page): Promise<unknown> =>
  page.waitForFunction("!document.documentElement.hasAttribute('aria-busy')");

describe.skipIf(!installed)(inChromium('the page'), () => {
  let system: TestSystem;
  let browser: Browser;
  let page: Page;
  let troubles: readonly string[];

  beforeAll(async () => {
    system = await startSystem('2026-11-20T18:00:00Z');
    browser = await openChromium();
    ({ page, troubles } = await visit(browser, system.url, {
      viewport: { width: 390, height: 780 },
      locale: 'en-GB',
    }));
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  });

  test('leads in five clicks from a consent over a cart to three mails', async () => {
    await page.click('text=Give consent');
    await page.locator('#step-consent.done').waitFor();
    await page.click('text=Abandon a cart');
    await page.locator('#step-cart.done').waitFor();
    for (const [index, label] of ['Wait 1 hour', 'Wait 24 hours', 'Wait 48 hours'].entries()) {
      await page.click(`button:has-text("${label}"):enabled`);
      await page.locator(`#mails li:nth-child(${index + 1})`).waitFor();
    }
    await page.locator('#step-wait.done').waitFor();
    expect(await page.locator('#progress').textContent()).toBe('3 of 3 mails');
    expect(await page.locator('#timeline li.message').count()).toBe(3);
    expect(await page.locator('#status').textContent()).toContain(
      'The mail “offer” was sent (confirmed consent).',
    );
  });

  test('shows the mail with its pictures, on phone and desktop, light and dark, as text, headers and source', async () => {
    const mail = page.frameLocator('#frame');
    await mail.locator('img').first().waitFor();
    await expect
      .poll(() =>
        mail
          .locator('img')
          .evaluateAll((images) =>
            images.every((image) => 'naturalWidth' in image && image.naturalWidth !== 0),
          ),
      )
      .toBe(true);
    const ground = (): Promise<unknown> => mail.locator('body').evaluate(GROUND);
    const light = await ground();
    await page.click('#scheme >> text=Dark');
    await expect.poll(ground).not.toBe(light);
    await page.click('#part >> text=Text');
    expect(await page.locator('#plain').textContent()).toContain('Deichgold Assam');
    await page.click('#part >> text=Headers');
    expect(await page.locator('#plain').textContent()).toContain(
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    );
    await page.click('#part >> text=Source');
    expect(await page.locator('#plain').textContent()).toContain('<!doctype html>');
    expect(await page.locator('#eml').getAttribute('href')).toMatch(/^\/local\/messages\/.+\.eml$/);
  });

  test('finds messages by their words', async () => {
    const found = page.locator('#mails li');
    await page.fill('#words', 'versandkostenfrei');
    await expect.poll(() => found.count()).toBe(1);
    await page.fill('#words', 'no such word');
    await expect.poll(() => found.count()).toBe(0);
    expect(await page.locator('#no-mail').textContent()).toBe('No message holds these words.');
    await page.fill('#words', '');
    await expect.poll(() => found.count()).toBe(3);
  });

  test('says why nothing was sent to a customer without consent, in words and in their own time', async () => {
    await page.selectOption('#customer', 'sam@example.com');
    await page.locator('#zone >> text=America/New_York').waitFor();
    expect(await page.locator('#mails li').count()).toBe(0);
    await page.click('text=Abandon a cart');
    await page.locator('#wait-text >> text=There is no valid consent').waitFor();
    await page.click('#wait');
    await page.locator('#timeline >> text=was withheld. There was no valid consent').waitFor();
    expect(await page.evaluate('document.querySelector("main").innerText')).not.toMatch(CODES);
    await page.check('#everybody');
    await expect.poll(() => page.locator('#mails li').count()).toBe(3);
    await page.uncheck('#everybody');
  });

  test('choosing a customer shows their mailbox and times, and opens their newest message', async () => {
    await page.selectOption('#customer', 'marle@example.org');
    await page.locator('#zone >> text=Europe/Berlin').waitFor();
    await page.locator('#mails li:nth-child(1) [aria-current=true]').waitFor();
    expect(await page.locator('#mails li').count()).toBe(3);
    expect(await page.locator('#person-title').textContent()).toContain('Marle Petersen');
  });

  test('lets the WhatsApp opt-in be pressed through, answered and stopped', async () => {
    await page.click('text=wants WhatsApp');
    await page.locator('#chat button.reply').waitFor();
    await page.click('#chat button.reply');
    await page.locator('#timeline >> text=Marketing by WhatsApp: allowed (confirmed consent).').waitFor();
    await page.fill('#answer-words', 'When does my tea come?');
    await page.click('#answer >> text=Send');
    await page.locator('#timeline >> text=Replied: “When does my tea come?”').waitFor();
    await page.click('#stop');
    await page.locator('#timeline >> text=Marketing by WhatsApp: withdrawn.').waitFor();
  });

  test('says after an order when the flow may begin again, and leads there', async () => {
    const other = await startSystem('2026-11-20T10:00:00Z');
    const morning = await visit(browser, other.url, { locale: 'en-GB' });
    for (const label of ['Give consent', 'Abandon a cart', 'orders']) {
      await morning.page.click(`button:text-is("${label}")`);
      await idle(morning.page);
    }
    expect(await morning.page.locator('#wait-text').textContent()).toBe(
      'The order wins: nothing more comes about this cart. Another one begins the flow again from Fri 27 Nov, 11:00.',
    );
    await morning.page.click('#wait');
    await morning.page.locator('#step-cart.now').waitFor();
    await morning.page.click('text=Abandon a cart');
    await morning.page.locator('#step-wait.now').waitFor();
    expect(morning.troubles).toEqual([]);
    await other.close();
  });

  test('promises no mail in the evening that the quiet hours hold back, and leads to the moment it comes', async () => {
    const other = await startSystem('2026-11-30T19:30:00Z');
    const evening = await visit(browser, other.url, { locale: 'de-DE' });
    expect(await evening.page.locator('html').getAttribute('lang')).toBe('de');
    for (const label of ['Einwilligung erteilen', 'Warenkorb liegen lassen']) {
      await evening.page.click(`button:text-is("${label}")`);
      await idle(evening.page);
    }
    expect(await evening.page.locator('#wait-text').textContent()).toContain('Di., 1. Dez., 08:00');
    await evening.page.click('button:text-is("Warten bis Di., 1. Dez., 08:00")');
    await evening.page.locator('#mails li').waitFor();
    expect(await evening.page.locator('#progress').textContent()).toBe('1 von 3 Mails');
    expect(evening.troubles).toEqual([]);
    await other.close();
  });

  test.each(['light', 'dark'] as const)('fits every width and cuts nothing off, %s', async (colorScheme) => {
    const wide = await visit(browser, system.url, { colorScheme, locale: 'en-GB' });
    for (const width of WIDTHS) {
      await wide.page.setViewportSize({ width, height: 900 });
      expect(await wide.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    expect(wide.troubles).toEqual([]);
  });

  test('can be used by the keyboard alone', async () => {
    const other = await startSystem('2026-11-20T10:00:00Z');
    const { page: keys } = await visit(browser, other.url, { locale: 'en-GB' });
    const focused = (): Promise<string> => keys.evaluate('document.activeElement.textContent.trim()');
    const tabTo = async (text: string): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        await keys.keyboard.press('Tab');
        if ((await focused()) === text) return;
      }
      throw new Error(`The key Tab does not lead to “${text}”.`);
    };
    await keys.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await keys.keyboard.press('Enter');
    for (const label of ['Give consent', 'Abandon a cart', 'Wait 1 hour']) {
      await tabTo(label);
      await keys.keyboard.press('Enter');
      await idle(keys);
    }
    await keys.locator('#mails li').waitFor();
    // The button that was pressed keeps the focus, though it was out of use meanwhile.
    expect(await focused()).toBe('Wait 24 hours');
    await other.close();
  });

  test('names everything that can be operated, and asks nobody outside', async () => {
    const nameless = await page.evaluate(`[...document.querySelectorAll('button, a, input, select, iframe')]
      .filter((element) => element.checkVisibility())
      .filter((element) => !(element.textContent.trim() || element.title || element.labels?.[0]?.textContent.trim()))
      .map((element) => element.outerHTML)`);
    expect(nameless).toEqual([]);
    expect(await page.locator('#status').getAttribute('aria-live')).toBe('polite');
    expect(troubles).toEqual([]);
  });
});
