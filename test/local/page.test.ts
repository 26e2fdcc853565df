/**
 * The page in a real browser engine: what a newcomer presses in the first hour, and what the page then shows.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inChromium, installed, openChromium } from '../support/chromium.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { type Visitor, visit } from '../support/page-visit.ts';

/** Colours behind the mail, which its own dark styles change. */
const GROUND =
  '[document.body, ...document.body.children].map((element) => getComputedStyle(element).backgroundColor).join()';
const PICTURES_LOADED =
  'Promise.all([...document.images].map((image) => image.decode())).then(() => document.images.length)';
/** Words of the engine that users should not have to know. */
const CODES = /\b(reentry|where|inside|no-legal-basis|quiet-hours|frequency-cap|not-entered)\b/;
const ENGLISH = { viewport: { width: 390, height: 780 }, locale: 'en-GB' };

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

describe.skipIf(!installed)(inChromium('the page'), () => {
  let system: TestSystem;
  let browser: Browser;
  let newcomer: Visitor;
  const lines = (selector: string): Promise<readonly string[]> =>
    newcomer.page.locator(selector).allTextContents();

  beforeAll(async () => {
    system = await startSystem('2026-11-20T18:00:00Z');
    browser = await openChromium();
    newcomer = await visit(browser, system.url, ENGLISH);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  });

  test('leads in five clicks from a consent over a cart to three mails', async () => {
    await newcomer.press('Give consent');
    expect(await lines('#status p')).toEqual([
      'Consent is recorded.',
      'Marketing by e-mail: allowed (confirmed consent).',
    ]);
    await newcomer.press('Abandon a cart');
    for (const [before, label] of ['Wait 1 hour', 'Wait 24 hours', 'Wait 48 hours'].entries()) {
      expect(await newcomer.count('#mails li')).toBe(before);
      await newcomer.press(label);
    }
    expect(await newcomer.text('#progress')).toBe('3 of 3 mails');
    expect(await newcomer.count('#step-wait.done')).toBe(1);
    expect(await newcomer.count('#timeline li.message')).toBe(3);
    expect(await lines('#status p')).toContain('The mail “offer” was sent (confirmed consent).');
  });

  test('shows the mail with its pictures, light and dark, as text, with its headers, as source and as a file', async () => {
    const { page } = newcomer;
    const mail = page.frameLocator('#frame');
    // Playwright enters the frame as soon as it holds the mail.
    await mail.locator('img').first().waitFor();
    expect(await mail.locator('body').evaluate(PICTURES_LOADED)).toBeGreaterThan(1);
    const light = await mail.locator('body').evaluate(GROUND);
    await page.locator('#scheme').getByText('Dark', { exact: true }).click();
    await mail.locator('img').first().waitFor();
    expect(await mail.locator('body').evaluate(GROUND)).not.toBe(light);
    await page.locator('#part').getByText('Text', { exact: true }).click();
    expect(await newcomer.text('#plain')).toContain('Deichgold Assam');
    await page.locator('#part').getByText('Headers', { exact: true }).click();
    expect(await newcomer.text('#plain')).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    await page.locator('#part').getByText('Source', { exact: true }).click();
    expect(await newcomer.text('#plain')).toContain('<!doctype html>');
    await page.locator('#part').getByText('Mail', { exact: true }).click();
    const file = await page.getByRole('link', { name: '.eml' }).getAttribute('href');
    expect((await system.get(file ?? '')).headers.get('content-type')).toBe('message/rfc822');
  });

  test('finds messages by their words', async () => {
    const [first] = await system.mails('marle@example.org');
    const find = async (words: string): Promise<readonly string[]> => {
      await newcomer.page.getByRole('searchbox', { name: 'Search the messages' }).fill(words);
      await newcomer.settled();
      return lines('#mails strong');
    };
    expect(await find(first?.subject ?? '')).toEqual([first?.subject]);
    expect(await find('no such word')).toEqual([]);
    expect(await newcomer.text('#no-mail')).toBe('No message holds these words.');
    expect(await newcomer.page.locator('#reader').isHidden()).toBe(true);
    expect(await find('')).toHaveLength(3);
  });

  test('says why nothing was sent to a customer without consent, in words and in their own time', async () => {
    await newcomer.page.getByRole('combobox', { name: 'Customer' }).selectOption('sam@example.com');
    await newcomer.settled();
    expect(await newcomer.text('#zone')).toContain('America/New_York');
    expect(await newcomer.count('#mails li')).toBe(0);
    await newcomer.press('Abandon a cart');
    expect(await newcomer.text('#wait-text')).toContain('There is no valid consent');
    await newcomer.page.locator('#wait').click();
    await newcomer.settled();
    expect(await lines('#timeline .what')).toContain(
      'The mail “help” was withheld. There was no valid consent, so nothing was sent.',
    );
    expect((await lines('#known li, #guide-title, .steps p, .samples p')).join('\n')).not.toMatch(CODES);
    await newcomer.page.getByRole('checkbox', { name: 'of all customers' }).check();
    await newcomer.settled();
    expect(await newcomer.count('#mails li')).toBe(3);
    await newcomer.page.getByRole('checkbox', { name: 'of all customers' }).uncheck();
    await newcomer.settled();
    expect(await newcomer.count('#mails li')).toBe(0);
  });

  test('choosing a customer shows their mailbox and times, and opens their newest message', async () => {
    await newcomer.page.getByRole('combobox', { name: 'Customer' }).selectOption('marle@example.org');
    await newcomer.settled();
    expect(await newcomer.text('#zone')).toContain('Europe/Berlin');
    expect(await newcomer.count('#mails li')).toBe(3);
    expect(await newcomer.count('#mails li:first-child [aria-current=true]')).toBe(1);
    expect(await newcomer.text('#subject')).toBe((await lines('#mails strong'))[0]);
    expect(await newcomer.text('#person-title')).toContain('Marle Petersen');
  });

  test('lets the WhatsApp opt-in be pressed through, answered and stopped', async () => {
    await newcomer.press('wants WhatsApp');
    const yes = newcomer.page.locator('#chat button.reply');
    await yes.click();
    await newcomer.settled();
    expect(await lines('#status p')).toContain('Marketing by WhatsApp: allowed (confirmed consent).');
    await newcomer.page.getByRole('textbox', { name: 'Answer as the customer' }).fill('Wann kommt mein Tee?');
    await newcomer.press('Send');
    await newcomer.press('STOP');
    expect(await lines('#status p')).toContain('Marketing by WhatsApp: withdrawn.');
    const said = [await yes.textContent(), 'Wann kommt mein Tee?', 'STOP'];
    for (const [index, bubble] of (await lines('#bubbles .own')).entries())
      expect(bubble).toContain(said[index]);
    expect(await newcomer.count('#bubbles .own')).toBe(said.length);
  });

  test('asks nobody outside, and the console has nothing to complain of', () => {
    expect(newcomer.troubles).toEqual([]);
  });

  test('says after an order when the flow may begin again, and leads there', async () => {
    const other = await startSystem('2026-11-20T10:00:00Z');
    const morning = await visit(browser, other.url, ENGLISH);
    for (const label of ['Give consent', 'Abandon a cart', 'orders']) await morning.press(label);
    expect(await morning.text('#wait-text')).toBe(
      'The order wins: nothing more comes about this cart. Another one begins the flow again from Fri 27 Nov, 11:00.',
    );
    await morning.press('Wait until Fri 27 Nov, 11:00');
    expect(await morning.count('#step-cart.now')).toBe(1);
    await morning.press('Abandon a cart');
    expect(await morning.count('#step-wait.now')).toBe(1);
    expect(morning.troubles).toEqual([]);
    await morning.leave();
    await other.close();
  });

  test('in the evening promises, in German, the moment after the night, and leads there', async () => {
    const other = await startSystem('2026-11-30T19:30:00Z');
    const evening = await visit(browser, other.url, { ...ENGLISH, locale: 'de-DE' });
    expect(await evening.page.locator('html').getAttribute('lang')).toBe('de');
    for (const label of ['Einwilligung erteilen', 'Warenkorb liegen lassen']) await evening.press(label);
    expect(await evening.text('#wait-text')).toContain('Di., 1. Dez., 08:00');
    expect(await evening.count('#mails li')).toBe(0);
    await evening.press('Warten bis Di., 1. Dez., 08:00');
    expect(await evening.text('#time')).toBe('Di., 1. Dez. 2026, 08:00');
    expect(await evening.text('#progress')).toBe('1 von 3 Mails');
    expect(await evening.count('#mails li')).toBe(1);
    expect(evening.troubles).toEqual([]);
    await evening.leave();
    await other.close();
  });

  test('says where “next due” leads before the clock jumps a year, and tells a refusal in words', async () => {
    const other = await startSystem('2026-11-20T10:00:00Z');
    const morning = await visit(browser, other.url, { ...ENGLISH, locale: 'de-DE' });
    expect(await morning.page.getByRole('button', { name: 'Nichts ist fällig' }).isDisabled()).toBe(true);
    await morning.press('sich abmeldet');
    expect(await morning.text('#problem')).toContain('Noch hat keine Mail mit einem Abmeldelink');
    await morning.press('Einwilligung erteilen');
    await morning.press('Nächstes: Fr., 19. Nov. 2027, 11:00');
    expect(await morning.text('#time')).toBe('Fr., 19. Nov. 2027, 11:00');
    await morning.leave();
    await other.close();
  });
});
