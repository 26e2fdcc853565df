/** I11: no mail shows a cart of which nothing can be bought any more. */
import { statedAt } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import { cartUrl } from '../tell.ts';
import type { SentMail } from '../witness.ts';
import { type Check, customerAt, iso } from './problem.ts';

/** The stock is read while the mail is made, shortly before it is checked for the last time. */
const READ_BEFORE_MS = 10 * 60_000;

export const onlyWhatCanBeBought: Check = (facts) => [...ofCarts(facts), ...ofLooks(facts)];

/** Who looked at something is shown of it only what can be bought. */
const ofLooks: Check = (facts) =>
  facts.witness.mails.flatMap((mail) => {
    const shown = [...mail.html.matchAll(/product:(\d+);/g)].map(([, id = '']) => id);
    const gone = shown.filter((product) => stockAt(facts, product, mail) === 0);
    const text = `${mail.flow}/${mail.step} of ${iso(mail.at)} shows ${gone.join(', ')}, which is sold out`;
    return gone.length === 0 ? [] : [{ invariant: 'I11', ...customerAt(facts, mail.to), text }];
  });

const ofCarts: Check = (facts) =>
  facts.witness.mails.flatMap((mail) => {
    const { customer } = customerAt(facts, mail.to);
    const carts = facts.plan.happenings.flatMap((happening) =>
      happening.kind === 'cart' &&
      happening.customer === customer &&
      mail.html.includes(`${cartUrl(happening)}"`)
        ? [happening]
        : [],
    );
    const products = carts[0]?.products ?? [];
    const gone = products.length > 0 && products.every((product) => stockAt(facts, product, mail) === 0);
    return gone
      ? [
          {
            invariant: 'I11',
            ...customerAt(facts, mail.to),
            text: `${mail.flow}/${mail.step} of ${iso(mail.at)} shows only what is sold out`,
          },
        ]
      : [];
  });

const stockAt = ({ plan, witness }: Facts, product: string, mail: SentMail): number | undefined => {
  const told = plan.happenings.flatMap((happening) =>
    happening.kind === 'stock' && happening.product === product ? [happening] : [],
  );
  const heard = told.filter(
    ({ id }) =>
      (witness.applied.get(id)?.first.at ?? Number.POSITIVE_INFINITY) < mail.read.at - READ_BEFORE_MS,
  );
  // Where a word is still on its way nobody can say.
  const pending = told.some(({ id, at }) => at <= mail.at && !heard.some((word) => word.id === id));
  return pending
    ? undefined
    : heard.reduce<(typeof heard)[number] | undefined>(
        (a, b) => (a && statedAt(a) > statedAt(b) ? a : b),
        undefined,
      )?.stock;
};
