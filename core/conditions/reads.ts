/**
 * Which parts of a profile a condition reads. While they are the same objects, and no moment has come at
 * which time alone turns the condition (next-change.ts), the answer is the one of before.
 */
import { COUPON_ISSUED } from '../state/coupons.ts';
import type { Person, Profile } from '../state/profile.ts';
import type { Condition, EventCondition, Test } from './condition.ts';
import { asksForTime } from './dates.ts';
import type { Shop } from './fact-values.ts';

/** Whether a part is the same in two states of one profile. */
export type Same = (a: Profile, b: Profile) => boolean;

/** Undefined where it cannot be told: such a condition is to be asked anew every time. */
export const readsOf = (condition: Condition, shop: Shop): readonly Same[] | undefined => {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return together(condition.of.map((part) => readsOf(part, shop)));
    case 'not':
      return readsOf(condition.of, shop);
    case 'segment': {
      const { segments = {} } = shop;
      const segment = Object.hasOwn(segments, condition.segment) ? segments[condition.segment] : undefined;
      return segment ? readsOf(segment.where, shop) : [];
    }
    case 'event':
      return readsOfEvent(condition);
    case 'fact':
      return together([readsOfFact(condition.path), asksForZone(condition.test) ? ZONE : []]);
  }
};

/** Each once; undefined where it cannot be told of one of them. */
export const together = (parts: readonly (readonly Same[] | undefined)[]): readonly Same[] | undefined => {
  const known = parts.filter((reads) => reads !== undefined);
  return known.length === parts.length ? [...new Set(known.flat())] : undefined;
};

/** Each part by its name: a key that only the caller knows is found several times slower. */
const PART = {
  attributes: (a, b) => a.attributes === b.attributes,
  bought: (a, b) => a.bought === b.bought,
  carts: (a, b) => a.carts === b.carts,
  consents: (a, b) => a.consents === b.consents,
  coupons: (a, b) => a.coupons === b.coupons,
  orders: (a, b) => a.orders === b.orders,
  points: (a, b) => a.points === b.points,
  purchases: (a, b) => a.purchases === b.purchases,
  spent: (a, b) => a.spent === b.spent,
  tags: (a, b) => a.tags === b.tags,
  tier: (a, b) => a.tier === b.tier,
  views: (a, b) => a.views === b.views,
} satisfies Readonly<Record<string, Same>>;

/** The rest is made once for each name, so that a program compares none twice. */
const inPerson = (name: keyof Person): Same =>
  once(`person.${name}`, (a, b) => a.person[name] === b.person[name]);
const inHistory = (event: string): Same =>
  once(`history.${event}`, (a, b) => a.history[event] === b.history[event]);
const inCounts = (counter: string): Same =>
  once(`counts.${counter}`, (a, b) => a.counts?.[counter] === b.counts?.[counter]);

const once = (name: string, same: Same): Same => {
  const before = made.get(name);
  if (before) return before;
  if (made.size >= MADE) made.clear();
  made.set(name, same);
  return same;
};
const made = new Map<string, Same>();
/** More than a program has; those of programs that are gone need not stay. */
const MADE = 1_000;

const ZONE = [inPerson('timeZone'), inPerson('country')];
/** The state of an older version has no purchases yet: they are read from what it knows. */
const PURCHASES = [PART.purchases, PART.orders, inHistory('order.placed')];

const asksForZone = (test: Test): boolean =>
  asksForTime(test) || test.before !== undefined || test.after !== undefined;

const readsOfEvent = ({ event, since, counter }: EventCondition): readonly Same[] | undefined => {
  // In a program's own conditions nobody is enrolled: the time is that of the decision.
  if (since === 'enrolled') return undefined;
  return [
    ...(event === 'order.placed' ? PURCHASES : [inHistory(event)]),
    ...(counter === undefined ? [] : [inCounts(counter)]),
    ...(event === 'product.viewed' ? [PART.views] : []),
    ...(event === COUPON_ISSUED ? [PART.coupons] : []),
    ...(since === 'ever' ? [] : ZONE),
  ];
};

const readsOfFact = (path: string): readonly Same[] | undefined => {
  if (path.startsWith('customer.attributes.')) return [PART.attributes];
  return Object.hasOwn(READS, path) ? READS[path] : undefined;
};

const CART = [PART.carts, PART.orders];
const BOUGHT = [PART.bought, PART.orders];
const WORTH = [PART.spent, ...PURCHASES];

/** Of every fact of facts.ts but those of the event at hand, and of pools, whose codes end with time. */
const READS: Readonly<Record<string, readonly Same[]>> = {
  'checkout.total': CART,
  'checkout.items': CART,
  'checkout.pieces': CART,
  'checkout.status': CART,
  'order.total': [PART.orders],
  'order.items': [PART.orders],
  'order.status': [PART.orders],
  'orders.count': PURCHASES,
  'orders.spent': [PART.spent],
  'orders.average': WORTH,
  'orders.first_at': PURCHASES,
  'orders.last_at': PURCHASES,
  'orders.usual_gap': PURCHASES,
  'orders.products': BOUGHT,
  'orders.categories': BOUGHT,
  'orders.size': BOUGHT,
  'orders.sizes': BOUGHT,
  'orders.colour': BOUGHT,
  'orders.colours': BOUGHT,
  'views.products': [PART.views],
  'views.categories': [PART.views],
  'messages.last_click_at': [inHistory('message.clicked')],
  'consent.email': [PART.consents, inPerson('emailTag')],
  'consent.whatsapp': [PART.consents, inPerson('phoneTag'), inPerson('whatsappTag')],
  'rfm.group': [...WORTH, ...ZONE],
  'customer.country': [inPerson('country')],
  'customer.locale': [inPerson('locale')],
  'customer.first_name': [inPerson('firstName')],
  'customer.last_name': [inPerson('lastName')],
  'customer.email': [inPerson('email')],
  'customer.phone': [inPerson('phone')],
  'customer.time_zone': [inPerson('timeZone')],
  'customer.customer_id': [inPerson('customerId')],
  'customer.birthday': [inPerson('birthday')],
  'customer.tier': [PART.tier, ...WORTH, ...ZONE],
  'customer.points': [PART.points, ...PURCHASES, ...ZONE],
  'customer.tags': [PART.tags],
  'customer.orders': PURCHASES,
  'customer.spent': [PART.spent],
};
