/** I6: once an order was taken in, no cart that it ended is written about any more; nor one that was emptied. */
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { checkoutUrl } from '../tell.ts';
import type { SentMail } from '../witness.ts';
import { mayBeErased } from './erasures.ts';
import { type Check, iso } from './problem.ts';

export const orderWins: Check = (facts) =>
  facts.plan.customers
    .filter(({ plain }) => plain)
    .flatMap((customer) => {
      const own = facts.plan.happenings.filter(
        (happening): happening is CustomerHappening =>
          'customer' in happening && happening.customer === customer.index && !mayBeErased(facts, customer.index, happening.at),
      );
      const mails = facts.witness.mails.filter(({ to, flow }) => to === customer.addresses[0] && flow === 'abandoned-cart');
      return mails.flatMap((mail) => {
        const why = reasonAgainst(facts, own, mail);
        const text = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)} although ${why}`;
        return why === undefined ? [] : [{ invariant: 'I6', customer: customer.index, text }];
      });
    });

const reasonAgainst = (facts: Facts, own: readonly CustomerHappening[], mail: SentMail): string | undefined => {
  // Only what the system had surely taken in before it looked for the last time.
  const known = own.filter(({ id }) => (facts.witness.applied.get(id)?.first.tick ?? Number.POSITIVE_INFINITY) < mail.read.tick);
  const cart = known.findLast((happening) => happening.kind === 'cart' && mail.html.includes(checkoutUrl(happening.checkout)));
  if (cart?.kind !== 'cart') return undefined;
  const words = known.filter(
    (happening) => (happening.kind === 'cart' || happening.kind === 'emptied') && happening.checkout === cart.checkout,
  );
  const latest = words.reduce((a, b) => (b.at > a.at ? b : a));
  const order = known.find(
    (happening) => happening.kind === 'order' && (happening.checkout === cart.checkout || happening.at >= latest.at),
  );
  if (order) return `its order of ${iso(order.at)} was known`;
  return latest.kind === 'emptied' ? `its cart was emptied at ${iso(latest.at)}` : undefined;
};
