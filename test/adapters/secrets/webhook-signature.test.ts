/** Signatures: right ones of every kind, and wrong ones that look right. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { isAgreedToken, verifyBearer, verifySignature } from '../../../adapters/secrets/webhook-signature.ts';
import type { Signed } from '../../../core/ports/webhook-signature.ts';
import { STANDARD_SECRET, shopifySignature } from '../../support/webhooks.ts';

const NOW = 1_795_197_849_000;
const shopify = { kind: 'hmac-base64', header: 'x-shopify-hmac-sha256' } as const;
const standard = { kind: 'standard' } as const;

const signedByLibrary = (
  body: string,
  { secret = STANDARD_SECRET, id = 'msg_1', at = NOW } = {},
): Signed => ({
  scheme: standard,
  body: Buffer.from(body),
  secrets: [STANDARD_SECRET],
  now: NOW,
  headers: {
    'webhook-id': id,
    'webhook-timestamp': String(at / 1000),
    'webhook-signature': new Webhook(secret).sign(id, new Date(at), body),
  },
});

describe('hex HMAC behind a prefix', () => {
  const scheme = { kind: 'hmac-hex', header: 'x-hub-signature-256', prefix: 'sha256=' } as const;
  const body = Buffer.from('{"object":"whatsapp_business_account"}');
  const hex = createHmac('sha256', 'app-secret').update(body).digest('hex');
  const verdict = (given: string | undefined, secrets = ['old', 'app-secret']) =>
    verifySignature({ scheme, headers: { 'x-hub-signature-256': given }, body, secrets, now: NOW });

  test('is valid under any secret that is being rotated, and only as it was written', () => {
    expect(verdict(`sha256=${hex}`)).toBe('valid');
    expect(verdict(hex)).toBe('wrong');
    expect(verdict(`sha1=${hex}`)).toBe('wrong');
    expect(verdict(`sha256=${hex.slice(1)}`)).toBe('wrong');
    expect(verdict(undefined)).toBe('missing');
    expect(verdict(`sha256=${hex}`, ['', 'other'])).toBe('wrong');
  });

  test('has a token beside it that is compared whole', () => {
    expect([
      isAgreedToken('right', ['old', 'right']),
      isAgreedToken('righ', ['right']),
      isAgreedToken('', ['']),
      isAgreedToken('x', []),
    ]).toEqual([true, false, false, false]);
  });
});

describe('base64 HMAC', () => {
  test('covers every byte, text or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), (bytes, position) => {
        const body = Buffer.from(bytes);
        const headers = { 'x-shopify-hmac-sha256': shopifySignature(body) };
        const changed = Buffer.from(body);
        changed[position % body.length] = (changed[position % body.length] ?? 0) ^ 1;
        const given = {
          scheme: shopify,
          headers,
          secrets: ['other', 'fixture-shopify-client-secret'],
          now: NOW,
        };
        expect([verifySignature({ ...given, body }), verifySignature({ ...given, body: changed })]).toEqual([
          'valid',
          'wrong',
        ]);
      }),
    );
  });

  test('of an empty secret is worth nothing', () => {
    const body = Buffer.from('{}');
    expect(
      verifySignature({
        scheme: shopify,
        headers: { 'x-shopify-hmac-sha256': shopifySignature(body, '') },
        body,
        secrets: ['', ' '],
        now: NOW,
      }),
    ).toBe('wrong');
  });
});

describe('Standard Webhooks', () => {
  test('what the library signs is valid, and what is valid the library accepts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-zA-Z0-9_]{1,30}$/), (body, id) => {
        const text = body.toWellFormed();
        expect(verifySignature(signedByLibrary(text, { id }))).toBe('valid');
        expect(verifySignature({ ...signedByLibrary(text, { id }), body: Buffer.from(`${text} `) })).toBe(
          'wrong',
        );
      }),
    );
  });

  test('keys may come without their prefix, and bytes that are no text count as they are', () => {
    expect(verifySignature({ ...signedByLibrary('{}'), secrets: [STANDARD_SECRET.slice(6)] })).toBe('valid');
    expect(verifySignature({ ...signedByLibrary('\ufffd'), body: Buffer.from([0xff]) })).toBe('wrong');
  });

  test.each([
    ['five minutes', 300_000, 'valid'],
    ['a second more', 301_000, 'outdated'],
    ['five minutes ahead', -300_000, 'valid'],
    ['a second more ahead', -301_000, 'outdated'],
  ])('%s old is %s', (_, age, verdict) => {
    expect(verifySignature(signedByLibrary('{}', { at: NOW - age }))).toBe(verdict);
  });

  test.each([['whsec_'], ['whsec_!!!'], ['']])('the secret %o opens nothing', (secret) => {
    expect(verifySignature({ ...signedByLibrary('{}'), secrets: [secret] })).toBe('wrong');
  });
});

describe('bearer tokens', () => {
  const call = (authorization: string | undefined, tokens = ['old-token', 'token']) =>
    verifyBearer({ headers: { authorization }, tokens });

  test.each([
    ['Bearer token', 'valid'],
    ['bearer  token', 'valid'],
    ['Bearer old-token', 'valid'],
    ['Bearer toke', 'wrong'],
    ['Bearer tokens', 'wrong'],
    ['Bearer', 'missing'],
    ['Basic token', 'missing'],
    [undefined, 'missing'],
  ])('%s is %s', (authorization, verdict) => {
    expect(call(authorization)).toBe(verdict);
  });

  test('an empty secret is no token', () => {
    expect(call('Bearer  ', [' '])).toBe('missing');
    expect(call('Bearer x', ['', ' '])).toBe('wrong');
  });

  test('are no signature: without one, nothing is signed', () => {
    const headers = { authorization: `Bearer ${STANDARD_SECRET}` };
    const signed = { scheme: standard, headers, body: Buffer.from(''), secrets: [STANDARD_SECRET], now: NOW };
    expect(verifySignature(signed)).toBe('missing');
  });
});
