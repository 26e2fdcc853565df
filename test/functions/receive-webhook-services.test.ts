/** Services that sign the body alone: reviews and parcels come in by the signature that each documents. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signedBy } from '../support/deliveries.ts';
import { freshWorld, openDoor, type World } from '../support/door.ts';
import { recorded } from '../support/webhooks.ts';

const SERVICES = [
  ['aftership', 'tracking_update.delivered', 'aftership-hmac-sha256', 'base64'],
  ['judgeme', 'review-created', 'judgeme-hmac-sha256', 'hex'],
  ['sendcloud', 'parcel_status_changed', 'sendcloud-signature', 'hex'],
] as const;

const SECRET = 'a secret of the service';

let world: World;
beforeEach(() => {
  world = freshWorld();
  world.now = Date.parse('2026-12-05T09:00:00Z');
});
afterEach(() => vi.unstubAllEnvs());

describe.each(SERVICES)('%s', (name, fixture, header, encoding) => {
  const other = encoding === 'hex' ? 'base64' : 'hex';
  const { body } = recorded(`${name}/${fixture}`);
  const send = (event: Parameters<ReturnType<typeof openDoor>>[0]) => {
    world.secrets['webhooks'] = JSON.stringify({ [name]: ['an older one', SECRET] });
    return openDoor(world)(event);
  };
  const signed = (as: 'hex' | 'base64', secret = SECRET) =>
    signedBy(name, body, { header, secret, encoding: as });

  test('is let in by its own signature over the bytes as they came', async () => {
    expect((await send(signed(encoding))).statusCode).toBe(200);
    expect(world.sent.length).toBeGreaterThan(0);
    expect(world.objects.size).toBe(0);
  });

  test('is refused without it, with a wrong one, or in another encoding', async () => {
    const { [header]: _none, ...unsigned } = signed(encoding).headers;
    for (const event of [
      { ...signed(encoding), headers: unsigned },
      signed(encoding, 'another secret'),
      signed(other),
      { ...signed(encoding), body: Buffer.from(`${body} `).toString('base64') },
    ])
      expect((await send(event)).statusCode).toBe(401);
    expect(world.sent).toEqual([]);
  });
});
