/**
 * Whose anything is, by the script of the world alone: which happening a text tells of, and who takes part in
 * that.
 */
import { type Customer, isNumberOf } from '../customers.ts';
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { markOf } from '../tell.ts';
import { isOfForgottenAccount } from './erasures.ts';
import { isAddressOf } from './reached.ts';

export type People = ReadonlySet<number>;

/** A piece of somebody's data in a text, by the name that only one happening, cart or order has. */
export type Datum = Readonly<{ token: string; people: People }>;

export type Whose = Readonly<{
  /** All data of customers in a text. */
  dataIn: (text: string) => readonly Datum[];
  /** Who holds a mail address or a number. */
  holdersOf: (address: string) => People;
  nameOf: (people: People) => string;
}>;

export const whoseIs = (facts: Facts): Whose => {
  const { plan, witness } = facts;
  const known = new Map<string, People>();
  const sharing = (number: string): readonly number[] =>
    plan.customers.filter((customer) => isNumberOf(customer, number)).map(({ index }) => index);
  /** What is about a number alone goes to whoever of a family it leads to. */
  const familyOf = (happening: CustomerHappening): readonly number[] => {
    if (!isAboutNumber(happening)) return [];
    const holder = happening.types?.phone ?? happening.customer;
    const number = plan.customers.find(({ index }) => index === holder)?.phone;
    return number === undefined ? [] : sharing(number);
  };
  for (const happening of plan.happenings) {
    // A replay has no data of its own.
    if (!('customer' in happening) || happening.kind === 'replay') continue;
    const people = new Set([
      ...partiesOf(happening),
      ...familyOf(happening),
      ...(isOfForgottenAccount(facts, happening) ? [happening.types?.email ?? happening.customer] : []),
    ]);
    for (const token of tokensOf(happening)) known.set(token, people);
  }
  for (const { id, customer, phone } of witness.words)
    known.set(markOf(id), new Set([customer, ...sharing(phone)]));
  const dataIn = (text: string): readonly Datum[] =>
    [...new Set(text.match(TOKEN))].flatMap((token) => {
      const people = known.get(token);
      return people === undefined ? [] : [{ token, people }];
    });
  const holdersOf = (address: string): People =>
    new Set([...plan.customers.filter((one) => isAddressOf(one, address)).map(indexOf), ...sharing(address)]);
  return {
    dataIn,
    holdersOf,
    nameOf: (people) => [...people].sort((a, b) => a - b).join(' and ') || 'nobody',
  };
};

const indexOf = ({ index }: Customer): number => index;

const TOKEN = /zz[a-z0-9]+?zz|\b[a-z]\d+-[a-z]?\d+\b/g;

const tokensOf = (happening: CustomerHappening): readonly string[] => [
  happening.id,
  markOf(happening.id),
  ...('checkout' in happening && happening.checkout !== undefined ? [happening.checkout] : []),
  ...('order' in happening ? [happening.order] : []),
];

/**
 * A box for WhatsApp that was ticked, or the form's. A number that was typed beside anything else is a
 * contact.
 */
const isAboutNumber = (happening: CustomerHappening): boolean =>
  (happening.kind === 'ticked' || happening.kind === 'sign-up' || happening.kind === 'withdrawal') &&
  happening.channel === 'whatsapp';

/** The customer's whose address it stands under; what an attacker typed is the attacker's own too. */
const partiesOf = ({ customer, by }: CustomerHappening): readonly number[] =>
  [customer, by].filter((index) => index !== undefined);

export const haveCommon = (a: People, b: People): boolean => [...a].some((one) => b.has(one));

/** Who is a party to all of it; undefined where there is nothing. */
export const commonTo = ([first, ...rest]: readonly People[]): People | undefined =>
  first && new Set([...first].filter((one) => rest.every((people) => people.has(one))));
