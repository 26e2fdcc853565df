/**
 * Collects everything that is kept about one person: state, timelines of all their profiles, ledger rows,
 * gate items. privacy command or export effect → [this] → core/privacy
 */

import { allAddresses, everyPlace } from '../core/consent/gate-places.ts';
import type { Keys } from '../core/identity/keys.ts';
import type { GateItems } from '../core/ports/gate-items.ts';
import type { Ledger } from '../core/ports/ledger.ts';
import type { ProfileStore } from '../core/ports/profile-store.ts';
import type { CustomerData } from '../core/privacy/privacy-export.ts';
import { traceOf } from '../core/privacy/rights.ts';
import { messageIdsOf } from '../core/privacy/shown-timeline.ts';
import { CHANNELS } from '../core/reason.ts';
import type { Profile } from '../core/state/profile.ts';
import type { TimelineRecord } from '../core/state/timeline.ts';

export type CollectDeps = Readonly<{
  profiles: Pick<ProfileStore, 'follow' | 'timeline'>;
  gateItems: Pick<GateItems, 'read'>;
  ledger: Pick<Ledger, 'read'>;
  keys: () => Promise<Keys>;
}>;

/**
 * Undefined where nobody is known. Several profiles are one customer whose address has two spellings that
 * were never joined.
 */
export const collectCustomer = async (
  deps: CollectDeps,
  [profile, ...others]: readonly Profile[],
): Promise<CustomerData | undefined> => {
  if (!profile) return undefined;
  const people = [profile, ...others];
  const records = (await Promise.all(people.map((person) => recordsOf(deps, person)))).flat();
  return {
    profile,
    others,
    records,
    rows: await deps.ledger.read(messageIdsOf(records)),
    gates: await gatesOf(deps, people),
  };
};

/**
 * Reads the records of all profiles of the person. The state names merged profiles as far as it remembers
 * them, and the records name the rest.
 */
const recordsOf = async ({ profiles }: CollectDeps, profile: Profile): Promise<readonly TimelineRecord[]> => {
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

const gatesOf = async (
  { gateItems, keys }: CollectDeps,
  people: readonly Profile[],
): Promise<CustomerData['gates']> => {
  const versions = await keys();
  const places = allAddresses([], people).flatMap((address) => everyPlace(versions, address));
  const found = await Promise.all(
    CHANNELS.map(
      async (channel) =>
        [channel, await gateItems.read(places.filter((place) => place.channel === channel))] as const,
    ),
  );
  return Object.fromEntries(found.filter(([, gate]) => gate !== undefined));
};
