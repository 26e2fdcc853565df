/** The common rules of accessibility (WCAG 2.2 AA and best practices), checked by axe-core inside a page. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const found = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});
/** Frames hold a mail, which has tests of its own. */
const RUN =
  "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], iframes: false })";

/** Every broken rule with the elements that break it; empty where all is well. */
export const brokenRulesOn = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const { violations } = found.parse(await page.evaluate(RUN));
  return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 160))].join('\n'));
};
