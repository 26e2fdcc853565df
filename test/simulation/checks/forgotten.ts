/** I9 and I4: of an erased customer nothing is left that was dated before, and nothing that was queued or dated before it leaves after the answer. */
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { isTold } from '../happening.ts';
import { markOf } from '../tell.ts';
import type { SentMail } from '../witness.ts';
import { erasedUpTo } from './erasures.ts';
import { type Check, iso, type Problem } from './problem.ts';

export const forgotten: Check = (facts) =>
  facts.plan.customers
    .filter(({ index }) => facts.witness.erasures.some(({ customer }) => customer === index))
    .flatMap((customer) =>
      customer.addresses.flatMap((address, number) => {
        const own = facts.plan.happenings.filter(
          (happening): happening is CustomerHappening => 'customer' in happening && happening.customer === customer.index,
        );
        const person = {
          customer: customer.index,
          address,
          told: own.filter((happening) => 'address' in happening && happening.address === number),
        };
        return [...remains(facts, person), ...namesLeft(facts, person), ...mailsAfter(facts, person), ...shown(facts, person)];
      }),
    );

type Person = Readonly<{ customer: number; address: string; told: readonly CustomerHappening[] }>;

/** Told under this address, dated before the erasure; what nobody understood was never dated, and the form has no date, so there the day it came in counts. */
const goneOf = (facts: Facts, { address, told }: Person): readonly CustomerHappening[] => {
  const upTo = erasedUpTo(facts, address);
  if (upTo === undefined) return [];
  return told.filter((happening) => isHeard(happening) && dateOf(facts, happening) <= upTo);
};

/** What brings words of the customer's own into the system. */
const isHeard = (happening: CustomerHappening): boolean => isTold(happening) || happening.kind === 'sign-up';

const dateOf = ({ witness }: Facts, happening: CustomerHappening): number =>
  happening.kind === 'odd' || happening.kind === 'sign-up'
    ? (witness.doors.get(happening.id)?.answered?.at ?? Number.POSITIVE_INFINITY)
    : happening.at;

const remains = (facts: Facts, person: Person): readonly Problem[] =>
  goneOf(facts, person).flatMap(({ id, at, kind }) =>
    found(facts, markOf(id)).map((place) => ({
      invariant: 'I9',
      customer: person.customer,
      text: `${kind} ${id} of ${iso(at)} is older than the erasure and still stands in ${place}`,
    })),
  );

/** Where nobody heard of the person after it, the address itself is gone too. */
const namesLeft = (facts: Facts, person: Person): readonly Problem[] => {
  const upTo = erasedUpTo(facts, person.address);
  if (upTo === undefined || person.told.some((happening) => isHeard(happening) && dateOf(facts, happening) > upTo)) return [];
  return found(facts, person.address).map((place) => ({
    invariant: 'I9',
    customer: person.customer,
    text: `${person.address} was erased and still stands in ${place}`,
  }));
};

const found = ({ stored }: Facts, word: string): readonly string[] =>
  stored.filter(({ text }) => text.includes(word)).map(({ place }) => place);

const mailsAfter = (facts: Facts, person: Person): readonly Problem[] =>
  facts.witness.mails
    .filter(({ to }) => to === person.address)
    .flatMap((mail) => {
      const why = reasonAgainst(facts, person, mail);
      const text = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)} after the erasure, ${why}`;
      return why === undefined ? [] : [{ invariant: 'I4', customer: person.customer, text }];
    });

const reasonAgainst = (facts: Facts, { told }: Person, mail: SentMail): string | undefined => {
  const upTo = erasedUpTo(facts, mail.to, mail.read.tick);
  if (upTo === undefined) return undefined;
  const old = told.find((happening) => happening.at <= upTo && mail.html.includes(markOf(happening.id)));
  if (old) return `and knows of ${old.kind} ${old.id} from before it`;
  const heard = told.some(
    (happening) =>
      dateOf(facts, happening) > upTo && (facts.witness.doors.get(happening.id)?.firstTry.tick ?? mail.read.tick) < mail.read.tick,
  );
  return heard ? undefined : 'and nothing had been heard since';
};

/** What a customer is shown of what is known: nothing of what is gone, and nothing of anybody else. */
const shown = (facts: Facts, person: Person): readonly Problem[] =>
  facts.witness.exports
    .filter(({ customer }) => customer === person.customer)
    .flatMap(({ text, tick, at }) => {
      const upTo = erasedUpTo(facts, person.address, tick) ?? Number.NEGATIVE_INFINITY;
      const old = person.told.find((happening) => happening.at <= upTo && text.includes(markOf(happening.id)));
      return old
        ? [
            {
              invariant: 'I9',
              customer: person.customer,
              text: `the export of ${iso(at)} shows ${old.kind} ${old.id} from before the erasure`,
            },
          ]
        : [];
    });
