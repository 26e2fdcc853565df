/**
 * I4 and I13: an erasure marks every address that was surely its customer's, the number too, so that nothing
 * of before is taken in under any of them; and it marks nobody else's.
 */
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import type { Erased } from '../witness.ts';
import { type Check, iso, type Problem } from './problem.ts';

const CLOCKS_MS = 11_000;

export const rightOnesMarked: Check = (facts) =>
  facts.plan.customers.flatMap((customer) => {
    const own = facts.witness.erasures.filter((erasure) => erasure.customer === customer.index);
    return own.length === 0 ? markedAlong(facts, customer) : unmarked(facts, customer, own);
  });

const unmarked = (facts: Facts, customer: Customer, own: readonly Erased[]): readonly Problem[] =>
  own.flatMap((erasure) => {
    const { address, answered, byNumber = false } = erasure;
    if (answered === undefined) return [];
    const known = [
      // A command that names the number alone need not know whose address it is.
      ...(byNumber ? [] : [address]),
      ...(isTheirNumber(facts, customer, { erasure, own }) ? [customer.phone ?? ''] : []),
    ];
    return known
      .filter((one) => (facts.marks.get(one) ?? 0) < answered.begun.at - CLOCKS_MS)
      .map((one) => ({
        invariant: 'I4',
        customer: customer.index,
        text: `${one} is not marked by the erasure of ${address} that was answered at ${iso(answered.ended.at)}`,
      }));
  });

type Erasing = Readonly<{ erasure: Erased; own: readonly Erased[] }>;

/**
 * Since they were last forgotten, and before the door was knocked at, the same profile has written to the
 * number and to the address; and no relative has the number too.
 */
const isTheirNumber = ({ plan, witness }: Facts, { phone }: Customer, { erasure, own }: Erasing): boolean => {
  const since = witness.mails.filter(
    ({ tick }) =>
      tick < erasure.first.tick &&
      own.every((earlier) => earlier === erasure || earlier.last.tick < tick || earlier.first.tick > tick),
  );
  const written = (to: string): ReadonlySet<string> =>
    new Set(since.flatMap((mail) => (mail.to === to ? [mail.profileId] : [])));
  const isShared = plan.customers.some(({ familyPhone }) => familyPhone === phone);
  return (
    phone !== undefined && !isShared && [...written(phone)].some((id) => written(erasure.address).has(id))
  );
};

/** The number of a family is marked by a relative who named it. */
const markedAlong = ({ marks, witness }: Facts, { index, addresses, phone }: Customer): readonly Problem[] =>
  [...addresses, ...(phone === undefined ? [] : [phone])]
    .filter((address) => marks.has(address))
    .filter((address) => witness.erasures.every(({ number }) => number !== address))
    .map((address) => ({
      invariant: 'I13',
      customer: index,
      text: `${address} is marked as erased, though its customer never asked for it`,
    }));
