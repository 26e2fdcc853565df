/**
 * What customers said about consent, however they said it: through the shop, by the button behind a mailed
 * link, by a word on WhatsApp.
 */
import { present } from '../../../core/present.ts';
import { oldestDateOf, statedAt, youngestDateOf } from '../clocks.ts';
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import type { SentMail, Tick } from '../witness.ts';
import { erasedUpTo } from './erasures.ts';
import { areSurelyOne, knownFrom } from './known.ts';
import { isAddressOf } from './reached.ts';

/**
 * `at` is the date that the sender states, `by` whose clock that is; by any other it counts from `from` at the
 * earliest and from `to` at the latest. `firstTry` is when it may have reached us first, `known` when
 * the system surely knew.
 */
type Said = Readonly<{
  kind: 'consent' | 'withdrawal';
  address: string;
  by: 'shop' | 'customer';
  at: number;
  from: number;
  to: number;
  firstTry: Tick;
  known?: Tick;
}>;

/**
 * About the address itself, and about the customer's other mail address: whether that counts too is for
 * whoever asks.
 */
const saidBy = (facts: Facts, customer: Customer, address: string): readonly Said[] => {
  const { plan, witness } = facts;
  const isMeant = (other: string | undefined): boolean =>
    other === address ||
    (other !== customer.phone && address !== customer.phone && isAddressOf(customer, other ?? ''));
  const told = plan.happenings.flatMap((happening): Said[] => {
    if (
      (happening.kind !== 'consent' && happening.kind !== 'withdrawal') ||
      happening.customer !== customer.index
    )
      return [];
    const { id, kind } = happening;
    const door = witness.doors.get(id);
    const about = happening.channel === 'whatsapp' ? customer.phone : customer.addresses[happening.address];
    if (door === undefined || about === undefined || !isMeant(about)) return [];
    const known = knownFrom(facts, customer, id);
    return [
      present({
        kind,
        address: about,
        ...datesOf(happening),
        firstTry: door.firstTry.tick,
        known,
      }),
    ];
  });
  // What a button grants counts from the asking, which came before the mail.
  const pressed = witness.confirmed
    .filter(({ refused, address: other }) => !refused && isMeant(other))
    .map(
      ({ address: other, mail, first }): Said => ({
        kind: 'consent',
        address: other,
        ...ownDate(mail.at),
        firstTry: first.tick,
      }),
    );
  const written = witness.words
    .filter(({ word, phone }) => word === 'start' && phone === address)
    .map(({ at, first }): Said => ({ kind: 'consent', address, ...ownDate(at), firstTry: first.tick }));
  return [...told, ...pressed, ...written];
};

type Dates = Pick<Said, 'by' | 'at' | 'from' | 'to'>;

const datesOf = (happening: CustomerHappening): Dates => ({
  by: 'shop',
  at: statedAt(happening),
  from: oldestDateOf(happening),
  to: youngestDateOf(happening),
});

/** At our own doors, by our own clocks. */
const ownDate = (at: number): Dates => ({ by: 'customer', at, from: at, to: at });

/** Whether nobody can argue that it was said before the other. */
export const isBefore = (said: Said, other: Said): boolean =>
  said.by === other.by ? said.at <= other.at : said.to <= other.from;

const customerOf = ({ plan }: Facts, address: string): Customer | undefined =>
  plan.customers.find((candidate) => isAddressOf(candidate, address));

/**
 * Withdrawals that were surely known before the message was checked for the last time: about its address, or
 * about one that is surely the same person's.
 */
export const withdrawalsFor = (facts: Facts, { to, read }: SentMail): readonly Said[] => {
  const customer = customerOf(facts, to);
  if (customer === undefined) return [];
  const isOne = areSurelyOne(facts, customer, read.tick);
  return saidBy(facts, customer, to).filter(
    ({ kind, known = NEVER, address }) =>
      kind === 'withdrawal' && known < read.tick && (isOne || address === to),
  );
};

/**
 * Grants for the very address that had reached us before the message was checked for the last time, and were
 * not erased by then: a consent serves no other address (rule 10).
 */
export const grantsFor = (facts: Facts, { to, read }: SentMail): readonly Said[] => {
  const customer = customerOf(facts, to);
  if (customer === undefined) return [];
  const gone = erasedUpTo(facts, to, read.tick) ?? Number.NEGATIVE_INFINITY;
  const grants = saidBy(facts, customer, to).filter(
    ({ kind, firstTry, to: date }) => kind === 'consent' && firstTry < read.tick && date > gone,
  );
  return grants.filter(({ address }) => address === to);
};

const NEVER = Number.POSITIVE_INFINITY;
