/**
 * Measures how long a person waits after typing `npm start`: until they see the page, and until they see the
 * first mail.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser } from 'playwright-core';
import { openChromium } from '../support/chromium.ts';
import { visit } from '../support/page-visit.ts';
import { processorSecondsOf } from '../support/processor-time.ts';

export type FirstMail = Readonly<{
  /** The second start finds the modules that the first one compiled. */
  start: 'first' | 'second';
  pageSeconds: number;
  mailSeconds: number;
  /**
   * Processor seconds of everything that `npm start` began; on a busy machine the clock would also measure
   * other work.
   */
  processorSeconds: number;
}>;

const ROOT = join(import.meta.dirname, '../..');

/** Starts after the installation, with the browser open already. */
export const measureFirstMail = async (): Promise<readonly FirstMail[]> => {
  const compiled = await mkdtemp(join(tmpdir(), 'compiled-'));
  const browser = await openChromium();
  try {
    return [await measured('first', browser, compiled), await measured('second', browser, compiled)];
  } finally {
    await browser.close();
    await rm(compiled, { recursive: true, force: true });
  }
};

const measured = async (
  start: FirstMail['start'],
  browser: Browser,
  compiled: string,
): Promise<FirstMail> => {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1_000;
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', STAMMKUNDE_NOW: '2026-11-20T10:00:00Z', NODE_COMPILE_CACHE: compiled },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const newcomer = await visit(browser, await addressSaidBy(child), { locale: 'en-GB' });
  const pageSeconds = seconds();
  for (const button of ['Give consent', 'Abandon a cart', 'Wait 1 hour']) await newcomer.press(button);
  await newcomer.page.frameLocator('#frame').locator('h1').first().waitFor();
  const mailSeconds = seconds();
  const processorSeconds = child.pid === undefined ? 0 : processorSecondsOf(child.pid);
  await newcomer.leave();
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { start, pageSeconds, mailSeconds, processorSeconds };
};

const addressSaidBy = async ({ stdout }: ChildProcess): Promise<string> => {
  if (stdout)
    for await (const line of createInterface(stdout)) {
      const url = /ready at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (url !== undefined) return url;
    }
  throw new Error('`npm start` ended before it was ready.');
};
