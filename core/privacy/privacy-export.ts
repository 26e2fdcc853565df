/**
 * Exports everything known about one person, readable by machines and in the outside names (Art. 15 and 20
 * GDPR).
 */

import type { GateItem } from '../consent/gate-item.ts';
import type { LedgerRow } from '../message/ledger-row.ts';
import { present } from '../present.ts';
import type { Channel } from '../reason.ts';
import type { Profile } from '../state/profile.ts';
import type { TimelineRecord } from '../state/timeline.ts';
import { type Instant, toIso } from '../time/instant.ts';
import { customerView } from './customer-view.ts';

/** Everything that is kept about one person. */
export type CustomerData = Readonly<{
  profile: Profile;
  /**
   * The profiles under the former spelling of the customer's address, where the two spellings were never
   * joined.
   */
  others?: readonly Profile[];
  records: readonly TimelineRecord[];
  rows: readonly LedgerRow[];
  /** Gate items of the person's addresses, whether or not the profile says the same. */
  gates: Readonly<Partial<Record<Channel, GateItem>>>;
}>;

export type CustomerExport = Readonly<{
  exportedAt: string;
  known: boolean;
  profile?: object;
  /** Data of the same customer under the former spelling of the address. */
  otherProfiles?: readonly object[];
  /** The consents that hold now, per channel and purpose, with their evidence. */
  consents?: readonly object[];
  /** Every statement about consent, with the whole proof. */
  consentHistory?: readonly object[];
  /** Flows that the person is in now. */
  enrollments?: readonly object[];
  messages?: readonly object[];
  timeline?: readonly object[];
  suppressions?: readonly object[];
}>;

export const exportOf = (known: CustomerData | undefined, at: Instant): CustomerExport => {
  if (!known) return { exportedAt: toIso(at), known: false };
  const { profile, enrollments, timeline } = customerView(known.profile, known.records, known.rows);
  const others = (known.others ?? []).map((other) => customerView(other, [], []));
  const people = [known.profile, ...(known.others ?? [])];
  return present({
    exportedAt: toIso(at),
    known: true,
    profile,
    otherProfiles: others.length > 0 ? others.map((other) => other.profile) : undefined,
    consents: people.flatMap((one) => consentsOf(one, known.records)),
    consentHistory: ofType(timeline, 'consent'),
    enrollments: [...enrollments, ...others.flatMap((other) => other.enrollments)],
    messages: ofType(timeline, 'message'),
    suppressions: suppressionsOf(people, known.gates),
    timeline,
  });
};

const ofType = (timeline: readonly object[], type: string): readonly object[] =>
  timeline.filter((entry) => 'type' in entry && entry.type === type);

const consentsOf = (profile: Profile, records: CustomerData['records']): readonly object[] =>
  Object.entries(profile.consents).flatMap(([key, consent]) => {
    if (!consent) return [];
    const [channel, purpose] = key.split('/');
    const { ref, at, said: _said, withdrawnAt, withdrawnSaid: _left, requestedAt, proof, ...rest } = consent;
    return [
      {
        channel,
        purpose,
        ...rest,
        at: toIso(at),
        ...present({
          requestedAt: requestedAt === undefined ? undefined : toIso(requestedAt),
          withdrawnAt: withdrawnAt === undefined ? undefined : toIso(withdrawnAt),
        }),
        evidence: evidenceAt(records, ref) ?? proof,
      },
    ];
  });

/** A reference of an absorbed profile names its partition: `profile/ref`. */
const evidenceAt = (records: readonly TimelineRecord[], ref: string | undefined): object | undefined => {
  const record = records.find(
    (candidate) => candidate.ref === ref || `${candidate.profileId}/${candidate.ref}` === ref,
  );
  const entry = record?.entries.find((candidate) => candidate.type === 'consent');
  return entry?.type === 'consent' ? entry.evidence : undefined;
};

/** The gate items are stored under keyed hashes, but they too are data about this person. */
const suppressionsOf = (people: readonly Profile[], gates: CustomerData['gates']): readonly object[] => {
  const kept = people.flatMap(({ suppressions }) => Object.entries(suppressions));
  const stated = kept.map(([channel, suppression]) => ({
    channel,
    everything: true,
    reason: suppression.reason,
    since: toIso(suppression.at),
  }));
  const gated = Object.entries(gates).flatMap(([channel, gate]) => [
    ...(gate.allStoppedAt === undefined
      ? []
      : [{ channel, everything: true, reason: gate.allStoppedBy, since: toIso(gate.allStoppedAt) }]),
    ...(gate.marketingStoppedAt === undefined
      ? []
      : [
          {
            channel,
            everything: false,
            reason: gate.marketingStoppedBy,
            since: toIso(gate.marketingStoppedAt),
          },
        ]),
  ]);
  const told = gated.filter(
    (one) => !(one.everything && stated.some(({ channel }) => channel === one.channel)),
  );
  return [...stated, ...told];
};
