/**
 * Carts of which anybody can say what must become of them: nothing else happens to the customer and to the
 * flow for days.
 */
import { oldestDateOf } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import type { CustomerHappening } from '../happening.ts';
import { DAY_MS } from '../plan.ts';
import { mayBeErased } from './erasures.ts';

export type Expected = Readonly<{
  customer: number;
  address: string;
  cartAt: number;
  /** By the shop's clock the wait began as much earlier or later. */
  clock: number;
  /** When the customer began to fill this cart. */
  begunAt: number;
  firstDueAt: number;
  steps: readonly string[];
}>;

const HOUR = 60 * 60_000;
/** An earlier run through the flow is over and may be repeated. */
const BEFORE_MS = 24 * DAY_MS;
const AFTER_MS = 10 * DAY_MS;
/** Carts change within this; what comes later is another visit. */
const VISIT_MS = 3 * HOUR;
const CLOCKS_MS = 11_000;

export const expectedCarts = (facts: Facts): readonly Expected[] =>
  facts.plan.customers
    .filter(({ plain }) => plain)
    .flatMap((customer) => {
      const own = facts.plan.happenings.filter(
        (happening): happening is CustomerHappening =>
          'customer' in happening && happening.customer === customer.index,
      );
      const judged = (cart: CustomerHappening): cart is Cart =>
        cart.kind === 'cart' &&
        !mayBeErased(facts, customer.index, oldestDateOf(cart)) &&
        isAlone(cart, own) &&
        wasHeard(facts, cart.id, cart.at);
      return own.filter(judged).flatMap((cart) => {
        const steps = stepsOf(facts, cart.at);
        if (steps === undefined || !inOneGo(facts, { cart, own, waitMs: steps.waitMs })) return [];
        const begunAt = Math.min(
          ...own.flatMap(({ at, ...word }) =>
            word.kind === 'cart' && word.checkout === cart.checkout ? [at] : [],
          ),
        );
        const firstDueAt = cart.at + steps.waitMs;
        return [
          {
            customer: customer.index,
            address: customer.addresses[0],
            cartAt: cart.at,
            clock: cart.clock ?? 0,
            begunAt,
            firstDueAt,
            steps: steps.ids,
          },
        ];
      });
    });

type Cart = CustomerHappening & { kind: 'cart' };

const CHANGES_NOTHING = [
  'consent',
  'withdrawal',
  'unsubscribe',
  'bounce',
  'complaint',
  'view',
  'odd',
  'sign-up',
  'choice',
  'hello',
  'export',
  'data-request',
  'ticked',
];

const isAlone = (cart: Cart, own: readonly CustomerHappening[]): boolean =>
  own.every((other) => {
    if (other.id === cart.id || CHANGES_NOTHING.includes(other.kind)) return true;
    const distance = other.at - cart.at;
    const sameVisit =
      other.kind === 'cart' && other.checkout === cart.checkout && distance < 0 && distance > -VISIT_MS;
    return sameVisit || distance < -BEFORE_MS || distance > AFTER_MS;
  });

/** In time, so that nobody can argue from when it counts. */
const wasHeard = ({ witness, plan }: Facts, id: string, at: number): boolean => {
  const door = witness.doors.get(id);
  return door?.answered !== undefined && door.answered.at - at < HOUR / 2 && at + AFTER_MS < plan.end;
};

type Visit = Readonly<{
  cart: CustomerHappening & { kind: 'cart' };
  own: readonly CustomerHappening[];
  waitMs: number;
}>;

/**
 * Each word about this cart was taken in before the wait since the one before it was over: so nothing could
 * leave before the last one.
 */
const inOneGo = ({ witness }: Facts, { cart, own, waitMs }: Visit): boolean => {
  const words = own.filter(
    (word) => word.kind === 'cart' && word.checkout === cart.checkout && word.at <= cart.at,
  );
  return words.every((word, index) => {
    const next = words[index + 1];
    if (next === undefined) return true;
    const known = witness.applied.get(next.id)?.first.at ?? Number.POSITIVE_INFINITY;
    // Where the shop's clock was set in between, its order is another one than that of the script.
    return word.clock === next.clock && known < oldestDateOf(word) + waitMs - CLOCKS_MS;
  });
};

/** The steps of the version that is live all the while; undefined where marketers change it. */
const stepsOf = (
  { witness }: Facts,
  at: number,
): Readonly<{ ids: readonly string[]; waitMs: number }> | undefined => {
  const live = witness.published.findLast((publish) => publish.at < at - VISIT_MS);
  if (live === undefined || live.content.paused) return undefined;
  const { steps, firstWaitMinutes, onEdit } = live.content;
  const changed = witness.published.some(
    (publish) =>
      publish.at >= live.at &&
      publish.at < at + AFTER_MS &&
      (publish.content.paused ||
        publish.content.steps !== steps ||
        publish.content.firstWaitMinutes !== firstWaitMinutes ||
        publish.content.onEdit !== onEdit),
  );
  if (changed) return undefined;
  const ids = [
    'help',
    ...(steps === 'short' ? [] : ['reviews']),
    'offer',
    ...(steps === 'long' ? ['last'] : []),
  ];
  return { ids, waitMs: firstWaitMinutes * 60_000 };
};
