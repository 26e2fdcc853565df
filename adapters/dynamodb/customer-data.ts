/**
 * Brings together everything that is kept about one person: state, timelines of all their profiles, the
 * ledger's rows, gate items.
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { GateItem } from '../../core/consent/gate-item.ts';
import { gateHashes, type Keys } from '../../core/identity/keys.ts';
import type { LedgerRow } from '../../core/ports/ledger.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import { messageIdsOf } from '../../core/privacy/customer-view.ts';
import { traceOf } from '../../core/privacy/rights.ts';
import { CHANNELS, type Channel } from '../../core/reason.ts';
import { namesSomebody } from '../../core/state/empty-profile.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { TimelineRecord } from '../../core/state/timeline.ts';
import { asciiAddress } from '../providers/mail-address.ts';
import { createGateItems } from './gate-items.ts';
import { createLedger } from './ledger.ts';

export type CustomerData = Readonly<{
  profile: Profile;
  records: readonly TimelineRecord[];
  rows: readonly LedgerRow[];
  /** What holds for the person's addresses, whether or not the profile says so. */
  gates: Readonly<Partial<Record<Channel, GateItem>>>;
}>;

/** Undefined where nobody is known, or somebody was erased and nothing new was heard. */
export type CollectCustomer = (profileId: string) => Promise<CustomerData | undefined>;

type Options = Readonly<{
  tableName: string;
  client: DynamoDBClient;
  profiles: Pick<ProfileStore, 'follow' | 'timeline'>;
  keys: () => Promise<Keys>;
}>;

export const createCollectCustomer = (options: Options): CollectCustomer => {
  const gateItems = createGateItems(options);
  const ledger = createLedger(options);
  return async (profileId) => {
    const { profile } = await options.profiles.follow(profileId);
    if (!profile || !namesSomebody(profile)) return undefined;
    const records = await recordsOf(options, profile);
    const keys = await options.keys();
    const gates: Partial<Record<Channel, GateItem>> = {};
    for (const channel of CHANNELS) {
      const hashes = addressesOf(profile, channel).flatMap((address) => gateHashes(keys, channel, address));
      const gate = await gateItems.read(hashes.map((hash) => ({ hash, channel })));
      if (gate) gates[channel] = gate;
    }
    return { profile, records, rows: await ledger.read(messageIdsOf(records)), gates };
  };
};

/** Profiles that joined are named by the state as far as it remembers them, and by the records. */
const recordsOf = async ({ profiles }: Options, profile: Profile): Promise<readonly TimelineRecord[]> => {
  const records: TimelineRecord[] = [];
  const partitions = [profile.id, ...profile.absorbed];
  for (const partition of partitions) {
    const own = await profiles.timeline(partition);
    records.push(...own);
    const { joined } = traceOf(own.flatMap(({ entries }) => entries));
    partitions.push(...joined.filter((id) => !partitions.includes(id)));
  }
  return records;
};

const addressesOf = ({ person, identities }: Profile, channel: Channel): readonly string[] => {
  const kinds = channel === 'email' ? ['email'] : ['phone', 'whatsapp'];
  const named = identities.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);
  const own = channel === 'email' ? [person.email] : [person.phone, person.whatsappId];
  const addresses = [...new Set([...own, ...named])].filter((address) => address !== undefined);
  return channel === 'email' ? addresses.map((address) => asciiAddress(address) ?? address) : addresses;
};
