/**
 * I5 the other way round: from when on a message that was due may leave, worked out from the settings that
 * were live and from what else had left, with nothing but the calendar that Node brings.
 */
import type { Restraint } from '../content.ts';
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import { DAY_MS } from '../plan.ts';
import type { SentMail } from '../witness.ts';
import { isQuietAt, localOf } from './local-time.ts';
import { isAddressOf, isMarketing } from './reached.ts';

const MINUTE = 60_000;
/** Longer than a week, after which every slot is free again, and a weekend of quiet behind it. */
const LONGEST_MS = 10 * DAY_MS;
/** What falls due together with it may have taken the slot. */
const TOGETHER_MS = 5 * MINUTE;
/** What was decided and did not leave has had its slot for a while. */
const RESERVED_MS = 2 * DAY_MS;

type Late = Readonly<{ customer: Customer; mail: SentMail; from: number; to: number }>;

/** Undefined where nobody outside can tell: settings changed meanwhile, the customer chose, slots were lent. */
export const permittedFrom = (facts: Facts, late: Late): number | undefined => {
  const restraint = restraintOf(facts, late);
  if (restraint === undefined || hasChosen(facts, late) || isLent(facts, late)) return undefined;
  const others = facts.witness.mails.filter(
    (other) =>
      other !== late.mail &&
      isMarketing(other) &&
      isAddressOf(late.customer, other.to) &&
      other.tick < late.mail.tick,
  );
  // Some have left that Meta did not deliver: from when on these count nowhere is Meta's to know.
  if (others.some(({ messageId }) => facts.witness.failed.has(messageId))) return undefined;
  for (let at = late.to; at < late.to + LONGEST_MS; at = Math.floor(at / MINUTE + 1) * MINUTE)
    if (isFree(restraint, late.customer, { at, others })) return at;
  return undefined;
};

type Slots = Readonly<{ at: number; others: readonly SentMail[] }>;

const isFree = (
  { quietHours, frequencyCap: cap }: Restraint,
  customer: Customer,
  { at, others }: Slots,
): boolean => {
  const here = localOf(at, customer);
  if (quietHours && isQuietAt(quietHours, here)) return false;
  if (!cap) return true;
  const taken = others.filter((other) => other.at < at + TOGETHER_MS);
  const today = taken.filter((other) => localOf(other.at, customer).day === here.day);
  return (
    today.length < cap.perDay &&
    taken.filter((other) => isWithinWeek(other.at, at, customer)).length < cap.perWeek
  );
};

/** A slot counts until the same time on the wall a week later. */
const isWithinWeek = (taken: number, at: number, customer: Customer): boolean => {
  const shift = 60 * (localOf(taken + 7 * DAY_MS, customer).minute - localOf(taken, customer).minute);
  const byClock = Math.abs(shift) > 12 * 60 * 60 ? 0 : shift * 1_000;
  return at < taken + 7 * DAY_MS - byClock;
};

/** The one restraint that was live all the while; undefined where it changed, or the switch stood elsewhere. */
const restraintOf = ({ witness }: Facts, { mail, from }: Late): Restraint | undefined => {
  const before = witness.published.findLast(({ at }) => at < from - 60 * MINUTE);
  const during = witness.published.filter(({ at }) => at >= from - 60 * MINUTE && at < mail.at);
  const [first, ...more] = [...(before ? [before] : []), ...during].map(({ content }) => content);
  const said = (content: Restraint): string => JSON.stringify([content.quietHours, content.frequencyCap]);
  return first !== undefined &&
    [first, ...more].every((content) => content.sending === 'live' && said(content) === said(first))
    ? first
    : undefined;
};

const hasChosen = ({ plan }: Facts, { customer, mail }: Late): boolean =>
  plan.happenings.some(
    (happening) =>
      happening.kind === 'choice' && happening.customer === customer.index && happening.at < mail.at,
  );

const isLent = ({ witness, timelines }: Facts, { customer, mail, from }: Late): boolean =>
  timelines
    .filter((timeline) => timeline.customer.index === customer.index)
    .flatMap(({ entries }) => entries)
    .some(
      (entry) =>
        entry.type === 'message' &&
        entry['messageId'] !== mail.messageId &&
        !witness.mails.some(({ messageId }) => messageId === entry['messageId']) &&
        Date.parse(entry.at) > from - RESERVED_MS &&
        Date.parse(entry.at) < mail.at + RESERVED_MS,
    );
