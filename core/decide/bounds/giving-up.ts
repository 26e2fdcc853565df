/** Removes details from a state that is too large, one piece at a time, in the order of within-bounds.ts. */
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { Program } from '../../program/program.ts';
import { isAsked } from '../../state/heard.ts';
import type { CartFacts, EndedEnrollment, LastEnrollment, OrderFacts, Profile } from '../../state/profile.ts';
import { isCounted } from './counted.ts';
import { oldestOf } from './oldest.ts';
import { pastIdentity } from './past-identity.ts';

export type GivenUp =
  | 'gone-flows'
  | 'gone-counts'
  | 'views'
  | 'wishes'
  | 'bought'
  | 'order-lines'
  | 'cart-lines'
  | 'event-counts'
  | 'tags'
  | 'own-facts'
  | 'past-identities'
  | 'ended-runs'
  | 'order-words'
  | 'done-carts'
  | 'orders'
  | 'carts'
  | 'names'
  | 'past-orders'
  | 'all-order-words';

/** `next` returns the profile without one piece of this kind, or undefined where none is left. */
type Giving = Readonly<{
  what: GivenUp;
  next: (profile: Profile, program: Program) => Profile | undefined;
}>;

export const GIVING_UP: readonly Giving[] = [
  { what: 'gone-flows', next: (profile, program) => withoutGoneFlow(profile, program) },
  { what: 'gone-counts', next: (profile, program) => withoutGoneCount(profile, program) },
  { what: 'views', next: (profile) => withFewerViews(profile) },
  { what: 'wishes', next: (profile) => withFewerWishes(profile) },
  { what: 'bought', next: (profile) => withoutBought(profile) },
  { what: 'order-lines', next: (profile) => withFewerOrderLines(profile) },
  { what: 'cart-lines', next: (profile) => withFewerCartLines(profile, isIdle(profile)) },
  { what: 'event-counts', next: (profile, program) => withoutCount(profile, program) },
  { what: 'tags', next: (profile) => (profile.tags.length > 0 ? withoutTag(profile) : undefined) },
  { what: 'own-facts', next: (profile) => withoutFact(profile) },
  { what: 'past-identities', next: (profile) => withoutPastIdentity(profile) },
  { what: 'ended-runs', next: (profile) => withLeanerRun(profile) },
  { what: 'order-words', next: (profile) => withoutWord(profile, isAsked) },
  { what: 'done-carts', next: (profile) => withoutCart(profile, isDone) },
  { what: 'orders', next: (profile) => withoutOrder(profile) },
  { what: 'carts', next: (profile) => withoutCart(profile, () => true) },
  { what: 'orders', next: (profile) => withoutOrder(profile) },
  { what: 'cart-lines', next: (profile) => withFewerCartLines(profile, () => true) },
  { what: 'names', next: (profile) => withShorterNames(profile) },
  { what: 'past-orders', next: (profile) => withoutRunAboutOrder(profile) },
  { what: 'all-order-words', next: (profile) => withoutWord(profile, () => false) },
];

const without = <T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

const withoutGoneFlow = (profile: Profile, { flows }: Program): Profile | undefined => {
  const gone = Object.keys(profile.lastEntries).find((flow) => !Object.hasOwn(flows, flow));
  return gone === undefined ? undefined : { ...profile, lastEntries: without(profile.lastEntries, gone) };
};

/** A count that no condition of the program asks for. */
const withoutGoneCount = (
  { counts = {}, ...profile }: Profile,
  { counters = {} }: Program,
): Profile | undefined => {
  const live = Object.values(counters).flat();
  const gone = Object.keys(counts).find((key) => !live.some((counter) => counter.key === key));
  return gone === undefined ? undefined : { ...profile, counts: without(counts, gone) };
};

const withFewerViews = ({ views = [], ...profile }: Profile): Profile | undefined =>
  views.length === 0 ? undefined : { ...profile, views: views.slice(1) };

/** The weakest goes first; the last one leaves the key absent. */
const withFewerWishes = ({ wishes = [], ...profile }: Profile): Profile | undefined =>
  wishes.length === 0 ? undefined : { ...profile, wishes: wishes.slice(0, -1) };

const withoutBought = ({ bought, ...profile }: Profile): Profile | undefined => bought && profile;

/** Keeps one product, because conditions take a cart or an order without products for an empty one. */
const leaner = <T extends Readonly<{ products: readonly string[] }>>(item: T): T => ({
  ...item,
  products: item.products.slice(0, 1),
});

const withFewerOrderLines = (profile: Profile): Profile | undefined => {
  const oldest = oldestOf(profile.orders.filter(({ products }) => products.length > 1));
  if (!oldest) return undefined;
  const { sizes: _sizes, colours: _colours, ...order } = leaner(oldest);
  return { ...profile, orders: replaced(profile.orders, oldest, order) };
};

const withFewerCartLines = (profile: Profile, may: (cart: CartFacts) => boolean): Profile | undefined => {
  const oldest = oldestOf(profile.carts.filter((cart) => cart.products.length > 1 && may(cart)));
  return oldest && { ...profile, carts: replaced(profile.carts, oldest, leaner(oldest)) };
};

const replaced = <T>(items: readonly T[], item: T, by: T): readonly T[] =>
  items.map((other) => (other === item ? by : other));

/** True where no enrollment is about the cart, so that no step asks for its products. */
const isIdle =
  ({ enrollments }: Profile) =>
  (cart: Readonly<{ id: string; cartId?: string }>): boolean =>
    !enrollments.some(
      ({ subject }) => subject !== undefined && (subject === cart.id || subject === cart.cartId),
    );

const isDone = ({ pieces, completed, movedTo }: CartFacts): boolean =>
  pieces === 0 || completed === true || movedTo !== undefined;

const withoutCount = (profile: Profile, { settings }: Program): Profile | undefined => {
  const unasked = Object.entries(profile.history).filter(([name]) => !isCounted(name, settings));
  const oldest = oldestOf(unasked.map(([name, { last }]) => ({ name, at: last })));
  return oldest && { ...profile, history: without(profile.history, oldest.name) };
};

const withoutTag = (profile: Profile): Profile => ({ ...profile, tags: profile.tags.slice(1) });

const withoutFact = (profile: Profile): Profile | undefined => {
  const [first] = Object.keys(profile.attributes);
  return first === undefined ? undefined : { ...profile, attributes: without(profile.attributes, first) };
};

const withoutPastIdentity = (profile: Profile): Profile | undefined => {
  const past = pastIdentity(profile.identities);
  return past && { ...profile, identities: profile.identities.filter((identity) => identity !== past) };
};

/** Only a message that may still be on its way needs the subject of an ended enrollment. */
const withLeanerRun = (profile: Profile): Profile | undefined => {
  const runs = Object.entries(profile.lastEntries);
  const newest = Math.max(0, ...runs.map(([, { endedAt }]) => endedAt));
  const rich = runs.find(([, last]) => hasRichEarlier(last) || isRich(last, newest));
  if (!rich) return undefined;
  const [flow, last] = rich;
  const { earlier = [], ...newestRun } = last;
  const lean: LastEnrollment = hasRichEarlier(last)
    ? withEarlier(newestRun, earlier.filter(({ about }) => about !== undefined).map(bare))
    : withEarlier(bare(newestRun), earlier);
  return { ...profile, lastEntries: { ...profile.lastEntries, [flow]: lean } };
};

/** Of earlier enrollments only which order they were about is kept, so that no order is begun with twice. */
const hasRichEarlier = ({ earlier = [] }: LastEnrollment): boolean =>
  earlier.some(({ about, ref, subject }) => !about || ref !== undefined || subject !== undefined);

const withEarlier = (last: EndedEnrollment, earlier: readonly EndedEnrollment[]): LastEnrollment => ({
  ...last,
  ...present({ earlier: earlier.length > 0 ? earlier : undefined }),
});

const withoutRunAboutOrder = (profile: Profile): Profile | undefined => {
  const found = Object.entries(profile.lastEntries).find(([, { earlier }]) => earlier !== undefined);
  if (!found) return undefined;
  const [flow, { earlier = [], ...last }] = found;
  return {
    ...profile,
    lastEntries: { ...profile.lastEntries, [flow]: withEarlier(last, earlier.slice(0, -1)) },
  };
};

/** Gives up the oldest word about an order; `stays` tells which are kept. */
const withoutWord = (profile: Profile, stays: typeof isAsked): Profile | undefined => {
  const { heard = [] } = profile;
  const oldest = oldestOf(heard.filter((word) => !stays(profile, word)));
  return oldest && { ...profile, heard: heard.filter((word) => word !== oldest) };
};

const isRich = ({ ref, subject, end, endedAt }: EndedEnrollment, newest: number): boolean =>
  (ref !== undefined || subject !== undefined) &&
  (end !== 'completed' || endedAt < newest - LIMITS.overtakenForMs);

const bare = ({ subject: _subject, ref: _ref, ...last }: EndedEnrollment): EndedEnrollment => last;

const withoutCart = (profile: Profile, may: (cart: CartFacts) => boolean): Profile | undefined => {
  const oldest = oldestOf(profile.carts.filter((cart) => isIdle(profile)(cart) && may(cart)));
  return oldest && { ...profile, carts: profile.carts.filter((cart) => cart !== oldest) };
};

/** The order of a remaining cart stays, so that the order still wins (rule 6). */
const withoutOrder = (profile: Profile): Profile | undefined => {
  const { orders, carts } = profile;
  const bought = ({ checkoutId, cartId }: OrderFacts): boolean =>
    carts.some((cart) =>
      [checkoutId, cartId].some((id) => id !== undefined && (id === cart.id || id === cart.cartId)),
    );
  const newest = orders.toSorted((a, b) => b.at - a.at).slice(0, LIMITS.ordersKeptAlways);
  const oldest = oldestOf(orders.filter((order) => !newest.includes(order) && !bought(order)));
  return oldest && { ...profile, orders: orders.filter((order) => order !== oldest) };
};

const withShorterNames = (profile: Profile): Profile | undefined => {
  const { firstName, lastName, timeZone } = profile.person;
  const short = present({ firstName: cut(firstName), lastName: cut(lastName), timeZone: cut(timeZone) });
  const shortened = { ...profile.person, ...short };
  return JSON.stringify(shortened) === JSON.stringify(profile.person)
    ? undefined
    : { ...profile, person: shortened };
};

const cut = (text: string | undefined): string | undefined => text?.slice(0, LIMITS.nameChars).toWellFormed();
