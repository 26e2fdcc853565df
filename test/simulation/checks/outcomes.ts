/**
 * I2: every due step has exactly one outcome with a reason, visible on the timeline; nothing that was
 * accepted is lost.
 */
import { oldestDateOf } from '../clocks.ts';
import { SHIPPED_FLOWS } from '../content-journey.ts';
import { isNumberOf } from '../customers.ts';
import type { Entry, Facts } from '../facts.ts';
import { type CustomerHappening, isTold } from '../happening.ts';
import { isOfForgottenAccount, joinedTheErased, mayBeErased } from './erasures.ts';
import { expectedCarts } from './expected-carts.ts';
import { type Check, customerAt, iso, ownerOf, type Problem } from './problem.ts';
import { entriesAt } from './reached.ts';

const LEFT = ['sent', 'unknown', 'delivered', 'opened', 'read', 'clicked', 'bounced', 'complained'];
const STAYED = ['skipped', 'failed'];

export const everyOutcome: Check = (facts) => [
  ...outcomesOfMails(facts),
  ...finalOutcomes(facts),
  ...unknownOutcomes(facts),
  ...everythingTold(facts),
  ...nothingLeftOver(facts),
  ...everyCart(facts),
];

type Message = Readonly<{ messageId: string; flow: string; step: string; outcome: string; reason?: string }>;
const isMessage = (entry: Entry): entry is Entry & Message => entry.type === 'message';

const outcomesOfMails = (facts: Facts): readonly Problem[] =>
  facts.witness.mails.flatMap(({ messageId, to, flow, step, at }) => {
    const entry = entriesAt(facts, to)
      .filter(isMessage)
      .find((message) => message.messageId === messageId);
    const wrong = { invariant: 'I2', ...customerAt(facts, to) };
    if (
      mayBeErased(facts, wrong.customer, at) ||
      (entry === undefined && joinedTheErased(facts, wrong.customer))
    )
      return [];
    if (entry === undefined)
      return [{ ...wrong, text: `${flow}/${step} left for ${to} at ${iso(at)} and is on no timeline` }];
    const failed = entry.outcome === 'failed' && facts.witness.failed.has(messageId);
    return failed || LEFT.includes(entry.outcome)
      ? []
      : [
          {
            ...wrong,
            text: `${flow}/${step} left for ${to} at ${iso(at)}, its timeline says ${entry.outcome}`,
          },
        ];
  });

const finalOutcomes = (facts: Facts): readonly Problem[] => {
  const left = new Set(facts.witness.mails.map(({ messageId }) => messageId));
  return facts.timelines.flatMap(({ customer, address, entries }) =>
    entries.filter(isMessage).flatMap(({ messageId, flow, step, outcome, reason, at }) => {
      const wrong = (why: string): Problem[] => [
        { invariant: 'I2', customer: customer.index, text: `${flow}/${step} of ${address} (${at}): ${why}` },
      ];
      if (![...LEFT, ...STAYED].includes(outcome)) return wrong(`still ${outcome} in the end`);
      if (STAYED.includes(outcome) && reason === undefined) return wrong(`${outcome} without a reason`);
      if (outcome === 'failed' && facts.witness.failed.has(messageId)) return [];
      return outcome === 'unknown' || LEFT.includes(outcome) === left.has(messageId)
        ? []
        : wrong(`told as ${outcome}, but that is not what happened`);
    }),
  );
};

/** Only a fault in the middle of its very sending may leave us without knowledge. */
const unknownOutcomes = ({ timelines, witness }: Facts): readonly Problem[] => {
  const excused = witness.troubledMessages();
  return timelines.flatMap(({ customer, address, entries }) =>
    entries
      .filter(isMessage)
      .filter(({ outcome, messageId }) => outcome === 'unknown' && !excused.has(messageId))
      .map(({ flow, step, at }) => ({
        invariant: 'I2',
        customer: customer.index,
        text: `${flow}/${step} of ${address} (${at}) is unknown, and no sending of it met a fault`,
      })),
  );
};

const NOT_ON_A_TIMELINE: readonly string[] = ['identified', 'odd', 'ticked'];

const everythingTold = (facts: Facts): readonly Problem[] =>
  lostOf(facts).map(({ customer, kind, id }) => ({
    invariant: 'I2',
    customer,
    text: `${kind} ${id} was accepted and is on no timeline`,
  }));

/** What customers told, or had told of them, and what is nowhere, although nobody erased them. */
export const lostOf = (facts: Facts): readonly CustomerHappening[] =>
  facts.plan.happenings.filter(isTold).flatMap((happening) => {
    if (!('customer' in happening) || standsNowhere(facts, happening)) return [];
    if (
      mayBeErased(facts, happening.customer, oldestDateOf(happening)) ||
      joinedTheErased(facts, happening.customer)
    )
      return [];
    const address =
      'address' in happening && happening.address !== undefined
        ? addressOf(facts, happening.customer, happening.address)
        : undefined;
    if (address === undefined || facts.witness.doors.get(happening.id)?.answered === undefined) return [];
    const told = [address, ...boughtUnder(facts, happening)]
      .flatMap((place) => entriesOf(facts, happening, place))
      .some(
        (entry) =>
          entry.type === 'event' &&
          facts.witness.happeningsOf(String(entry['eventId'])).includes(happening.id),
      );
    return told ? [] : [happening];
  });

/** A shop that tells of a cart late, when it is an order already, tells of that order and of its address. */
const boughtUnder = ({ plan }: Facts, happening: CustomerHappening): readonly string[] => {
  if (happening.kind !== 'cart' && happening.kind !== 'emptied') return [];
  const owner = plan.customers.find(({ index }) => index === happening.customer);
  return plan.happenings.flatMap((other) => {
    if (other.kind !== 'order' || other.order !== happening.checkout) return [];
    return owner?.addresses[other.address] ?? [];
  });
};

type OfNumber = CustomerHappening & { kind: 'withdrawal'; channel: 'whatsapp' };
/** Leaving WhatsApp is about the number alone. */
const isOfNumber = (happening: CustomerHappening): happening is OfNumber =>
  happening.kind === 'withdrawal' && happening.channel === 'whatsapp';

const standsNowhere = (facts: Facts, happening: CustomerHappening): boolean =>
  NOT_ON_A_TIMELINE.includes(happening.kind) ||
  isOfUnknownNumber(facts, happening) ||
  isOfForgottenAccount(facts, happening);

/** Nothing has shown that the number is the customer's: then it stands with the number, and nobody is it. */
const isOfUnknownNumber = ({ plan }: Facts, happening: CustomerHappening): boolean =>
  isOfNumber(happening) &&
  !plan.happenings.some(
    (other) =>
      other.kind === 'consent' && other.channel === 'whatsapp' && other.customer === happening.customer,
  );

/** A family's number leads to one of them. */
const entriesOf = (facts: Facts, happening: CustomerHappening, address: string): readonly Entry[] => {
  const phone = facts.plan.customers.find(({ index }) => index === happening.customer)?.phone;
  if (!isOfNumber(happening) || phone === undefined) return entriesAt(facts, address);
  return facts.timelines.flatMap(({ customer, entries }) => (isNumberOf(customer, phone) ? entries : []));
};

const addressOf = ({ plan }: Facts, customer: number, address: number): string | undefined =>
  plan.customers.find(({ index }) => index === customer)?.addresses[address];

const nothingLeftOver = (facts: Facts): readonly Problem[] => [
  ...facts.states.flatMap(({ id, enrollments = [] }) =>
    enrollments
      .filter((enrollment) => !goesOn(facts, enrollment))
      .map(({ flow, step, dueAt }) => ({
        invariant: 'I2',
        ...ownerOf(facts, id),
        text: `${id} still waits at ${flow}/${step}, due ${iso(dueAt)}`,
      })),
  ),
  ...Object.entries(facts.queues).flatMap(([name, count]) =>
    count === 0 ? [] : [{ invariant: 'I2', text: `${count} messages are left in ${name}` }],
  ),
];

/** Shipped flows wait for up to years; until the end of the world nothing of it is due. */
const goesOn = ({ plan }: Facts, { flow, dueAt }: Readonly<{ flow: string; dueAt: number }>): boolean =>
  SHIPPED_FLOWS.includes(flow) && dueAt > plan.end;

const everyCart = (facts: Facts): readonly Problem[] =>
  expectedCarts(facts).flatMap(({ customer, address, cartAt, steps }) => {
    const messages = entriesAt(facts, address)
      .filter(isMessage)
      .filter(({ flow, at }) => flow === 'abandoned-cart' && Date.parse(at) >= cartAt);
    const lost = steps.filter((step) => !messages.some((message) => message.step === step));
    return lost.map((step) => ({
      invariant: 'I2',
      customer,
      text: `the cart of ${iso(cartAt)} never came to ${step} for ${address}`,
    }));
  });
