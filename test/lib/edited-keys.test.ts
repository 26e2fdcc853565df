/** Every kind of file that publishing reads is one whose change publishes, in the cloud too. */
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CONFIG_PREFIX, EDITED_KEYS } from '../../contract/bucket.ts';
import { classify } from '../../core/publish/paths.ts';
import { SHIPPED } from '../support/local-system.ts';

/** As EventBridge matches them: `*` stands for anything, slashes included. */
const publishes = (path: string): boolean =>
  EDITED_KEYS.some((key) => {
    const [start = '', end = ''] = key.split('*');
    const whole = `${CONFIG_PREFIX.content}${path}`;
    return key.includes('*') ? whole.startsWith(start) && whole.endsWith(end) : whole === key;
  });

const shipped = readdirSync(SHIPPED, { recursive: true, encoding: 'utf8' }).map((path) =>
  path.replaceAll('\\', '/'),
);
const kinds = new Map(
  shipped.flatMap((path) => {
    const { kind } = classify(path);
    return kind === 'ignored' || kind === 'unknown' ? [] : [[kind, path] as const];
  }),
);

it('settings, flows, segments, templates of both channels, building blocks and coupons are shipped', () => {
  expect([...kinds.keys()].sort()).toEqual(
    ['block', 'coupons', 'flow', 'segment', 'settings', 'template', 'whatsapp-template'].sort(),
  );
});

it.each([...kinds])('an edit of the kind %s publishes: %s', (_, path) => {
  expect(publishes(path)).toBe(true);
});

it('what publishing writes beside the files does not publish again', () => {
  for (const path of ['report.json', 'report.txt', 'schema/flow.schema.json'])
    expect(publishes(path)).toBe(false);
});
