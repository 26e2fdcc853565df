/**
 * I4 and I5: what was chosen in the preference centre holds: topics and pauses from the answer of the page,
 * how often from soon after.
 */
import type { Facts } from '../facts.ts';
import { DAY_MS } from '../plan.ts';
import type { Choice, SentMail } from '../witness.ts';
import { erasedBetween } from './erasures.ts';
import { type Check, iso, type Problem } from './problem.ts';
import { isMarketing } from './reached.ts';

const PAUSE_MS = 30 * DAY_MS;
const CLOCKS_MS = 11_000;
/**
 * How often is a wish for the profile alone, which learns of it through the queue, and through the dead
 * letters at worst.
 */
const LEARNED_MS = 3 * DAY_MS;
const APART_MS: Readonly<Record<string, number>> = { weekly: 6 * DAY_MS, monthly: 29 * DAY_MS };
const TOPIC_OF: Readonly<Record<string, string>> = {
  'abandoned-cart': 'offers',
  browse: 'newsletter',
  thanks: 'product-care',
};

export const asChosen: Check = (facts) =>
  facts.witness.choices.flatMap((choice) => {
    const { answered, address, customer } = choice;
    if (answered === undefined) return [];
    const mails = facts.witness.mails.filter(
      (mail) =>
        mail.to === address &&
        isMarketing(mail) &&
        mail.read.tick > answered.tick &&
        !isReplaced(facts, choice, mail) &&
        !hasAgreedSince(facts, choice, mail) &&
        !erasedBetween(facts, customer, answered.at, mail.at),
    );
    return [...mails.flatMap((mail) => against(choice, mail)), ...tooOften(choice, mails)];
  });

/** The customer said something else since, under whichever address. */
const isReplaced = ({ witness }: Facts, { customer, first }: Choice, mail: SentMail): boolean =>
  witness.choices.some(
    (other) =>
      other.customer === customer && other.first.tick > first.tick && other.first.tick < mail.read.tick,
  );

/** Who wants nothing at all has withdrawn the whole consent, so a new one is for everything again. */
const hasAgreedSince = (
  { plan, witness }: Facts,
  { customer, happening, first }: Choice,
  mail: SentMail,
): boolean => {
  if (happening.action !== 'save' || happening.topics.length > 0) return false;
  const isSince = (tick = 0): boolean => tick > first.tick && tick < mail.read.tick;
  return (
    witness.confirmed.some(({ address, ...pressed }) => address === mail.to && isSince(pressed.first.tick)) ||
    plan.happenings.some(
      (told) =>
        told.kind === 'consent' &&
        told.customer === customer &&
        isSince(witness.doors.get(told.id)?.firstTry.tick),
    )
  );
};

const against = ({ happening, customer, answered, first }: Choice, mail: SentMail): readonly Problem[] => {
  const wrong = (why: string): Problem[] => [
    {
      invariant: 'I4',
      customer,
      text: `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)} ${why} ${iso(answered?.at ?? 0)}`,
    },
  ];
  if (happening.action === 'pause' && mail.at < first.at + PAUSE_MS - CLOCKS_MS)
    return wrong('in the pause that began at');
  const topic = TOPIC_OF[mail.flow];
  const left = happening.action === 'save' && topic !== undefined && !happening.topics.includes(topic);
  return left ? wrong(`about ${topic}, which was left at`) : [];
};

const tooOften = (
  { happening, customer, answered }: Choice,
  mails: readonly SentMail[],
): readonly Problem[] => {
  const apart = happening.action === 'save' ? APART_MS[happening.frequency ?? ''] : undefined;
  if (apart === undefined || answered === undefined) return [];
  const counted = mails.filter(({ at }) => at > answered.at + LEARNED_MS);
  return counted.flatMap((mail, index) => {
    const before = counted[index - 1];
    return before === undefined || mail.at - before.at >= apart
      ? []
      : [
          {
            invariant: 'I5',
            customer,
            text: `marketing left for ${mail.to} at ${iso(before.at)} and ${iso(mail.at)}, which is more often than chosen`,
          },
        ];
  });
};
