/**
 * Rule 5: what a month's paid messages cost stays within its budget, counted by the shop's own calendar; and
 * where nothing goes wrong no message is left out of a month that still has money for it.
 */
import type { Entry, Facts } from '../facts.ts';
import type { SentMail } from '../witness.ts';
import { liveAt } from './live-content.ts';
import { localOf } from './local-time.ts';
import { type Check, customerAt, iso, type Problem } from './problem.ts';

/** Cents, at least and at most, whatever the fees and the exchange: of a template and of a free text. */
const LEAST: Readonly<Record<string, number>> = { hi: 11.3, answer: 4.5 };
const MOST: Readonly<Record<string, number>> = { hi: 13, answer: 6 };
/** Between the price that is reserved and the call. */
const EDGE_MS = 60_000;

export const withinBudget: Check = (facts) => [...tooMuch(facts), ...leftOut(facts)];

const monthOf = (at: number): string => localOf(at, SHOP).day.slice(0, 'yyyy-mm'.length);
const SHOP = { timeZone: 'Europe/Berlin' };

/** What Meta did not deliver is given back. */
const paidIn = ({ witness }: Facts, month: string, until: number): readonly SentMail[] =>
  witness.mails.filter(
    ({ channel, messageId, at, read }) =>
      channel === 'whatsapp' &&
      !witness.failed.has(messageId) &&
      [read.at - EDGE_MS, at + EDGE_MS].every((moment) => monthOf(moment) === month) &&
      at <= until,
  );

const costOf = (mails: readonly SentMail[], prices: Readonly<Record<string, number>>): number =>
  mails.reduce((sum, { step }) => sum + (prices[step] ?? 0), 0);

const tooMuch = (facts: Facts): readonly Problem[] =>
  facts.witness.mails.flatMap((mail) => {
    const budget = liveAt(facts, mail)?.budgetCents ?? undefined;
    if (mail.channel !== 'whatsapp' || budget === undefined) return [];
    const cost = costOf(paidIn(facts, monthOf(mail.at), mail.at), LEAST);
    const text = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)}: ${cost} cents in its month, of ${budget}`;
    return cost <= budget ? [] : [{ invariant: 'I5', ...customerAt(facts, mail.to), text }];
  });

/** Money may stay reserved where a process died; without that, what is not spent is there. */
const leftOut = (facts: Facts): readonly Problem[] =>
  facts.plan.faults.length > 0
    ? []
    : facts.timelines.flatMap(({ customer, entries }) =>
        entries.filter(isOutOfMoney).flatMap((entry) => {
          const at = Date.parse(entry.at);
          const budget = facts.witness.published.findLast((publish) => publish.at < at)?.content.budgetCents;
          const isEdge = monthOf(at - EDGE_MS) !== monthOf(at + EDGE_MS);
          const cost = costOf(paidAround(facts, at), MOST) + (MOST[String(entry['step'])] ?? 0);
          const text = `${entry['step']} was left out at ${iso(at)} for want of money: ${cost} cents of ${budget}`;
          const wrong = budget != null && !isEdge && cost <= budget;
          return wrong ? [{ invariant: 'I2', customer: customer.index, text }] : [];
        }),
      );

const isOutOfMoney = (entry: Entry): boolean => entry.type === 'message' && entry['reason'] === 'budget';

/** All of the month so far, also what Meta only later told not to have delivered. */
const paidAround = ({ witness }: Facts, at: number): readonly SentMail[] =>
  witness.mails.filter(
    (mail) => mail.channel === 'whatsapp' && mail.at <= at + EDGE_MS && monthOf(mail.at) === monthOf(at),
  );
