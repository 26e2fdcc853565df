/** The pages that marketers read: the list of everything that can be said is what publishing checks with. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHIPPED } from '../support/local-system.ts';
import { CHANGES, publishedWith } from './pages/changes.ts';
import { reference } from './pages/reference.ts';

const PAGE = join(SHIPPED, 'reference/README.md');

it('the page names every trigger, step, fact, event, variable, filter and setting, and no other', () => {
  const made = reference();
  if (process.env['UPDATE_PAGES'] === '1') writeFileSync(PAGE, made);
  expect(readFileSync(PAGE, 'utf8')).toBe(made);
});

describe('the eleven common changes', () => {
  it('are eleven', () => {
    expect(CHANGES.map(({ title }) => title.split('.')[0])).toEqual(
      Array.from({ length: 11 }, (_, index) => `${index + 1}`),
    );
  });

  it.each(CHANGES)('$title: what the page says is published without an error', async ({ acts }) => {
    expect(acts.length).toBeGreaterThan(0);
    expect(await publishedWith(acts)).toEqual([]);
  });
});
