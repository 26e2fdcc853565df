/**
 * A signed link at a door: recognised by its signature and purpose, also under a key that is newer than our
 * cached copy.
 */
import { describe, expect, it } from 'vitest';
import type { Keys } from '../../core/identity/keys.ts';
import { type LinkClaims, signLink } from '../../core/identity/link-token.ts';
import type { DoorEvent } from '../../doors/door.ts';
import { readLinkOf } from '../../doors/read-link.ts';
import { withYoungSecret } from '../../doors/young-secret.ts';

const OLD: Keys = { 1: 'first-key-first-key-first-key-first-key' };
const YOUNG: Keys = { ...OLD, 2: 'second-key-second-key-second-key-second' };
const claims: LinkClaims = { purpose: 'unsubscribe', channel: 'email', profileId: '1a', gateHash: 'g' };

const at = (token: string): DoorEvent => ({ pathParameters: { token } }) as never;
/** Keys as a function caches them: an old copy, and the young one when a maximum age is asked for. */
const held = () => {
  const asked: (number | undefined)[] = [];
  const keys = async (maxAgeMs?: number): Promise<Keys> => {
    asked.push(maxAgeMs);
    return maxAgeMs === undefined ? OLD : YOUNG;
  };
  return { keys, asked };
};

describe('a link', () => {
  it('of ours is read with the keys that are there, without reading them anew', async () => {
    const { keys, asked } = held();
    expect(await readLinkOf(keys, at(signLink(OLD, claims)), 'unsubscribe')).toEqual(claims);
    expect(asked).toEqual([undefined]);
  });

  it('made with a key that is younger than our copy is no forgery', async () => {
    const { keys, asked } = held();
    expect(await readLinkOf(keys, at(signLink(YOUNG, claims)), 'unsubscribe')).toEqual(claims);
    expect(asked).toEqual([undefined, 30_000]);
  });

  it('of another purpose opens nothing, nor does anything else', async () => {
    const { keys } = held();
    expect(await readLinkOf(keys, at(signLink(OLD, claims)), 'preferences')).toBeUndefined();
    expect(await readLinkOf(keys, at('no link'), 'unsubscribe')).toBeUndefined();
    expect(await readLinkOf(keys, {} as never, 'unsubscribe')).toBeUndefined();
  });
});

describe('a secret', () => {
  it('that fits is not asked for twice', async () => {
    const read = async (maxAgeMs?: number) => maxAgeMs ?? 'held';
    expect(await withYoungSecret(read, (secret) => secret)).toBe('held');
  });
});
