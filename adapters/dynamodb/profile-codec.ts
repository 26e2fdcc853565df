/**
 * How a profile's state is written into its item and read back: packed JSON, empty parts left out, because
 * every KB is paid for.
 */

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { keys } from '../../contract/table.ts';
import { profileIdShard } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Versioned } from '../../core/ports/profile-store.ts';
import { present } from '../../core/present.ts';
import type { Due } from '../../core/state/due.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Profile, ProfileState } from '../../core/state/profile.ts';
import { pack, unpack } from './packed.ts';

export type Item = Record<string, AttributeValue>;

type Written = Readonly<{ state: ProfileState; version: number; due?: Due; expiresAt?: number }>;

/** Throws where the state is over its hard limit: nothing is cut off silently. */
export const toItem = ({ state, version, due, expiresAt }: Written): Item => {
  const packed = pack(withoutEmpty(state));
  const bytes = packed.B.length;
  if (bytes > LIMITS.profileHardBytes)
    throw new Error(
      `The state of a profile has ${bytes} bytes, at most ${LIMITS.profileHardBytes} are allowed (profileHardBytes).`,
    );
  const { pk, sk } = keys.profile(state.id);
  return present({
    pk: { S: pk },
    sk: { S: sk },
    version: { N: String(version) },
    state: packed,
    erasedAt: state.erasedAt === undefined ? undefined : { N: String(state.erasedAt) },
    dueShard: due ? { S: shardKey(state.id) } : undefined,
    dueAt: due ? { N: String(due.at) } : undefined,
    waiting: due && due.waiting.length > 0 ? { S: due.waiting.join(' ') } : undefined,
    expiresAt: expiresAt === undefined ? undefined : { N: String(Math.floor(expiresAt / 1000)) },
  });
};

export const fromItem = (item: Item | undefined): Versioned => {
  const stored = unpack<ProfileState>(item?.state);
  if (stored === undefined) return { version: 0 };
  const state = restored(stored);
  return present({
    state,
    version: Number(item?.version?.N ?? 0),
    due: item?.dueAt?.N
      ? { at: Number(item.dueAt.N), waiting: item.waiting?.S?.split(' ') ?? [] }
      : undefined,
  });
};

export const shardKey = (profileId: string): string => shardName(profileIdShard(profileId, LIMITS.dueShards));
export const shardName = (shard: number): string => `due#${shard}`;

const restored = (state: ProfileState): ProfileState => {
  if (state.kind === 'tombstone')
    return {
      ...state,
      pending: state.pending ?? [],
      ...present({ last: state.last ? filled(state.last) : undefined }),
    };
  return filled(state);
};

const filled = (profile: Profile): Profile => ({
  ...emptyProfile(profile.id, profile.seq, profile.since),
  ...profile,
});

const withoutEmpty = (state: ProfileState): object =>
  Object.fromEntries(Object.entries(state).filter(([, value]) => !isEmpty(value)));

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
