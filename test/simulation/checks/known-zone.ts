/**
 * In which time zone the shop may know a customer to be: their own words tell it, and a stranger who types
 * their address knows nothing of it.
 */
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import { type CustomerHappening, isTold } from '../happening.ts';
import type { SentMail } from '../witness.ts';
import { erasedBetween } from './erasures.ts';
import { mailAddressOf } from './reached.ts';

/**
 * The customer's zone, the shop's where nothing had been told, and undefined where it is open which of them
 * was known when the mail left.
 */
export const knownZone = (facts: Facts, customer: Customer, mail: SentMail): string | undefined => {
  if (customer.timeZone === undefined) return SHOP_ZONE;
  const own = facts.plan.happenings.filter((happening): happening is CustomerHappening =>
    isOwnWord(happening, customer),
  );
  const address = mailAddressOf(facts, mail.to);
  const told = own.some(
    (happening) =>
      addressIn(customer, happening) === address &&
      (facts.witness.applied.get(happening.id)?.first.tick ?? Number.POSITIVE_INFINITY) < mail.read.tick &&
      !erasedBetween(facts, customer.index, happening.at, mail.at),
  );
  if (told) return customer.timeZone;
  const tried = own.some(
    ({ id }) => (facts.witness.doors.get(id)?.firstTry.tick ?? Number.POSITIVE_INFINITY) < mail.tick,
  );
  return tried ? undefined : SHOP_ZONE;
};

/** That of the one country that all shops of the world sell to. */
const SHOP_ZONE = 'Europe/Berlin';

const isOwnWord = (happening: Facts['plan']['happenings'][number], { index }: Customer): boolean =>
  'customer' in happening &&
  isTold(happening) &&
  happening.customer === index &&
  (happening.by === undefined || happening.by === index);

const addressIn = ({ addresses }: Customer, happening: CustomerHappening): string | undefined =>
  'address' in happening && happening.address !== undefined ? addresses[happening.address] : undefined;
