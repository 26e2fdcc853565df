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

/** Ends what hangs with a word on what was waited for, and decides nothing: a busy machine is never that slow. */
const HANGS = { timeout: 3 * 60_000 };

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS, ...HANGS });

/** A page that shares nothing with the others of the browser. */
export const openPage = async (browser: Browser, options: BrowserContextOptions): Promise<Page> => {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(HANGS.timeout);
  return context.newPage();
};
