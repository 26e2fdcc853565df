/**
 * I6 (rules 6 and 11): of two words of the shop about one cart the later one counts by the shop's own dates,
 * also where its clock is wrong and the older word was heard last.
 */
import { statedAt } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { cartUrl } from '../tell.ts';
import type { SentMail } from '../witness.ts';
import { isKnown } from './known.ts';
import { type Check, customerAt, iso } from './problem.ts';

type CartWord = CustomerHappening & { kind: 'cart' };

export const newerCartCounts: Check = (facts) => {
  const words = facts.plan.happenings.flatMap((happening) => (happening.kind === 'cart' ? [happening] : []));
  return facts.witness.mails.flatMap((mail) => {
    const shown = words.find((word) => mail.html.includes(`${cartUrl(word)}"`));
    const newer = shown && words.find((word) => replaces(facts, { word, shown, mail }));
    if (shown === undefined || newer === undefined) return [];
    const text = `${mail.flow}/${mail.step} to ${mail.to} of ${iso(mail.at)} shows ${shown.id}, dated ${iso(statedAt(shown))}, and ${newer.id}, dated ${iso(statedAt(newer))}, was known`;
    return [{ invariant: 'I6', ...customerAt(facts, mail.to), text }];
  });
};

type Pair = Readonly<{ word: CartWord; shown: CartWord; mail: SentMail }>;

const replaces = (facts: Facts, { word, shown, mail }: Pair): boolean => {
  const customer = facts.plan.customers.find(({ index }) => index === word.customer);
  return (
    customer !== undefined &&
    word.checkout === shown.checkout &&
    statedAt(word) > statedAt(shown) &&
    isKnown(facts, customer, word.id, mail)
  );
};
