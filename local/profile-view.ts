/**
 * One customer as the control surface shows them: everything the stores hold about them, as
 * core/customer-view puts it.
 */

import type { Ledger } from '../core/ports/ledger.ts';
import type { ProfileStore } from '../core/ports/profile-store.ts';
import { type CustomerView, customerView, messageIdsOf } from '../core/privacy/customer-view.ts';
import type { Profile } from '../core/state/profile.ts';

type Sources = Readonly<{ profiles: Pick<ProfileStore, 'timeline'>; ledger: Pick<Ledger, 'read'> }>;

export const viewProfile = async (sources: Sources, profile: Profile): Promise<CustomerView> => {
  const partitions = [profile.id, ...profile.absorbed];
  const records = (
    await Promise.all(partitions.map((profileId) => sources.profiles.timeline(profileId)))
  ).flat();
  return customerView(profile, records, await sources.ledger.read(messageIdsOf(records)));
};
