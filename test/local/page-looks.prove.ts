/**
 * The look and the operation of the page: at every width, in both schemes, by keyboard alone, with a screen
 * reader.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenRulesOn } from '../support/accessibility.ts';
import { inChromium, installed, openChromium } from '../support/chromium.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { cutOffOn, type Visitor, visit } from '../support/page-visit.ts';

const WIDTHS = [320, 390, 768, 1280, 1600];
const FOCUSED = 'document.activeElement.textContent.trim()';
/** More tab stops than the page has. */
const TABS_MAX = 60;
const DESCRIPTIONS = `[...document.querySelectorAll('[data-sample], .samples a')].map((element) =>
  document.getElementById(element.getAttribute('aria-describedby')).textContent)`;
const PLANTED = `document.body.insertAdjacentHTML('beforeend', '<button id="planted" style="width: 200vw"></button>')`;
const FRAME_NAME = "document.getElementById('frame').title";

describe.skipIf(!installed)(inChromium('the page'), () => {
  let system: TestSystem;
  let browser: Browser;

  beforeAll(async () => {
    system = await startSystem('2026-11-20T10:00:00Z');
    for (const name of ['consent-given', 'cart-abandoned']) await system.post(`/local/samples/${name}`);
    await system.advance('1h');
    await system.post('/local/samples/whatsapp-sign-up');
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  });

  test.each([
    ['light', 'en-GB'],
    ['dark', 'de-DE'],
  ] as const)(
    'fits every width, cuts nothing off, breaks no rule of accessibility and explains every sample, %s, %s',
    async (colorScheme, locale) => {
      const visitor = await visit(browser, system.url, { colorScheme, locale });
      const { page } = visitor;
      for (const message of ['whatsapp', 'email']) {
        await page.locator(`#mails li.${message} button`).first().click();
        await visitor.settled();
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
          expect(await cutOffOn(page), `${message} at ${width}`).toEqual([]);
        }
        // With the note about what just happened.
        await page.locator('[data-sample=consent-given]').click();
        await visitor.settled();
        expect(await brokenRulesOn(page)).toEqual([]);
      }
      const said: readonly string[] = await page.evaluate(DESCRIPTIONS);
      expect(said).toHaveLength(6);
      expect(said.filter((text) => text.length < 40)).toEqual([]);
      expect(visitor.troubles).toEqual([]);
      await visitor.leave();
    },
  );

  test('is named for screen readers, which hear politely what happened and at once what went wrong', async () => {
    const visitor = await visit(browser, system.url, { locale: 'en-GB' });
    const { page } = visitor;
    for (const name of ['Clock', 'A cart becomes three mails', 'Mailbox'])
      expect(await page.getByRole('region', { name }).count(), name).toBe(1);
    expect(await page.getByRole('navigation', { name: 'More' }).count()).toBe(1);
    expect(await page.locator('#status').getAttribute('aria-live')).toBe('polite');
    expect(await page.getByRole('status').count()).toBeGreaterThan(0);
    await page.locator('#mails li.email button').first().click();
    await visitor.settled();
    expect(await page.evaluate(FRAME_NAME)).toBe('The mail as the customer sees it');
    await page.getByRole('combobox', { name: 'Customer' }).selectOption('sam@example.com');
    await visitor.settled();
    await visitor.press('unsubscribes');
    expect(await page.getByRole('alert').textContent()).toContain('No mail with an unsubscribe link');
    await visitor.press('Close');
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.evaluate(FOCUSED)).toBe('unsubscribes');

    await page.getByRole('searchbox', { name: 'E-mail, phone or id' }).fill('nobody@example.org');
    await visitor.press('Show');
    expect(await page.locator('#samples-only').isVisible()).toBe(true);
    expect(await visitor.text('#no-person')).toBe('Nothing is known of nobody@example.org yet.');
    expect(await visitor.text('#no-mail')).toBe('Nothing has been sent to this customer yet.');

    // Proves that the checks themselves find a planted fault.
    await page.evaluate(PLANTED);
    expect((await brokenRulesOn(page)).join()).toContain('button-name');
    expect((await cutOffOn(page)).join()).toContain('planted');
    await visitor.leave();
  });

  test('leads through the first hour by the keyboard alone', async () => {
    const other = await startSystem('2026-11-20T10:00:00Z');
    const keys = await visit(browser, other.url, { locale: 'en-GB' });
    await keys.page.keyboard.press('Tab');
    expect(await keys.page.evaluate(FOCUSED)).toBe('Skip to the content');
    await keys.page.keyboard.press('Enter');
    for (const label of ['Give consent', 'Abandon a cart', 'Wait 1 hour']) {
      await tabTo(keys, label);
      await keys.page.keyboard.press('Enter');
      await keys.settled();
    }
    expect(await keys.count('#mails li')).toBe(1);
    // The pressed button keeps the focus, although it was disabled meanwhile.
    expect(await keys.page.evaluate(FOCUSED)).toBe('Wait 24 hours');
    await keys.page.keyboard.press('Enter');
    await keys.settled();
    const [, older] = await keys.page.locator('#mails strong').allTextContents();
    await tabTo(keys, (await keys.page.locator('#mails li:nth-child(2)').textContent()) ?? '');
    await keys.page.keyboard.press('Enter');
    await keys.settled();
    expect(await keys.text('#subject')).toBe(older);
    expect(keys.troubles).toEqual([]);
    await keys.leave();
    await other.close();
  });
});

const tabTo = async ({ page }: Visitor, text: string): Promise<void> => {
  for (let presses = 0; presses < TABS_MAX; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(FOCUSED)) === text.trim()) return;
  }
  throw new Error(`The key Tab does not lead to “${text}”.`);
};
