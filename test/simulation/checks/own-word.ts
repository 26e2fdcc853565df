/**
 * I13: nobody else's word counts for a customer: no consent is given or withdrawn by a stranger, no message
 * goes to somebody who proved nothing, and what was only typed replaces no name that was proven.
 */
import { oldestDateOf } from '../clocks.ts';
import type { Customer } from '../customers.ts';
import type { Entry, Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { markOf } from '../tell.ts';
import { mayWriteToBuyer } from './buyers.ts';
import { erasedBetween } from './erasures.ts';
import { whoseIs } from './parties.ts';
import { type Check, iso, type Problem } from './problem.ts';
import { isAddressOf, isMarketing } from './reached.ts';

export const nobodysWord: Check = (facts) => [
  ...facts.plan.customers.flatMap((customer) => [
    ...movedConsents(facts, customer),
    ...renamed(facts, customer),
  ]),
  ...unproven(facts),
];

type Channel = 'email' | 'whatsapp';
const CHANNELS: readonly Channel[] = ['email', 'whatsapp'];

/** What stands on a timeline, where nobody who may say so ever said anything of the kind. */
const movedConsents = (facts: Facts, customer: Customer): readonly Problem[] =>
  CHANNELS.flatMap((channel) => {
    const said = {
      given: everAgreed(facts, customer, channel),
      withdrawn: everLeft(facts, customer),
    };
    const entries = facts.timelines
      .filter((timeline) => timeline.customer === customer)
      .flatMap((timeline) => timeline.entries)
      .filter((entry) => entry.type === 'consent' && (entry['channel'] ?? 'email') === channel);
    const moved = entries.find((entry) => isOf(entry, 'given', said) || isOf(entry, 'withdrawn', said));
    const text = `consent for ${channel} of customer ${customer.index} was ${moved?.['state']} at ${moved?.at}, and never by its holder`;
    return moved ? [{ invariant: 'I13', customer: customer.index, text }] : [];
  });

const isOf = (
  entry: Entry,
  state: 'given' | 'withdrawn',
  said: Readonly<Record<'given' | 'withdrawn', boolean>>,
): boolean =>
  entry['state'] === state &&
  !said[state] &&
  // A box that was ticked is kept as what it is, and carries nothing.
  (state === 'withdrawn' || entry['basis'] === 'double-opt-in');

const everAgreed = (facts: Facts, customer: Customer, channel: Channel): boolean => {
  const { plan, witness } = facts;
  const told = plan.happenings.some(
    (happening) =>
      happening.kind === 'consent' &&
      happening.customer === customer.index &&
      (happening.channel ?? 'email') === channel,
  );
  const pressed = witness.confirmed.some(({ address }) => isAddressOf(customer, address));
  return told || pressed || (channel === 'whatsapp' && wrote(facts, customer, 'start'));
};

/** Any way to leave may touch both channels. */
const everLeft = (facts: Facts, customer: Customer): boolean => {
  const { plan, witness } = facts;
  const isOwn = ({ address }: Readonly<{ address: string }>): boolean =>
    isAddressOf(customer, address) || address === customer.familyPhone;
  return (
    plan.happenings.some(
      ({ kind, ...rest }) =>
        (kind === 'withdrawal' || kind === 'farewell') &&
        'customer' in rest &&
        rest.customer === customer.index,
    ) ||
    [witness.unsubscribed, witness.stopped].some((list) => list.some(isOwn)) ||
    witness.choices.some((choice) => choice.customer === customer.index) ||
    wrote(facts, customer, 'stop')
  );
};

/** From the customer's own number, or the family's. */
const wrote = ({ witness }: Facts, { phone, familyPhone }: Customer, wanted: 'start' | 'stop'): boolean =>
  witness.words.some(({ phone: from, word }) => word === wanted && (from === phone || from === familyPhone));

/** Marketing to an address whose holder never agreed to anything under it. */
const unproven = (facts: Facts): readonly Problem[] => {
  const whose = whoseIs(facts);
  return facts.witness.mails.flatMap((mail) => {
    if (!isMarketing(mail)) return [];
    const holders = facts.plan.customers.filter(({ index }) => whose.holdersOf(mail.to).has(index));
    const [holder] = holders;
    if (holders.some((one) => everAgreed(facts, one, mail.channel)) || mayWriteToBuyer(facts, mail))
      return [];
    const text = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)}, whose holder never agreed to anything`;
    return [{ invariant: 'I13', ...(holder ? { customer: holder.index } : {}), text }];
  });
};

/**
 * A stranger's name in a message or kept for the customer, although the customer's own was known from a proof
 * before it was typed.
 */
const renamed = (facts: Facts, customer: Customer): readonly Problem[] => {
  const about = facts.plan.happenings.filter(
    (happening): happening is CustomerHappening =>
      'customer' in happening && happening.customer === customer.index,
  );
  const typed = about.filter(({ by }) => by !== undefined && by !== customer.index);
  if (typed.length === 0) return [];
  const greetings = facts.witness.mails.map(({ to, at, html, flow, step }) => ({
    to,
    at,
    text: html,
    told: `${flow}/${step} greets`,
  }));
  const names = facts.states.flatMap(({ kind, person }) =>
    kind === 'live' && person?.email !== undefined && person.firstName !== undefined
      ? [{ to: person.email, at: facts.plan.end, text: person.firstName, told: 'the table names' }]
      : [],
  );
  return [...greetings, ...names]
    .filter(({ to }) => isAddressOf(customer, to))
    .flatMap(({ to, at, text, told }) => {
      const strange = typed.find(({ id }) => text.includes(markOf(id)));
      if (strange === undefined || !wasProven(facts, about, { before: strange, to, at })) return [];
      return [
        {
          invariant: 'I13',
          customer: customer.index,
          text: `${told} ${to} at ${iso(at)} by what was typed in ${strange.id}, and the proven name was known`,
        },
      ];
    });
};

/**
 * Told by the shop under this very address, with the name; Shopify's word about a consent carries none, so a
 * typed name may fill that blank, and Shopware's is none of an account.
 */
const wasProven = (
  facts: Facts,
  about: readonly CustomerHappening[],
  { before, to, at }: Readonly<{ before: CustomerHappening; to: string; at: number }>,
): boolean =>
  about.some((proof) => {
    const isProof = proof.by === undefined && proof.kind === 'consent' && proof.channel === undefined;
    const isNamed = facts.plan.customers.some(
      ({ index, shop }) => index === proof.customer && shop !== 'shopify' && shop !== 'shopware',
    );
    const known = facts.witness.applied.get(proof.id)?.first;
    const typedFrom = facts.witness.doors.get(before.id)?.firstTry.tick ?? 0;
    return (
      isProof &&
      isNamed &&
      known !== undefined &&
      known.tick < typedFrom &&
      addressIn(facts, proof) === to &&
      !erasedBetween(facts, proof.customer, oldestDateOf(proof), at)
    );
  });

const addressIn = ({ plan }: Facts, happening: CustomerHappening): string | undefined =>
  'address' in happening && happening.address !== undefined
    ? plan.customers.find(({ index }) => index === happening.customer)?.addresses[happening.address]
    : undefined;
