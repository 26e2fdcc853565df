/**
 * A new platform is one folder and one line: with an invented one in the list, the door, the local secrets,
 * the privacy commands and the control surface know it, and its missing parts are reported.
 */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { profileIdOf } from '../../core/identity/identity.ts';
import { whoIs } from '../../functions/privacy/who.ts';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { findProfile } from '../../local/profile-lookup.ts';
import { platformNames } from '../../platforms/lookup.ts';
import { PLATFORMS } from '../../platforms/registry.ts';
import { freshWorld, IDENTITY_KEY, onlyEvent, openDoor, type World } from '../support/door.ts';
import { request } from '../support/webhooks.ts';
import { teaCart } from './made-up/tea-cart.ts';

vi.mock('../../platforms/registry.ts', async () => {
  const { changed } = await import('../support/one-line.ts');
  return changed('platforms/registry.ts', [
    [
      'import { whatsapp }',
      "import { teaCart } from '../test/platforms/made-up/tea-cart.ts';\nimport { whatsapp }",
    ],
    ['[\n  aftership,', '[\n  teaCart,\n  aftership,'],
  ]);
});

let world: World;
beforeEach(() => {
  world = freshWorld();
});
afterEach(() => vi.unstubAllEnvs());

const SECRET = 'local-webhook-secret';
const order = { order_id: 'o-1', currency: 'EUR', total: '12.90', customer: { customer_id: 42 } };

describe('a platform with a folder and a line', () => {
  test('is let in at the door by its own signature, with what it tells', async () => {
    world.secrets['webhooks'] = JSON.stringify(DEFAULT_SECRETS);
    const body = Buffer.from(JSON.stringify(order));
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    const answer = await openDoor(world)(request(teaCart.name, body, { 'x-teacart-signature': signature }));
    expect(answer.statusCode).toBe(200);
    expect(onlyEvent(world)).toMatchObject({
      profileId: profileIdOf(IDENTITY_KEY, 'customer', 'teacart:42'),
      event: { source: 'teacart', name: 'order.placed', data: { order_id: 'o-1', total: '12.90' } },
    });
    const wrong = await openDoor(world)(request(teaCart.name, body, { 'x-teacart-signature': 'wrong' }));
    expect(wrong.statusCode).toBe(401);
  });

  test('has its secrets on one machine, that of its handshake too', () => {
    expect(DEFAULT_SECRETS).toMatchObject({ teacart: SECRET, teacart_hello: SECRET });
  });

  test('has customers whom commands and the control surface find by their id alone', async () => {
    const asked: string[] = [];
    const profiles = { follow: async (id: string) => ({ asked: asked.push(id), version: 0 }) } as never;
    const known = profileIdOf(IDENTITY_KEY, 'customer', 'teacart:42');
    await whoIs(
      {
        profiles,
        keys: async () => ({ 1: IDENTITY_KEY }),
        shopNumbers: { read: async () => ({ others: [] }) },
      } as never,
      {
        identity: { customerId: '42' },
      } as never,
    );
    expect(asked).toContain(known);
    asked.length = 0;
    await findProfile({ profiles, identityKey: IDENTITY_KEY, country: 'DE', shops: new Map() }, '42');
    expect(asked).toContain(known);
  });
});

/** Platforms that the room's README does not mention. */
const undocumented = (readme: string): readonly string[] =>
  platformNames().filter((name) => !readme.includes(`\`${name}/\``));

test('a platform that the README of the room does not name is told of', () => {
  const readme = readFileSync(resolve(import.meta.dirname, '../../platforms/README.md'), 'utf8');
  expect(undocumented(readme), 'platforms/README.md has no row for').toEqual([teaCart.name]);
});

test('two platforms never share a name, or a key of the webhook secret', () => {
  const keys = PLATFORMS.flatMap(({ name, handshake }) => (handshake ? [name, handshake.secret] : [name]));
  expect(keys).toEqual([...new Set(keys)]);
});
