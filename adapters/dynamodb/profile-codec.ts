/**
 * Writes a profile's state into its item and reads it back: packed JSON without empty parts, because every KB
 * is paid for.
 */

import { keys } from '../../contract/table.ts';
import { profileIdShard } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Versioned } from '../../core/ports/profile-store.ts';
import { present } from '../../core/present.ts';
import type { Due } from '../../core/state/due.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Profile, ProfileState } from '../../core/state/profile.ts';
import { inTodaysForms } from '../../core/state/todays-forms.ts';
import type { Instant } from '../../core/time/instant.ts';
import { pack, unpackMeasured } from './packed.ts';

export type StoredProfile = Readonly<{
  pk: string;
  sk: string;
  version: number;
  state: Uint8Array;
  erasedAt?: number;
  dueShard?: string;
  dueAt?: number;
  /** The steps at which the customer waits, separated by blanks. */
  waiting?: string;
  expiresAt?: number;
}>;

type Written = Readonly<{ state: ProfileState; version: number; due?: Due; expiresAt?: Instant }>;

/** Throws where no item can hold the state; the engine keeps states far smaller (decide/bounds/). */
export const toItem = ({ state, version, due, expiresAt }: Written): StoredProfile => {
  const packed = pack(withoutEmpty(state));
  if (packed.length > LIMITS.itemBytes)
    throw new Error(
      `The state of a profile has ${packed.length} bytes, at most ${LIMITS.itemBytes} are allowed (itemBytes).`,
    );
  return present({
    ...keys.profile(state.id),
    version,
    state: packed,
    erasedAt: state.erasedAt,
    dueShard: due && shardKey(state.id),
    dueAt: due?.at,
    waiting: due && due.waiting.length > 0 ? due.waiting.join(' ') : undefined,
    expiresAt: expiresAt === undefined ? undefined : Math.floor(expiresAt / 1000),
  });
};

export const fromItem = (item: Partial<StoredProfile> = {}): Versioned => {
  const { version = 0, dueAt, waiting } = item;
  const stored = unpackMeasured<ProfileState>(item.state);
  if (stored === undefined) return { version: 0 };
  return present({
    state: restored(stored.value),
    bytes: stored.bytes + RESTORED_BYTES,
    version,
    due: dueAt === undefined ? undefined : { at: dueAt, waiting: waiting?.split(' ') ?? [] },
  });
};

/** More than reading adds to a state: its empty parts, and addresses in their present forms. */
const RESTORED_BYTES = 4_096;

/** The id of the profile that a partition key belongs to. */
export const profileIdAt = (pk = ''): string => pk.slice(PROFILE_PREFIX.length);
const PROFILE_PREFIX = keys.profile('').pk;

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

const filled = (profile: Profile): Profile =>
  inTodaysForms({ ...emptyProfile(profile.id, profile.seq, profile.since), ...profile });

const withoutEmpty = (state: ProfileState): object =>
  Object.fromEntries(Object.entries(state).filter(([, value]) => !isEmpty(value)));

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
