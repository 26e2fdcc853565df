/** A visitor of the page of the system on one machine: presses buttons, and records what went wrong. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPage } from './chromium.ts';

export type Visitor = Readonly<{
  page: Page;
  /** Messages of the console, and requests to other hosts or that failed; empty where all is well. */
  troubles: readonly string[];
  /** Presses a button, and resolves when the page has shown the result. */
  press: (name: string) => Promise<void>;
  /**
   * Waits until the page itself reports that nothing is running, so that no test polls for something that may
   * never come.
   */
  settled: () => Promise<void>;
  text: (selector: string) => Promise<string>;
  count: (selector: string) => Promise<number>;
  leave: () => Promise<void>;
}>;

export const visit = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
): Promise<Visitor> => {
  const page = await openPage(browser, options);
  const troubles = troublesOf(page, url);
  const settled = (): Promise<void> =>
    page.locator('html:not([data-working])').waitFor({ state: 'attached' });
  await page.goto(`${url}/local/`);
  await page.locator('#progress:not(:empty)').waitFor({ state: 'attached' });
  await settled();
  return {
    page,
    troubles,
    settled,
    press: async (name) => {
      await page.getByRole('button', { name, exact: true }).click();
      await settled();
    },
    text: async (selector) => (await page.locator(selector).textContent()) ?? '',
    count: (selector) => page.locator(selector).count(),
    leave: () => page.context().close(),
  };
};

const troublesOf = (page: Page, url: string): readonly string[] => {
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error') troubles.push(`${line.text()} ${line.location().url}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('about:'))
      troubles.push(`outside: ${request.url()}`);
  });
  return troubles;
};

/** Runs inside a page: finds every element that reaches over its edge, or hides a part of its own line. */
const CUT = `[...document.querySelectorAll('body *')]
  .filter((element) => element.checkVisibility() && !element.closest('.skip, .hidden, .trap, legend, fieldset input'))
  .filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    const hides = getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    return left < -1 || right > innerWidth + 1 || hides;
  })
  .map((element) => element.outerHTML.slice(0, 120))`;

export const cutOffOn = (page: Page): Promise<readonly string[]> => page.evaluate(CUT);
