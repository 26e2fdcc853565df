/**
 * I3: whoever floods the form makes nobody's mailbox full: few mails ask to confirm, none of them somebody
 * who has left lately, and none asks on WhatsApp.
 */
import type { Facts } from '../facts.ts';
import { DAY_MS } from '../plan.ts';
import type { SentMail } from '../witness.ts';
import { erasedBetween } from './erasures.ts';
import { type Check, customerAt, iso, type Problem } from './problem.ts';
import { grantsFor, withdrawalsFor } from './said.ts';

/** What a shop that sets nothing else is promised. */
const PER_ADDRESS_AND_WEEK = 3;
const PER_HOUR = 200;
const WEEK_MS = 7 * DAY_MS;
const HOUR_MS = 60 * 60_000;
const LEFT_ALONE_MS = 30 * DAY_MS;
/** Two functions' clocks differ by no more than this, and a mail takes a moment after it was counted. */
const EDGE_MS = 60_000;

export const fewAreAsked: Check = (facts) => {
  const asking = facts.witness.mails.filter(({ flow }) => flow === 'opt-in');
  return asking.flatMap((mail) => {
    const text = `${mail.to} was asked to confirm at ${iso(mail.at)}`;
    const why = reasonAgainst(facts, asking, mail);
    return why === undefined ? [] : [problem(facts, mail, `${text} ${why}`)];
  });
};

const problem = (facts: Facts, { to }: SentMail, text: string): Problem => ({
  invariant: 'I3',
  ...customerAt(facts, to),
  text,
});

const reasonAgainst = (facts: Facts, asking: readonly SentMail[], mail: SentMail): string | undefined => {
  if (mail.channel !== 'email') return 'on WhatsApp, by a form that anybody may fill in';
  const within = (span: number): readonly SentMail[] =>
    asking.filter(({ at, tick }) => tick <= mail.tick && at > mail.at - span + EDGE_MS);
  const own = within(WEEK_MS).filter(({ to }) => to === mail.to);
  if (own.length > PER_ADDRESS_AND_WEEK && !wasErased(facts, mail, mail.at - WEEK_MS))
    return `for the ${own.length}th time within a week`;
  if (within(HOUR_MS).length > PER_HOUR) return `as the ${within(HOUR_MS).length}th of all within an hour`;
  const left = leftAt(facts, mail);
  return left === undefined ? undefined : `and had left at ${iso(left)}`;
};

const wasErased = (facts: Facts, { to, at }: SentMail, since: number): boolean =>
  erasedBetween(facts, customerAt(facts, to).customer, since, at);

/** When the holder left for the last time, within the days after that, and said nothing else since. */
const leftAt = (facts: Facts, mail: SentMail): number | undefined => {
  const pressed = facts.witness.unsubscribed.filter(
    ({ address, tick }) => address === mail.to && tick < mail.read.tick,
  );
  const told = withdrawalsFor(facts, mail).filter(({ address }) => address === mail.to);
  const grants = grantsFor(facts, mail);
  return [...pressed.map(({ at }) => at), ...told.map(({ from }) => from)].find(
    (at) =>
      at > mail.at - LEFT_ALONE_MS + EDGE_MS &&
      !grants.some((grant) => grant.to >= at - EDGE_MS) &&
      !wasErased(facts, mail, at),
  );
};
