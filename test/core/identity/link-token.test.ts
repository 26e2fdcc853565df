/** Signed links: what they contain, and which ones are refused. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyedIdOf } from '../../../core/identity/identity.ts';
import { gateHash, gateHashes } from '../../../core/identity/keys.ts';
import { LINK_TOKEN_CHARS, type LinkClaims, readLink, signLink } from '../../../core/identity/link-token.ts';

const KEYS = { 1: 'a-key-of-the-first-version-for-tests', 2: 'a-key-of-the-second-version-for-tests' };
const claims: LinkClaims = {
  purpose: 'unsubscribe',
  channel: 'email',
  profileId: '1abcdefghijklmnopqrstuv01',
  gateHash: gateHash(KEYS, '2', 'email', 'jette@example.org'),
  messageId: 'm1',
};

it('a link says who leaves from where, and fits a URL and a mail header', () => {
  const token = signLink(KEYS, claims);
  expect(readLink(KEYS, token)).toEqual(claims);
  expect(token).toMatch(/^[A-Za-z0-9._-]+$/);
  expect(token.length).toBeLessThan(LINK_TOKEN_CHARS);
  expect(token).not.toContain('jette');
});

it('a link without a message is a link too', () => {
  const { messageId: _, ...bare } = claims;
  expect(readLink(KEYS, signLink(KEYS, bare))).toEqual(bare);
});

it('a link survives the rotation of keys, as long as its key is listed', () => {
  const old = signLink({ 1: KEYS[1] }, claims);
  expect(readLink(KEYS, old)).toEqual(claims);
  expect(readLink({ 2: KEYS[2] }, old)).toBeUndefined();
  expect(signLink(KEYS, claims)).toMatch(/^2\./);
  expect(signLink({ ...KEYS, 10: 'a-key-of-the-tenth-version-for-tests' }, claims)).toMatch(/^10\./);
});

it('no other text is a link, and no changed one', () => {
  const token = signLink(KEYS, claims);
  fc.assert(fc.property(fc.string(), (text) => readLink(KEYS, text) === undefined));
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom('a', 'b', '0', '.', '-'), (at, letter) => {
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      return changed === token || readLink(KEYS, changed) === undefined;
    }),
  );
  for (const text of [
    '',
    '.',
    '__proto__.unsubscribe.email.p.g.m.s',
    'constructor.......',
    `${token}.`,
    token.slice(0, -1),
    `${token}0`,
    token.repeat(50),
  ])
    expect(readLink(KEYS, text)).toBeUndefined();
});

it('a link that confirms has the time of its request, one to the shop its own, and one that answers its question', () => {
  const { messageId: _, ...bare } = claims;
  const confirm: LinkClaims = { ...bare, purpose: 'confirm', requestedAt: 1_795_000_000_123 };
  const answer: LinkClaims = { ...claims, purpose: 'answer', answered: { question: 'tea', answer: 'green' } };
  expect(readLink(KEYS, signLink(KEYS, confirm), 'confirm')).toEqual(confirm);
  expect(readLink(KEYS, signLink(KEYS, answer), 'answer')).toEqual(answer);
  const visit: LinkClaims = { ...bare, purpose: 'visit', gateHash: '', madeAt: 1_795_000_000_123 };
  expect(readLink(KEYS, signLink(KEYS, visit), 'visit')).toEqual(visit);
  for (const link of [confirm, answer, visit, claims, { ...claims, purpose: 'preferences' } as const])
    for (const purpose of ['unsubscribe', 'preferences', 'confirm', 'sign-up', 'answer', 'visit'] as const)
      expect(
        readLink(KEYS, signLink(KEYS, link), purpose) !== undefined,
        `${link.purpose} as ${purpose}`,
      ).toBe(purpose === link.purpose);
  const { requestedAt: _time, ...timeless } = confirm;
  expect(readLink(KEYS, signLink(KEYS, timeless), 'confirm')).toBeUndefined();
  expect(readLink(KEYS, signLink(KEYS, { ...claims, requestedAt: 5 }))).toBeUndefined();
});

it('a link is signed under its own name, and may be as long as a header takes', () => {
  const parts = ['2', 'unsubscribe', 'email', 'p', 'g', ''];
  const signed = (values: readonly string[]) => [...values, keyedIdOf(KEYS[2], 'link', ...values)].join('.');
  expect(readLink(KEYS, signed(parts))).toMatchObject({ profileId: 'p', gateHash: 'g' });
  expect(readLink(KEYS, signed(['2', 'unsubscribe', 'pigeon', 'p', 'g', '']))).toBeUndefined();
  const room = LINK_TOKEN_CHARS - signed(parts).length;
  const long = (more: number) => signed(['2', 'unsubscribe', 'email', 'p'.repeat(1 + room + more), 'g', '']);
  expect(long(0)).toHaveLength(LINK_TOKEN_CHARS);
  expect(readLink(KEYS, long(0))).toBeDefined();
  expect(readLink(KEYS, long(1))).toBeUndefined();
});

it('one link cannot be read as another by moving a dot', () => {
  expect(() => signLink(KEYS, { ...claims, profileId: 'a.b' })).toThrow('letters, digits');
});

it('an address has one name per key version and channel, newest first', () => {
  const hashes = gateHashes(KEYS, 'email', 'jette@example.org');
  expect(hashes).toEqual([
    gateHash(KEYS, '2', 'email', 'jette@example.org'),
    gateHash(KEYS, '1', 'email', 'jette@example.org'),
  ]);
  expect(new Set([...hashes, ...gateHashes(KEYS, 'whatsapp', 'jette@example.org')]).size).toBe(4);
  expect(hashes[0]).toBe(keyedIdOf(KEYS[2], 'gate', 'email', 'jette@example.org'));
  const [number, former] = ['+5548996123456', '+554896123456'];
  expect(gateHashes(KEYS, 'whatsapp', number)).toEqual(
    [KEYS[2], KEYS[1]].flatMap((key) =>
      [number, former].map((form) => keyedIdOf(key, 'gate', 'whatsapp', form)),
    ),
  );
  expect(gateHashes(KEYS, 'email', number)).toHaveLength(2);
  expect(gateHashes(KEYS, 'whatsapp', 'DE.554896123456')).toHaveLength(2);
});
