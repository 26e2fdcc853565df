/**
 * Whom a shop may write to without consent (§7(3) UWG): its buyers, where they bought, if it says so, and
 * never after an objection.
 */
import type { Facts } from '../facts.ts';
import type { SentMail } from '../witness.ts';
import { isKnown } from './known.ts';
import { withdrawalsFor } from './said.ts';

/** An edit may go live between a sender's looks. */
const EDIT_MS = 10 * 60_000;

/** Whether nothing that we know of forbids it. Objections by the way out in a mail are judged apart (I4). */
export const mayWriteToBuyer = (facts: Facts, mail: SentMail): boolean =>
  mail.channel === 'email' &&
  isOn(facts, mail) &&
  withdrawalsFor(facts, mail).length === 0 &&
  !wasErased(facts, mail) &&
  hasBought(facts, mail);

const isOn = ({ witness }: Facts, { read }: SentMail): boolean => {
  const before = witness.published.findLast(({ at }) => at < read.at - EDIT_MS);
  const during = witness.published.filter(({ at, tick }) => at >= read.at - EDIT_MS && tick < read.tick);
  return [...(before ? [before] : []), ...during].some(({ content }) => content.existingCustomers);
};

/** Nobody can tell any more whether there was an objection. */
const wasErased = ({ witness }: Facts, { to, read }: SentMail): boolean =>
  witness.erasures.some(
    ({ address, answered }) => address === to && answered !== undefined && answered.ended.tick < read.tick,
  );

/** Under this very address, told before, and not taken back as far as was surely known. */
const hasBought = (facts: Facts, mail: SentMail): boolean =>
  facts.plan.happenings.some((happening) => {
    if (happening.kind !== 'order' && happening.kind !== 'paid') return false;
    const customer = facts.plan.customers.find(({ index }) => index === happening.customer);
    if (customer?.addresses[happening.address] !== mail.to) return false;
    const heard =
      (facts.witness.doors.get(happening.id)?.firstTry.tick ?? Number.POSITIVE_INFINITY) < mail.read.tick;
    const cancelled = facts.plan.happenings.some(
      (other) =>
        other.kind === 'cancelled' &&
        other.order === happening.order &&
        isKnown(facts, customer, other.id, mail),
    );
    return heard && !cancelled;
  });
