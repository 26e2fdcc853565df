/**
 * A real browser engine for tests, as Debian installs it; where there is none, what needs it is skipped and
 * says so.
 */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
/** Nothing of its own may reach out, or tests of requests to the outside would see it. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const installed = existsSync(CHROMIUM);

/** For titles: what is tested, and why it is not where it is not. */
export const inChromium = (what: string): string =>
  `${what} in Chromium${installed ? '' : ` (skipped: there is no ${CHROMIUM})`}`;

/** No limit of its own on anything: a busy machine is slow, and what hangs is ended by the test runner. */
const NO_LIMIT = { timeout: 0 };

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS, ...NO_LIMIT });

/** A page that shares nothing with the others of the browser. */
export const openPage = async (browser: Browser, options: BrowserContextOptions): Promise<Page> => {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(NO_LIMIT.timeout);
  return context.newPage();
};
