/** The page in a real browser engine: a newcomer sees a cart become three mails, on a phone as on a desk. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inChromium, installed, openChromium, openPage } from '../support/chromium.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

/** Colours behind the mail, which its own dark styles change. */
const GROUND =
  '[document.body, ...document.body.children].map((element) => getComputedStyle(element).backgroundColor).join()';

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

describe.skipIf(!installed)(inChromium('the page'), () => {
  let system: TestSystem;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    system = await startSystem('2026-11-20T18:00:00Z');
    browser = await openChromium();
    ({ page } = await visit(browser, system.url, {
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
});
