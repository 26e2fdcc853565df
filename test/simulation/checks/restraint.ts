/**
 * I5: quiet hours and caps hold in the recipient's own time zone, worked out here with nothing but the
 * calendar that Node brings.
 */
import type { Content } from '../content.ts';
import type { Customer } from '../customers.ts';
import { DAY_MS } from '../plan.ts';
import type { SentMail } from '../witness.ts';
import { erasedBetween } from './erasures.ts';
import { liveAt } from './live-content.ts';
import { isQuietAt, localOf } from './local-time.ts';
import { type Check, iso, type Problem } from './problem.ts';
import { isMarketing, mailAddressOf } from './reached.ts';

const MINUTE = 60_000;
/** A mail takes a moment from the verdict to the provider, and clocks differ. */
const EDGE_MINUTES = 3;
/** Two functions' clocks differ by no more than this. */
const CLOCKS_MS = 11_000;
const WEEK_LESS_A_DAY_MS = 6 * DAY_MS;

export const restrained: Check = (facts) =>
  facts.plan.customers.flatMap((customer) =>
    customer.addresses.flatMap((address) => {
      // Both channels count together; what Meta did not deliver counts nowhere.
      const mails = facts.witness.mails.filter(
        (mail) =>
          isMarketing(mail) &&
          mailAddressOf(facts, mail.to) === address &&
          !facts.witness.failed.has(mail.messageId),
      );
      const live = mails.map((mail) => ({ mail, content: liveAt(facts, mail) }));
      const wrong = (text: string): Problem => ({ invariant: 'I5', customer: customer.index, text });
      return [
        ...live.flatMap(({ mail, content }) =>
          isQuiet(facts, { mail, content, customer })
            ? [
                wrong(
                  `${mail.flow}/${mail.step} left for ${address} at ${iso(mail.at)}, ${localOf(mail.at, customer).text} there: quiet since version ${content?.version}`,
                ),
              ]
            : [],
        ),
        ...capped(facts, mails, customer).map(({ mail, why }) =>
          wrong(`${mail.flow}/${mail.step} left for ${address} at ${iso(mail.at)}, ${why}`),
        ),
      ];
    }),
  );

type Judged = Readonly<{ mail: SentMail; content: Content | undefined; customer: Customer }>;

/** By the sender's last look, to the minute; where clocks differ, give or take that. */
const isQuiet = ({ plan }: Facts, { mail, content, customer }: Judged): boolean => {
  const quiet = content?.quietHours;
  const apart = plan.faults.includes('skew') ? CLOCKS_MS : 0;
  return !!quiet && [-apart, apart].every((by) => isQuietAt(quiet, localOf(mail.read.at + by, customer)));
};

type Facts = Parameters<Check>[0];

/**
 * Counts only while a cap was on from the first of the counted mails to the last, well after it was switched
 * on.
 */
const capped = (
  facts: Facts,
  mails: readonly SentMail[],
  customer: Customer,
): readonly { mail: SentMail; why: string }[] =>
  mails.flatMap((mail, index) => {
    const cap = liveAt(facts, mail)?.frequencyCap;
    if (!cap) return [];
    const counted = mails
      .slice(0, index + 1)
      .filter(
        (other) => other.at > mail.at - WEEK_LESS_A_DAY_MS && wasCappedThroughout(facts, other.at, mail.at),
      )
      .filter((other) => !erasedBetween(facts, customer.index, other.at, mail.at));
    const today = localOf(mail.at, customer).day;
    const sameDay = counted.filter((other) =>
      [-EDGE_MINUTES, EDGE_MINUTES].every(
        (minutes) => localOf(other.at + minutes * MINUTE, customer).day === today,
      ),
    );
    const edge = [-EDGE_MINUTES, EDGE_MINUTES].some(
      (minutes) => localOf(mail.at + minutes * MINUTE, customer).day !== today,
    );
    if (!edge && sameDay.length > cap.perDay)
      return [{ mail, why: `the ${sameDay.length}th of ${today} there, where ${cap.perDay} is allowed` }];
    return counted.length > cap.perWeek
      ? [{ mail, why: `the ${counted.length}th within seven days, where ${cap.perWeek} are allowed` }]
      : [];
  });

/** Messages decided before the cap was switched on reserved nothing; give them time to be gone. */
const SETTLED_MS = 4 * DAY_MS;

const wasCappedThroughout = ({ witness }: Facts, from: number, to: number): boolean => {
  const before = witness.published.findLast(({ at }) => at <= from - SETTLED_MS);
  const during = witness.published.filter(({ at }) => at > from - SETTLED_MS && at <= to);
  return before?.content.frequencyCap != null && during.every(({ content }) => content.frequencyCap !== null);
};
