/**
 * I5: quiet hours and caps hold in the recipient's own time zone, worked out here with nothing but the
 * calendar that Node brings.
 */
import type { Content } from '../content.ts';
import type { Customer } from '../customers.ts';
import { DAY_MS } from '../plan.ts';
import type { SentMail } from '../witness.ts';
import { erasedBetween } from './erasures.ts';
import { knownZone } from './known-zone.ts';
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
      const live = mails.map((mail) => ({
        mail,
        content: liveAt(facts, mail),
        timeZone: knownZone(facts, customer, mail),
      }));
      const wrong = (text: string): Problem => ({ invariant: 'I5', customer: customer.index, text });
      return [
        ...live.flatMap(({ mail, content, timeZone }) =>
          timeZone !== undefined && isQuiet(facts, { mail, content, timeZone })
            ? [
                wrong(
                  `${mail.flow}/${mail.step} left for ${address} at ${iso(mail.at)}, ${localOf(mail.at, { timeZone }).text} there: quiet since version ${content?.version}`,
                ),
              ]
            : [],
        ),
        ...capped(facts, live, customer).map(({ mail, why }) =>
          wrong(`${mail.flow}/${mail.step} left for ${address} at ${iso(mail.at)}, ${why}`),
        ),
      ];
    }),
  );

type Judged = Readonly<{ mail: SentMail; content: Content | undefined; timeZone: string }>;

/** By the sender's last look, to the minute; where clocks differ, give or take that. */
const isQuiet = ({ plan }: Facts, { mail, content, timeZone }: Judged): boolean => {
  const quiet = content?.quietHours;
  const apart = plan.faults.includes('skew') ? CLOCKS_MS : 0;
  return !!quiet && [-apart, apart].every((by) => isQuietAt(quiet, localOf(mail.read.at + by, { timeZone })));
};

type Facts = Parameters<Check>[0];

/**
 * Counts only while a cap was on from the first of the counted mails to the last, well after it was switched
 * on.
 */
const capped = (
  facts: Facts,
  live: readonly Readonly<{ mail: SentMail; timeZone: string | undefined }>[],
  customer: Customer,
): readonly { mail: SentMail; why: string }[] =>
  live.flatMap(({ mail, timeZone }, index) => {
    const cap = liveAt(facts, mail)?.frequencyCap;
    if (!cap) return [];
    const counted = live
      .slice(0, index + 1)
      .filter(
        ({ mail: { at } }) => at > mail.at - WEEK_LESS_A_DAY_MS && wasCappedThroughout(facts, at, mail.at),
      )
      .filter(({ mail: { at } }) => !erasedBetween(facts, customer.index, at, mail.at));
    const [today, ofToday] = ofOneDay(counted, mail, timeZone);
    if (ofToday > cap.perDay)
      return [{ mail, why: `the ${ofToday}th of ${today} there, where ${cap.perDay} is allowed` }];
    return counted.length > cap.perWeek
      ? [{ mail, why: `the ${counted.length}th within seven days, where ${cap.perWeek} are allowed` }]
      : [];
  });

/** Those of the mail's own day, in the zone in which all of them were counted; none at the edge of a day. */
const ofOneDay = (
  counted: readonly Readonly<{ mail: SentMail; timeZone: string | undefined }>[],
  { at }: SentMail,
  timeZone: string | undefined,
): readonly [day: string, count: number] => {
  if (timeZone === undefined) return ['', 0];
  const today = localOf(at, { timeZone }).day;
  const isWithin = (moment: number): boolean =>
    [-EDGE_MINUTES, EDGE_MINUTES].every(
      (minutes) => localOf(moment + minutes * MINUTE, { timeZone }).day === today,
    );
  const same = counted.filter((other) => other.timeZone === timeZone && isWithin(other.mail.at));
  return [today, isWithin(at) ? same.length : 0];
};

/** Messages decided before the cap was switched on reserved nothing; give them time to be gone. */
const SETTLED_MS = 4 * DAY_MS;

const wasCappedThroughout = ({ witness }: Facts, from: number, to: number): boolean => {
  const before = witness.published.findLast(({ at }) => at <= from - SETTLED_MS);
  const during = witness.published.filter(({ at }) => at > from - SETTLED_MS && at <= to);
  return before?.content.frequencyCap != null && during.every(({ content }) => content.frequencyCap !== null);
};
