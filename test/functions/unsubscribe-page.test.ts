/** The page of the way out: what it offers to who has left. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gateHash } from '../../core/identity/keys.ts';
import { readLink, signLink } from '../../core/identity/link-token.ts';
import { createUnsubscribe } from '../../functions/unsubscribe/handler.ts';
import { createDesk, customerOf, type Desk, EMAIL, KEYS, programWith } from '../support/sending.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
});
afterEach(() => desk.close());

const { profile } = customerOf('jette');
const hash = gateHash(KEYS, '2', 'email', EMAIL);
const claims = { purpose: 'unsubscribe', channel: 'email', profileId: profile.id, gateHash: hash } as const;
const own = signLink(KEYS, claims);

const ask = (method: string, { token = own, body = 'source=page' } = {}) =>
  createUnsubscribe(
    desk.env,
    desk.runtime,
    desk.standIns.requestHandler,
  )({
    pathParameters: { token },
    headers: { 'accept-language': 'en' },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method } },
  } as never);

describe('who has left', () => {
  it('finds the way back, which is a new sign-up, and all other preferences', async () => {
    const { body = '' } = await ask('POST');
    expect(body).toContain('You are unsubscribed.');
    expect(body).toContain(
      'That takes a new sign-up, which you confirm: <a href="/subscribe?l=en">sign up</a>',
    );
    const [, offered = ''] = /href="\/preferences\/([^"?]+)\?l=en"/.exec(body) ?? [];
    expect(readLink(KEYS, offered, 'preferences')).toMatchObject({ profileId: profile.id, gateHash: hash });
    expect(body).not.toContain('<form');
  });

  it('on WhatsApp comes back on WhatsApp', async () => {
    const token = signLink(KEYS, { ...claims, channel: 'whatsapp' });
    expect((await ask('POST', { token })).body).toContain('href="/subscribe?l=en&amp;channel=whatsapp"');
  });
});
