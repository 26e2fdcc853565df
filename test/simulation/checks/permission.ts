/**
 * I3 and I4: no marketing without a grant that was given before and not taken back; nothing at all after a
 * bounce or a complaint.
 */
import type { Facts } from '../facts.ts';
import type { SentMail } from '../witness.ts';
import { mayWriteToBuyer } from './buyers.ts';
import { type Check, customerAt, iso, type Problem } from './problem.ts';
import { isAddressOf, isMarketing } from './reached.ts';
import { grantsFor, isBefore, withdrawalsFor } from './said.ts';

/** Two functions' clocks differ by no more than this. */
const CLOCKS_MS = 11_000;

export const withPermission: Check = (facts) =>
  facts.witness.mails.flatMap((mail) => [...basisOf(facts, mail), ...leaving(facts, mail)]);

const basisOf = (facts: Facts, mail: SentMail): readonly Problem[] => {
  if (!isMarketing(mail)) return ofAContract(facts, mail);
  const grants = grantsFor(facts, mail);
  const wrong = { invariant: 'I3', ...customerAt(facts, mail.to) };
  const what = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)}`;
  if (grants.length === 0 && mayWriteToBuyer(facts, mail)) return [];
  if (grants.length === 0) return [{ ...wrong, text: `${what} without any consent` }];
  const against = withdrawalsFor(facts, mail).find((left) => grants.every((grant) => isBefore(grant, left)));
  return against ? [{ ...wrong, text: `${what} although consent was withdrawn at ${iso(against.at)}` }] : [];
};

/** Only what was ordered, or asked for, leaves without a way out. */
const ofAContract = (facts: Facts, mail: SentMail): readonly Problem[] => {
  const wrong = { invariant: 'I3', ...customerAt(facts, mail.to) };
  if (['shipping', 'value', 'shipping-news'].includes(mail.flow)) return [];
  if (mail.flow !== 'opt-in') return [{ ...wrong, text: `${mail.flow}/${mail.step} left without a way out` }];
  const asked = facts.plan.happenings.some(
    (happening) =>
      (happening.kind === 'sign-up' || happening.kind === 'ticked') &&
      isAskedOf(facts, happening, mail) &&
      (facts.witness.doors.get(happening.id)?.firstTry.tick ?? Number.POSITIVE_INFINITY) < mail.read.tick,
  );
  return asked
    ? []
    : [{ ...wrong, text: `${mail.to} was asked to confirm at ${iso(mail.at)} what nobody had asked for` }];
};

/** Two addresses that are known to be one person's are written to as one. */
const isAskedOf = (
  { plan }: Facts,
  { customer: index, address }: Readonly<{ customer: number; address: number }>,
  { to }: SentMail,
): boolean => {
  const customer = plan.customers.find((candidate) => candidate.index === index);
  return (
    customer !== undefined &&
    (customer.addresses[address] === to || (customer.addresses.length > 1 && isAddressOf(customer, to)))
  );
};

const leaving = (facts: Facts, mail: SentMail): readonly Problem[] => {
  const wrong = { invariant: 'I4', ...customerAt(facts, mail.to) };
  const what = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)}`;
  const stopped = facts.witness.stopped.find(
    ({ address, tick }) => address === mail.to && tick < mail.read.tick,
  );
  if (stopped) return [{ ...wrong, text: `${what} after the ${stopped.by} of ${iso(stopped.at)}` }];
  if (!isMarketing(mail)) return [];
  const grants = grantsFor(facts, mail);
  const left = facts.witness.unsubscribed.filter(
    ({ address, tick }) => address === mail.to && tick < mail.read.tick,
  );
  const against = left.find(({ at }) => grants.every((grant) => grant.to <= at - CLOCKS_MS));
  return against
    ? [{ ...wrong, text: `${what} after the unsubscribe that was answered at ${iso(against.at)}` }]
    : [];
};
