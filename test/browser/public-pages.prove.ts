/**
 * Every public page in a real browser engine, as the shop's own: its logo and colour, its imprint and privacy
 * statement, on a phone in the light and on a desk in the dark; and the ways that lead through them.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenRulesOn } from '../support/accessibility.ts';
import { inChromium, installed, openChromium, openPage } from '../support/chromium.ts';
import { editedContent } from '../support/edited-content.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { cutOffOn } from '../support/page-visit.ts';
import { commandTo } from '../support/rights.ts';
import { checkout, consent } from '../support/shop-payloads.ts';
import { confirmLink, postForm } from '../support/sign-up.ts';

const SHOP = 'https://nordlicht-tee.example';
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><rect width="200" height="60"/></svg>';
const LOOKS = [
  { width: 390, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const;
const LOGO_WIDTH = "document.querySelector('.logo').naturalWidth";
const LEGAL_LINKS = "[...document.querySelectorAll('footer a')].map((link) => link.href)";
const WIDTH = 'document.documentElement.scrollWidth';
/** Browsers judge an address more mildly than we do, and would not send the worst. */
const UNJUDGED = "document.querySelector('form').noValidate = true";
/** The field with the focus, and what is said about it. */
const FOCUSED = `(({ activeElement: field }) => ({
  name: field.name,
  invalid: field.getAttribute('aria-invalid'),
  said: field.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent).join(' '),
}))(document)`;

describe.skipIf(!installed)(inChromium('the public pages'), () => {
  let system: TestSystem;
  let browser: Browser;
  let mail: string;
  const content = editedContent({
    'settings.json': (text) =>
      text
        .replace('"colour": "#14594c"', `"colour": "#8a1c4a", "logoUrl": "${SHOP}/logo.svg"`)
        .replace(/^( *"whatsappForm": )false/m, '$1true'),
  });

  beforeAll(async () => {
    system = await startSystem('2026-11-20T14:00:00Z', { contentFolder: content.folder });
    await system.tell('consent.given', consent('silke@example.org'));
    const cart = { email: 'silke@example.org', token: 'silke', updatedAt: '2026-11-20T14:00:00Z' };
    await system.shopify('checkouts/update', checkout(cart));
    await system.advance('1h');
    mail = (await system.mails('silke@example.org')).at(-1)?.html ?? '';
    await postForm(system, { email: 'wiebke@example.org' });
    await system.advance('1m');
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
    content.remove();
  });

  const open = async (path: string, locale = 'en-GB'): Promise<Page> => {
    const page = await openPage(browser, { locale, viewport: { width: 390, height: 800 } });
    await page.route(`${SHOP}/logo.svg`, (route) =>
      route.fulfill({ contentType: 'image/svg+xml', body: LOGO }),
    );
    await page.route('**/privacy/export*', async (route) => {
      const command = await commandTo(system, '/privacy/export?format=html', {
        identity: { email: 'silke@example.org' },
      });
      await route.fulfill({
        status: command.status,
        headers: Object.fromEntries(command.headers),
        body: await command.text(),
      });
    });
    await page.goto(path.startsWith('/') ? system.url + path : path);
    return page;
  };
  const linkTo = (door: string): string =>
    new RegExp(`href="[^"]+(/${door}/[^"?]+)`).exec(mail)?.[1] ?? `/no link to ${door}`;

  test.each<[what: string, locale: string, path: () => Promise<string>]>([
    ['the form', 'de-DE', async (): Promise<string> => '/subscribe'],
    ['the second step', 'en-GB', (): Promise<string> => confirmLink(system, 'wiebke@example.org')],
    ['the preferences', 'de-DE', async (): Promise<string> => linkTo('preferences')],
    ['the way out', 'en-GB', async (): Promise<string> => linkTo('unsubscribe')],
    ['the export', 'en-GB', async (): Promise<string> => '/privacy/export'],
    ['a link that cannot be read', 'de-DE', async (): Promise<string> => '/preferences/nothing'],
  ])('show the shop, fit and break no rule of accessibility: %s', async (_what, locale, path) => {
    const page = await open(await path(), locale);
    for (const { width, colorScheme } of LOOKS) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate(WIDTH)).toBe(width);
      expect(await cutOffOn(page)).toEqual([]);
      expect(await brokenRulesOn(page)).toEqual([]);
    }
    expect(await page.evaluate(LOGO_WIDTH)).toBe(200);
    expect(await page.evaluate(LEGAL_LINKS)).toEqual([`${SHOP}/impressum`, `${SHOP}/datenschutz`]);
    await page.context().close();
  });

  test('ask for a number only where it is wanted, tie each problem to its field and lead to the first', async () => {
    const page = await open('/subscribe');
    const number = page.getByLabel('Mobile number');
    expect(await number.isVisible()).toBe(false);
    await page.getByLabel('By WhatsApp').check();
    expect(await number.isVisible()).toBe(true);
    await page.getByLabel('E-mail address').fill('insa@example');
    await number.fill('12');
    await page.evaluate(UNJUDGED);
    await page.getByRole('button', { name: 'Sign up' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.evaluate(FOCUSED)).toMatchObject({
      name: 'email',
      invalid: 'true',
      said: expect.stringContaining('name@example.org'),
    });
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('insa@example');
    expect(await number.getAttribute('aria-invalid')).toBe('true');
    expect(await brokenRulesOn(page)).toEqual([]);

    // Both channels in one sign-up, and each asks by itself.
    await page.getByLabel('E-mail address').fill('insa@example.org');
    await number.fill('0171 3920011');
    await page.getByRole('button', { name: 'Sign up' }).click();
    expect(await page.getByRole('status').textContent()).toContain('confirm');
    await system.advance('1m');
    expect((await system.mails('insa@example.org')).map(({ channel }) => channel)).toEqual(['email']);
    expect((await system.mails('+491713920011')).map(({ channel }) => channel)).toEqual(['whatsapp']);
    await page.context().close();
  });

  test('pause without contradicting themselves, and lead back after leaving', async () => {
    const page = await open(linkTo('preferences'));
    await page.getByRole('button', { name: 'Pause for 30 days' }).click();
    const paused = (await page.getByRole('main').textContent()) ?? '';
    expect(paused).toContain('until Sunday, 20 December 2026 we send you no marketing');
    expect(paused).toContain('After that we write to you by e-mail again');
    expect(await page.getByRole('button', { name: 'Pause for 30 days' }).count()).toBe(0);
    await page.getByRole('button', { name: 'End the pause' }).click();
    expect(await page.getByRole('status').textContent()).not.toMatch(/no marketing|until/);
    expect(await page.getByRole('button', { name: 'Pause for 30 days' }).count()).toBe(1);

    await page.goto(system.url + linkTo('unsubscribe'));
    await page.getByRole('button').click();
    await page.getByRole('heading', { name: 'You are unsubscribed.' }).waitFor();
    // A no and a yes of one moment would leave it at the no.
    await system.advance('1m');
    await page.getByRole('link', { name: 'sign up' }).click();
    await page.getByLabel('E-mail address').fill('silke@example.org');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await system.advance('1m');
    await page.goto(await confirmLink(system, 'silke@example.org'));
    await page.getByRole('button').click();
    // The mail went to a German customer, and so does its link.
    expect(await page.getByRole('status').textContent()).toContain('Sie sind angemeldet.');
    await system.advance('1m');
    expect((await system.view('silke@example.org')).profile).toMatchObject({
      consents: { 'email/marketing': { state: 'given' } },
    });
    await page.context().close();
  });
});
