/**
 * A real browser engine for tests, as Debian installs it; where there is none, what needs it is skipped and
 * says so.
 */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

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

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
