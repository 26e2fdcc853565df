/** Whoever is shown their data reads times, and no numbers of our own: for every name under which a time is kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { customerView } from '../../../core/privacy/customer-view.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';

const AT = Date.UTC(2026, 10, 20, 9);
const ISO = '2026-11-20T09:00:00.000Z';

describe('a time that is kept', () => {
  const STATE = join(import.meta.dirname, '../../../core/state');
  const SHOWN = ['profile', 'purchase', 'consent', 'history', 'preferences', 'send-slot', 'suppression'];
  const names = [...SHOWN, 'timeline', '../time/said'].flatMap((file) =>
    [...readFileSync(join(STATE, `${file}.ts`), 'utf8').matchAll(/(\w+)\??: Instant\b/g)].map(
      ([, name]) => name,
    ),
  );

  it.each([...new Set(names)])('as %s is shown as people and programs read it', (name = '') => {
    const kept = { ...emptyProfile('1p', 1, 0), deep: [{ [name]: AT }] };
    expect(customerView(kept, [], []).profile).toMatchObject({ deep: [{ [name]: ISO }] });
  });
});
