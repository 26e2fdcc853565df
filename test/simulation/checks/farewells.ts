/** I4 and I9: after the shop has parted from a customer nothing more leaves, or nothing is left of them. */
import { youngestDateOf } from '../clocks.ts';
import { FAREWELL_HOURS } from '../content-journey.ts';
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { spellings } from '../spelling.ts';
import { type Check, iso, type Problem } from './problem.ts';
import { isMarketing } from './reached.ts';
import { appliedAt, HOUR, lateIn, toldOf } from './undisturbed.ts';
import { isTypedByOthers } from './values.ts';

type Farewell = CustomerHappening & { kind: 'farewell' };

export const partedWith: Check = (facts) =>
  facts.plan.customers
    .filter((customer) => customer.plain && !isTypedByOthers(facts, customer))
    .flatMap((customer) =>
      toldOf(facts, customer, ['farewell']).flatMap((farewell) =>
        farewell.kind === 'farewell' ? against(facts, customer, farewell) : [],
      ),
    );

const against = (facts: Facts, customer: Customer, farewell: Farewell): readonly Problem[] => {
  const heard = appliedAt(facts, farewell);
  const done = Math.max(heard, farewell.at) + FAREWELL_HOURS * HOUR + lateIn(facts);
  if (done > facts.plan.end) return [];
  return farewell.way === 'stop'
    ? leftAfter(facts, customer, { farewell, done })
    : leftOver(facts, customer, { farewell, done });
};

type Parted = Readonly<{ farewell: Farewell; done: number }>;

/** Unless they agreed again, by whichever way, at a time that anybody could take for later. */
const leftAfter = (facts: Facts, customer: Customer, { farewell, done }: Parted): readonly Problem[] => {
  const agreed = toldOf(facts, customer, ['consent', 'sign-up', 'ticked']).some(
    (word) => youngestDateOf(word) > farewell.at - HOUR || appliedAt(facts, word) > farewell.at,
  );
  const isBuyers = facts.witness.published.some(({ content }) => content.existingCustomers);
  if (agreed || isBuyers) return [];
  return facts.witness.mails
    .filter((mail) => mail.to === customer.addresses[0] && isMarketing(mail) && mail.read.at > done)
    .slice(0, 1)
    .map(({ flow, step, at, to }) => ({
      invariant: 'I4',
      customer: customer.index,
      text: `${flow}/${step} left for ${to} at ${iso(at)}, with whom the shop had parted at ${iso(farewell.at)}`,
    }));
};

/** Where nothing is heard of them later. */
const leftOver = (facts: Facts, customer: Customer, { farewell, done }: Parted): readonly Problem[] => {
  const { plan, witness, stored } = facts;
  const isSilent = plan.happenings.every((happening) => {
    if (!('customer' in happening) || happening.customer !== customer.index) return true;
    const last = witness.doors.get(happening.id)?.last?.at ?? happening.at;
    return last <= farewell.at + 2 * HOUR;
  });
  const isLone = customer.familyPhone === undefined && customer.phone === undefined;
  const later = witness.mails.some(({ to, at }) => to === customer.addresses[0] && at > done - 2 * HOUR);
  if (!isSilent || !isLone || later || plan.end - done < HOUR) return [];
  return spellings(customer.addresses[0]).flatMap((word) =>
    stored
      .filter(({ text }) => text.includes(word))
      .slice(0, 1)
      .map(({ place }) => ({
        invariant: 'I9',
        customer: customer.index,
        text: `${word} was to be forgotten by the shop and still stands in ${place}`,
      })),
  );
};
