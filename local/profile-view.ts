/** Collects everything that the stores hold about one customer, for core/privacy/customer-view. */
import type { LedgerRow } from '../core/message/ledger-row.ts';
import type { Ledger } from '../core/ports/ledger.ts';
import type { ProfileStore } from '../core/ports/profile-store.ts';
import { type CustomerView, customerView } from '../core/privacy/customer-view.ts';
import { messageIdsOf } from '../core/privacy/shown-timeline.ts';
import type { Profile } from '../core/state/profile.ts';
import type { TimelineRecord } from '../core/state/timeline.ts';

export type Sources = Readonly<{
  profiles: Pick<ProfileStore, 'timeline'>;
  ledger: Pick<Ledger, 'read'>;
}>;

export type Collected = Readonly<{ records: readonly TimelineRecord[]; rows: readonly LedgerRow[] }>;

/** The records of all partitions of the person, and the ledger's rows of the messages that they name. */
export const collect = async ({ profiles, ledger }: Sources, profile: Profile): Promise<Collected> => {
  const partitions = [profile.id, ...profile.absorbed];
  const records = (await Promise.all(partitions.map((profileId) => profiles.timeline(profileId)))).flat();
  return { records, rows: await ledger.read(messageIdsOf(records)) };
};

export const viewProfile = async (sources: Sources, profile: Profile): Promise<CustomerView> => {
  const { records, rows } = await collect(sources, profile);
  return customerView(profile, records, rows);
};
