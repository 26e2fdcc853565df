/** Ids never change, because tables, schedules and links are full of them. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  idOf,
  isProfileId,
  keyedIdOf,
  kindOf,
  profileIdOf,
  profileIdShard,
  survivorOf,
} from '../../../core/identity/identity.ts';

describe('an id', () => {
  test('is the one that was recorded when it was first made', () => {
    expect([
      idOf(),
      idOf('send', 'abandoned-cart', 'help'),
      idOf('timer', 42, '1a'),
      idOf('grün', '\u2028', '😀'),
      keyedIdOf('key', 'gate', 'email', 'jette@example.org'),
      profileIdOf('key', 'email', 'jette@example.org'),
      profileIdOf('key', 'whatsapp', 'DE.123'),
    ]).toEqual([
      '9t9sr8cc5el0o0qkndfpkfmbs',
      'tqfbcc7map39ilpqsvjr0qkgb',
      '0dv019jm5p9v8fhu1gb7vbjq3',
      '8mgrp4uk1bhkqg5308tom9prl',
      'agctlv3vb1a7lt2p48j9i5suh',
      '163235a8iaeukfbumv4ojca4pq',
      '3rubhkcpp5s41btrh5q3bb9mob',
    ]);
  });

  test('is the first 125 bits of the hash of its parts, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.integer())), (parts) => {
        const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
        expect(idOf(...parts)).toBe((BigInt(`0x${hash}`) >> 131n).toString(32).padStart(25, '0'));
      }),
    );
  });
});

describe('a profile id', () => {
  test.each([
    ['email', 'email'],
    ['customer', 'customer'],
    ['phone', 'phone'],
    ['whatsapp', 'phone'],
    ['anonymous', 'anonymous'],
  ] as const)('made for an identity of kind %s tells %s', (made, told) => {
    const id = profileIdOf('key', made, 'value');
    expect(kindOf(id)).toBe(told);
    expect(isProfileId(id)).toBe(true);
  });

  test('of an e-mail address outlives those of accounts, phones and browsers in a merge', () => {
    const ids = (['anonymous', 'phone', 'customer', 'email'] as const).map((kind) =>
      profileIdOf('key', kind, 'x'),
    );
    expect(ids.reduce(survivorOf)).toBe(ids.at(-1));
  });

  test('lies in one of the shards by its end, and a text that is none in the first', () => {
    const ids = Array.from({ length: 200 }, (_, index) => profileIdOf('key', 'email', `${index}`));
    const shards = ids.map((id) => profileIdShard(id, 8));
    expect(new Set(shards).size).toBe(8);
    expect(shards).toEqual(ids.map((id) => Number.parseInt(id.at(-1) ?? '', 32) % 8));
    expect(profileIdShard('10000z0v9', 1_000)).toBe(Number.parseInt('z0v9', 32) % 1_000 || 0);
    expect(profileIdShard('10000v0v9', 1_000)).toBe(Number.parseInt('v0v9', 32) % 1_000);
    expect(profileIdShard('1....', 8)).toBe(0);
    expect([survivorOf('1a', '2a'), survivorOf('2a', '1a')]).toEqual(['1a', '1a']);
  });

  test.each([
    '',
    '1',
    `5${'a'.repeat(25)}`,
    `1${'w'.repeat(25)}`,
    `1${'a'.repeat(26)}`,
    `1${'a'.repeat(24)}\n`,
  ])('is not %j', (text) => expect(isProfileId(text)).toBe(false));
});
