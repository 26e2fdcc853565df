/**
 * I6: once an order was taken in, nothing that it ended is written about any more, a cart or a look; nor a
 * cart that was emptied.
 */
import { oldestDateOf, statedAt, youngestDateOf } from '../clocks.ts';
import type { Customer } from '../customers.ts';
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { checkoutUrl } from '../tell.ts';
import type { SentMail } from '../witness.ts';
import { mayBeErased } from './erasures.ts';
import { areSurelyOne, isKnown } from './known.ts';
import { type Check, iso } from './problem.ts';
import { isAddressOf } from './reached.ts';

export const orderWins: Check = (facts) =>
  facts.plan.customers.flatMap((customer) => {
    const own = facts.plan.happenings.filter(
      (happening): happening is CustomerHappening =>
        'customer' in happening &&
        happening.customer === customer.index &&
        !mayBeErased(facts, customer.index, oldestDateOf(happening)),
    );
    const mails = facts.witness.mails.filter(
      ({ to, flow }) => isAddressOf(customer, to) && REASONS[flow] !== undefined,
    );
    return mails.flatMap((mail) => {
      const why = REASONS[mail.flow]?.(facts, { customer, own }, mail);
      const text = `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)} although ${why}`;
      return why === undefined ? [] : [{ invariant: 'I6', customer: customer.index, text }];
    });
  });

type Life = Readonly<{ customer: Customer; own: readonly CustomerHappening[] }>;
type Reason = (facts: Facts, life: Life, mail: SentMail) => string | undefined;
type CartWord = CustomerHappening & { kind: 'cart' | 'emptied' };

const againstCart: Reason = (facts, { customer, own }, mail) => {
  const cart = own.findLast(
    (happening) => happening.kind === 'cart' && mail.html.includes(checkoutUrl(happening.checkout)),
  );
  if (cart?.kind !== 'cart') return undefined;
  // Only what the system had surely taken in before it looked for the last time; of the cart itself also what
  // it may have.
  const known = own.filter(({ id }) => isKnown(facts, customer, id, mail));
  const words = own.filter(
    (word): word is CartWord => isAbout(cart.checkout, word) && mayBeKnown(facts, customer, word, mail),
  );
  const latest = words.reduce((a, b) => (statedAt(b) > statedAt(a) ? b : a), words[0] ?? cart);
  const order = known.find(
    (happening) => isPurchase(happening) && (happening.checkout === cart.checkout || isSince(happening)),
  );
  function isSince(order: CustomerHappening & { kind: 'order' }): boolean {
    return (
      statedAt(order) >= statedAt(latest) &&
      (areSurelyOne(facts, customer, mail.read.tick) ||
        words.every((word) => [undefined, order.address].includes(word.address)))
    );
  }
  if (order) return `its order of ${iso(order.at)} was known`;
  return latest.kind === 'emptied' && known.includes(latest)
    ? `its cart was emptied at ${iso(latest.at)}`
    : undefined;
};

/**
 * Whoever bought after looking is not written to about looking; judged where nobody can argue whose order it
 * was.
 */
const againstLook: Reason = (facts, { customer, own }, mail) => {
  if (customer.addresses.length > 1) return undefined;
  const heard = own.filter(
    ({ id }) => (facts.witness.doors.get(id)?.firstTry.tick ?? Number.POSITIVE_INFINITY) < mail.read.tick,
  );
  const looked = Math.max(
    ...heard.flatMap((happening) => (happening.kind === 'view' ? [youngestDateOf(happening)] : [])),
  );
  const order = heard.find(
    (happening) =>
      isPurchase(happening) &&
      oldestDateOf(happening) >= looked &&
      isKnown(facts, customer, happening.id, mail),
  );
  return order && `the order of ${iso(order.at)} came after it, and was known`;
};

const isPurchase = (happening: CustomerHappening): happening is CustomerHappening & { kind: 'order' } =>
  happening.kind === 'order' && !happening.again;

const REASONS: Readonly<Record<string, Reason>> = { 'abandoned-cart': againstCart, browse: againstLook };

const isAbout = (checkout: string, happening: CustomerHappening): boolean =>
  (happening.kind === 'cart' || happening.kind === 'emptied') && happening.checkout === checkout;

/**
 * Of a customer with two addresses nobody can tell on which way a word is; then it may have arrived as soon
 * as it was told.
 */
const mayBeKnown = (facts: Facts, customer: Customer, { id }: CustomerHappening, mail: SentMail): boolean =>
  customer.addresses.length === 1
    ? isKnown(facts, customer, id, mail)
    : (facts.witness.doors.get(id)?.firstTry.tick ?? Number.POSITIVE_INFINITY) < mail.read.tick;
