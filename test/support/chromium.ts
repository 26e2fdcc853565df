/**
 * A real browser engine for tests, as Debian installs it. Tests that need it are skipped, visibly, where it
 * is missing.
 */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
/** The browser must not call the outside by itself, because tests check for such requests. */
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

/** For titles: what is tested, and why it is skipped where there is no browser. */
export const inChromium = (what: string): string =>
  `${what} in Chromium${installed ? '' : ` (skipped: there is no ${CHROMIUM})`}`;

/**
 * Ends a hang with the name of what was waited for, and decides no verdict: a busy machine is never that
 * slow.
 */
const HANGS = { timeout: 3 * 60_000 };

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS, ...HANGS });

/** A page that shares nothing with the browser's other pages. */
export const openPage = async (browser: Browser, options: BrowserContextOptions): Promise<Page> => {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(HANGS.timeout);
  return context.newPage();
};
