/**
 * I9 and I4: of an erased customer nothing is left that was dated before, and nothing that was queued or
 * dated before it leaves after the answer.
 */
import { youngestDateOf } from '../clocks.ts';
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import { type CustomerHappening, isTold } from '../happening.ts';
import { spellings } from '../spelling.ts';
import { markOf } from '../tell.ts';
import type { SentMail } from '../witness.ts';
import { erasedUpTo } from './erasures.ts';
import { type Check, iso, type Problem } from './problem.ts';

export const forgotten: Check = (facts) =>
  facts.plan.customers
    .filter(({ index }) => facts.witness.erasures.some(({ customer }) => customer === index))
    .flatMap((customer) =>
      customer.addresses.flatMap((address, number) => {
        const person: Person = {
          customer,
          address,
          heard: [...toldUnder(facts, customer, number), ...wordsOf(facts, customer)],
        };
        return [
          ...remains(facts, person),
          ...namesLeft(facts, person),
          ...mailsAfter(facts, person),
          ...shown(facts, person),
        ];
      }),
    );

/**
 * Something in which the customer is named: by which date it counts, and when it may have been heard first.
 */
type Heard = Readonly<{ id: string; kind: string; date: number; firstTry: number }>;
type Person = Readonly<{ customer: Customer; address: string; heard: readonly Heard[] }>;

const NEVER = Number.POSITIVE_INFINITY;

const toldUnder = (facts: Facts, { index }: Customer, address: number): readonly Heard[] =>
  facts.plan.happenings.flatMap((happening) => {
    const own =
      'customer' in happening &&
      happening.customer === index &&
      'address' in happening &&
      happening.address === address;
    if (!own || !(isTold(happening) || happening.kind === 'sign-up')) return [];
    const { id, kind } = happening;
    const door = facts.witness.doors.get(id);
    return [
      {
        id,
        kind,
        date: dateOf(facts, happening, (door?.last ?? door?.answered)?.at),
        firstTry: door?.firstTry.tick ?? NEVER,
      },
    ];
  });

/**
 * What nobody understood has no date, and the form has none; there it counts when it came in, and told again,
 * when it came in again.
 */
const dateOf = ({ witness }: Facts, happening: CustomerHappening, answeredAt = NEVER): number => {
  const { id, kind } = happening;
  // As if it said another thing, what was sent again may be nothing that anybody understands.
  const replayed = witness.replayed.filter(({ of }) => of === id).map((again) => again.at);
  return Math.max(kind === 'odd' || kind === 'sign-up' ? answeredAt : youngestDateOf(happening), ...replayed);
};

const wordsOf = ({ witness }: Facts, { phone }: Customer): readonly Heard[] =>
  witness.words.flatMap(({ id, word, at, first, phone: from }) =>
    from === phone ? [{ id, kind: word, date: at, firstTry: first.tick }] : [],
  );

const remains = (facts: Facts, { customer, address, heard }: Person): readonly Problem[] => {
  const upTo = erasedUpTo(facts, address);
  if (upTo === undefined) return [];
  return heard
    .filter(({ date }) => date <= upTo)
    .flatMap(({ id, date, kind }) =>
      found(facts, markOf(id)).map((place) => ({
        invariant: 'I9',
        customer: customer.index,
        text: `${kind} ${id} of ${iso(date)} is older than the erasure and still stands in ${place}`,
      })),
    );
};

/** Where nobody heard of the person after it, the addresses themselves are gone too. */
const namesLeft = (facts: Facts, { customer, address, heard }: Person): readonly Problem[] => {
  const upTo = erasedUpTo(facts, address);
  if (upTo === undefined || heard.some(({ date }) => date > upTo)) return [];
  const words = [
    ...(isTypedElsewhere(facts, customer, 'email') ? [] : spellings(address)),
    ...(customer.phone === undefined || isTypedElsewhere(facts, customer, 'phone')
      ? []
      : [customer.phone.slice(1)]),
  ];
  return words.flatMap((word) =>
    found(facts, word).map((place) => ({
      invariant: 'I9',
      customer: customer.index,
      text: `${word} was erased and still stands in ${place}`,
    })),
  );
};

/** What others typed, or have in their account, is the contact of their own orders. */
const isTypedElsewhere = ({ plan }: Facts, { index, phone }: Customer, what: 'email' | 'phone'): boolean =>
  plan.happenings.some((happening) => 'customer' in happening && happening.types?.[what] === index) ||
  (what === 'phone' &&
    plan.customers.some(({ familyPhone }) => familyPhone !== undefined && familyPhone === phone));

const found = ({ stored }: Facts, word: string): readonly string[] =>
  stored.filter(({ text }) => text.includes(word)).map(({ place }) => place);

const mailsAfter = (facts: Facts, person: Person): readonly Problem[] =>
  facts.witness.mails
    .filter(({ to }) => to === person.address || to === person.customer.phone)
    .flatMap((mail) => {
      const why = reasonAgainst(facts, person, mail);
      const text = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)} after the erasure, ${why}`;
      return why === undefined ? [] : [{ invariant: 'I4', customer: person.customer.index, text }];
    });

const reasonAgainst = (facts: Facts, { heard }: Person, mail: SentMail): string | undefined => {
  const upTo = erasedUpTo(facts, mail.to, mail.read.tick);
  if (upTo === undefined) return undefined;
  const old = heard.find(({ id, date }) => date <= upTo && mail.html.includes(markOf(id)));
  if (old) return `and knows of ${old.kind} ${old.id} from before it`;
  return heard.some(({ date, firstTry }) => date > upTo && firstTry < mail.read.tick)
    ? undefined
    : 'and nothing had been heard since';
};

/** What a customer is shown of what is known: nothing of what is gone. */
const shown = (facts: Facts, { customer, address, heard }: Person): readonly Problem[] =>
  facts.witness.exports
    .filter((answer) => answer.customer === customer.index)
    .flatMap(({ text, tick, at }) => {
      const upTo = erasedUpTo(facts, address, tick) ?? Number.NEGATIVE_INFINITY;
      const old = heard.find(({ id, date }) => date <= upTo && text.includes(markOf(id)));
      const what = `the export of ${iso(at)} shows ${old?.kind} ${old?.id} from before the erasure`;
      return old ? [{ invariant: 'I9', customer: customer.index, text: what }] : [];
    });
