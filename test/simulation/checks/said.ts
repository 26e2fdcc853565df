/** What customers said about consent, however they said it: through the shop, by the button behind a mailed link, by a word on WhatsApp. */
import type { Facts } from '../facts.ts';
import type { SentMail } from '../witness.ts';
import { erasedUpTo } from './erasures.ts';
import { isAddressOf } from './reached.ts';

/** `at` is the date from which it counts, `firstTry` when it may have reached us first, `applied` when the profile surely knew. */
export type Said = Readonly<{ kind: 'consent' | 'withdrawal'; at: number; firstTry: number; applied?: number }>;

/** Of two addresses of which nobody can say whether they count as one, either may have been meant. */
export const saidAt = (facts: Facts, address: string): readonly Said[] => {
  const { plan, witness } = facts;
  const customer = plan.customers.find((candidate) => isAddressOf(candidate, address));
  if (customer === undefined) return [];
  const isMeant = (other: string | undefined): boolean =>
    other === address || (!customer.plain && other !== customer.phone && address !== customer.phone && isAddressOf(customer, other ?? ''));
  const told = plan.happenings.flatMap((happening): Said[] => {
    if ((happening.kind !== 'consent' && happening.kind !== 'withdrawal') || happening.customer !== customer.index) return [];
    const door = witness.doors.get(happening.id);
    const about = happening.channel === 'whatsapp' ? customer.phone : customer.addresses[happening.address];
    if (door === undefined || !isMeant(about)) return [];
    const applied = customer.plain ? witness.applied.get(happening.id)?.first.tick : undefined;
    return [{ kind: happening.kind, at: happening.at, firstTry: door.firstTry.tick, ...(applied === undefined ? {} : { applied }) }];
  });
  // What a button grants counts from the asking, which came before the mail.
  const pressed = witness.confirmed
    .filter(({ refused, address: other }) => !refused && isMeant(other))
    .map(({ mail, first }): Said => ({ kind: 'consent', at: mail.at, firstTry: first.tick }));
  const written = witness.words
    .filter(({ word, phone }) => word === 'start' && phone === address)
    .map(({ at, first }): Said => ({ kind: 'consent', at, firstTry: first.tick }));
  return [...told, ...pressed, ...written];
};

/** Grants that had reached us before the message was checked for the last time, and were not erased by then. */
export const grantsFor = (facts: Facts, { to, read }: SentMail): readonly Said[] => {
  const gone = erasedUpTo(facts, to, read.tick) ?? Number.NEGATIVE_INFINITY;
  return saidAt(facts, to).filter(({ kind, firstTry, at }) => kind === 'consent' && firstTry < read.tick && at > gone);
};
