/**
 * I10: each code goes to one customer, each mail that promises a code has one of the shop's list, valid as
 * long as it says, and a list counts as empty only when all of its codes have been given out.
 */
import { codeKey } from '../../../core/coupons/code.ts';
import { codeShown, codesIn, VALID_DAYS } from '../coupon-codes.ts';
import type { Facts } from '../facts.ts';
import type { SentMail } from '../witness.ts';
import { localOf } from './local-time.ts';
import { type Check, customerAt, iso, type Problem } from './problem.ts';

/** A code may be drawn so long before its mail leaves: a mail is of use for three days. */
const DRAWN_BEFORE_MS = 4 * 24 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

export const couponsAreTrue: Check = (facts) => [
  ...facts.witness.mails.filter(isOfThanks).flatMap((mail) => ofMail(facts, mail)),
  ...givenTwice(facts),
  ...emptyTooEarly(facts),
];

/** Other flows share the list; what they promise has other ends. */
const isOfThanks = ({ flow, step }: SentMail): boolean => flow === 'thanks' && step === 'thanks';

const problem = (facts: Facts, mail: SentMail, why: string): Problem => ({
  invariant: 'I10',
  ...customerAt(facts, mail.to),
  text: `${mail.flow}/${mail.step} for ${mail.to} at ${iso(mail.at)}: ${why}`,
});

const ofMail = (facts: Facts, mail: SentMail): readonly Problem[] => {
  const code = codeShown(mail.html);
  if (code === undefined) return [problem(facts, mail, 'left without its code')];
  const end = endShown(mail.html);
  return [
    ...(wasListed(facts, code, mail) ? [] : [problem(facts, mail, `the shop had withdrawn ${code}`)]),
    ...(end !== undefined && isRightEnd(end, mail) ? [] : [problem(facts, mail, `says until ${end}`)]),
  ];
};

/** In some list that was live between the earliest moment of the draw and the mail. */
const wasListed = ({ witness }: Facts, code: string, mail: SentMail): boolean => {
  const { published } = witness;
  return published.some(
    ({ at, content }, index) =>
      at <= mail.at &&
      (published[index + 1]?.at ?? Number.POSITIVE_INFINITY) >= mail.at - DRAWN_BEFORE_MS &&
      codesIn(content.batches).includes(code),
  );
};

const MONTHS = [
  ['januar', 'january'],
  ['februar', 'february'],
  ['märz', 'march'],
  ['april', 'april'],
  ['mai', 'may'],
  ['juni', 'june'],
  ['juli', 'july'],
  ['august', 'august'],
  ['september', 'september'],
  ['oktober', 'october'],
  ['november', 'november'],
  ['dezember', 'december'],
];

/** The day that the mail names, as an ISO date. */
const endShown = (html: string): string | undefined => {
  const text = /until:([^<]+)/.exec(html)?.[1]?.toLowerCase() ?? '';
  const month = MONTHS.findIndex((names) => names.some((name) => text.includes(name))) + 1;
  const year = /\d{4}/.exec(text)?.[0];
  const day = /(?<!\d)\d{1,2}(?!\d)/.exec(text)?.[0];
  if (month === 0 || year === undefined || day === undefined) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
};

/**
 * Not over when the mail leaves, and no later than its days allow, wherever the customer lives: a code is
 * drawn when its mail leaves, or at an attempt before.
 */
const isRightEnd = (end: string, mail: SentMail): boolean => {
  const zones = ['Pacific/Apia', 'Pacific/Pago_Pago'];
  const days = zones.map((timeZone) => localOf(mail.at, { timeZone }).day);
  const latest = zones.map((timeZone) => localOf(mail.at + VALID_DAYS * DAY_MS, { timeZone }).day);
  const isOver = days.every((day) => end < day);
  return !isOver && latest.some((day) => end <= day);
};

const givenTwice = (facts: Facts): readonly Problem[] => {
  const holders = new Map<string, SentMail>();
  return facts.witness.mails.flatMap((mail) => {
    const code = codeShown(mail.html);
    if (code === undefined) return [];
    const first = holders.get(code) ?? mail;
    holders.set(code, first);
    // A reminder names the same code once more.
    const isAgain = first.messageId === mail.messageId || (!isOfThanks(mail) && first.to === mail.to);
    return isAgain ? [] : [problem(facts, mail, `${code} is that of ${first.to}`)];
  });
};

/** What was not given out until the end was free all the time that it stood in the list. */
const emptyTooEarly = (facts: Facts): readonly Problem[] => {
  const given = new Set(facts.witness.mails.map(({ html }) => codeShown(html)));
  const untold = facts.stored.filter(({ place }) => /^table coupon#/.test(place));
  for (const { text } of untold) given.add(codeShown(text));
  const ofErased = placesOfErased(facts);
  return facts.timelines.flatMap(({ customer, address, entries }) =>
    entries
      .filter(({ type, reason }) => type === 'message' && reason === 'coupon-pool-empty')
      .flatMap(({ at }) => {
        const free = freeAt(facts, Date.parse(at)).filter(
          (code) => !given.has(code) && !ofErased.some((place) => place.endsWith(codeKey(code))),
        );
        const text = `a mail to ${address} had no code at ${at}, and ${free.join(', ')} stood free`;
        return free.length === 0 ? [] : [{ invariant: 'I10', customer: customer.index, text }];
      }),
  );
};

/** Whoever was erased had the code: it names nobody any more, and is never given out again. */
const placesOfErased = ({ stored }: Facts): readonly string[] =>
  stored.flatMap(({ place, text }) =>
    place.startsWith('table given-codes#') && !text.includes('"by"') ? [place] : [],
  );

/** In every list that may have been live around the moment. */
const freeAt = ({ witness }: Facts, at: number): readonly string[] => {
  const { published } = witness;
  const around = published.filter(
    (one, index) =>
      one.at <= at + AROUND_MS && (published[index + 1]?.at ?? Number.POSITIVE_INFINITY) >= at - AROUND_MS,
  );
  const lists = around.map(({ content }) => codesIn(content.batches));
  return (lists[0] ?? []).filter((code) => lists.every((list) => list.includes(code)));
};

/** From the draw to the entry on the timeline, with faults on the way. */
const AROUND_MS = 2 * 60 * 60_000;
