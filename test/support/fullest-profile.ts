/** A profile with every part that a profile can have, each at its limit. */
import { EVENT_NAMES } from '../../core/events/event.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import { CHANNELS, PURPOSES } from '../../core/reason.ts';
import type { Effect } from '../../core/state/effect.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Known, Profile } from '../../core/state/profile.ts';
import { cartFlow, flowOf, programOf, send } from './flows.ts';
import { START } from './story.ts';
import { wide } from './widest.ts';

const flows = Array.from({ length: 99 }, (_, index) =>
  flowOf({ id: `flow-${index}`, list: [send('mail', null)] }),
);
export const program = {
  ...programOf([cartFlow(), ...flows]),
  counters: { 'product.viewed': [{ key: 'counted', event: 'product.viewed', keep: LIMITS.countedMoments }] },
};
const names = Object.keys(program.flows);
const long = (name: string, units = 200): string => wide('three bytes', name, units);
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const record = <T>(count: number, make: (index: number) => [string, T]): Record<string, T> =>
  Object.fromEntries(times(count, make));
const hash = (name: string): string => long(name, 25);

const aboutOrder = (index: number) => ({
  kind: 'order' as const,
  order: long(`about ${index}`),
  checkout: long(`about checkout ${index}`),
  cart: long(`about cart ${index}`),
});

const run = (index: number) => ({
  entryId: hash(`entry ${index}`),
  since: START,
  enteredAt: START,
  endedAt: START + index,
  end: 'completed' as const,
  subject: long(`subject ${index}`),
  ref: hash(`ref ${index}`),
  seq: 1,
});

const message = (index: number): Effect => ({
  kind: 'send-message',
  id: `send-${index}`,
  message: {
    messageId: hash(`message ${index}`),
    profileId: `1${hash('me')}`,
    flow: 'f'.repeat(60),
    step: 's'.repeat(60),
    entryId: hash(`entry ${index}`),
    channel: 'whatsapp',
    purpose: 'transactional',
    topic: 'product-care',
    template: 't'.repeat(60),
    seq: 1_000_000,
    since: START,
    decidedAt: START,
    dueAt: START,
    usefulUntil: START,
    fallback: true,
    ref: `1${hash('me')}/t#${hash(`ref ${index}`)}`,
  },
});

/** Everything at its limit at once, with ids that no compression shortens. */
export const fullest: Profile = {
  ...emptyProfile('1me', 1, START),
  person: {
    email: `${'e'.repeat(64)}@${'d'.repeat(60)}.example`,
    firstName: long('first', 500),
    lastName: long('last', 500),
    timeZone: long('zone', 500),
    customerId: long('customer'),
    asOf: START,
  },
  identities: times(LIMITS.identitiesPerProfile, (index): Known => {
    const kind = index % 3 === 0 ? 'anonymous' : 'customer';
    return present({ kind, value: long(`identity ${index}`), by: index % 3 === 1 ? 'account' : undefined });
  }),
  consents: Object.fromEntries(
    CHANNELS.flatMap((channel) =>
      PURPOSES.map((purpose) => [
        `${channel}/${purpose}`,
        {
          state: 'withdrawn',
          for: hash('tag'),
          basis: 'double-opt-in',
          at: START,
          withdrawnAt: START,
          textVersion: long('version', LIMITS.consentWordChars),
          source: long('source', LIMITS.consentWordChars),
          proof: { proof: long('proof', 330) },
        },
      ]),
    ),
  ),
  suppressions: { email: { reason: 'complaint', at: START }, whatsapp: { reason: 'bounce', at: START } },
  attributes: record(LIMITS.attributesPerProfile, (index) => [`a${index}`, long(`attribute ${index}`, 500)]),
  tags: times(LIMITS.tagsPerProfile, (index) => long(`tag ${index}`, 500)),
  history: {
    ...Object.fromEntries(EVENT_NAMES.map((name) => [name, { first: START, last: START, count: 9_999 }])),
    ...record(30, (index) => [`acme.${'x'.repeat(90)}${index}`, { first: START, last: START, count: 9_999 }]),
  },
  carts: times(LIMITS.checkoutsPerProfile, (index) => ({
    id: long(`checkout ${index}`),
    cartId: long(`cart ${index}`),
    at: START + index,
    pieces: index,
    products: times(LIMITS.productsPerCheckout, (product) => long(`product ${product} of ${index}`)),
    ref: hash(`cart ref ${index}`),
  })),
  orders: times(LIMITS.ordersPerProfile, (index) => ({
    id: long(`order ${index}`),
    checkoutId: long(`bought ${index}`),
    cartId: long(`bought cart ${index}`),
    at: START + index,
    status: 'paid',
    products: times(LIMITS.productsPerCheckout, (product) => long(`bought ${product} of ${index}`)),
    sizes: times(LIMITS.choicesPerOrder, (size) => long(`size ${size} of ${index}`, LIMITS.choiceChars)),
    colours: times(LIMITS.choicesPerOrder, (one) => long(`colour ${one} of ${index}`, LIMITS.choiceChars)),
    ref: hash(`order ref ${index}`),
  })),
  reviews: 'r'.repeat(8 * LIMITS.reviewMarksPerProfile),
  purchases: {
    rows: times(LIMITS.purchasesPerProfile, (index) => ({
      id: hash(`row ${index}`).slice(0, 8),
      at: START + index,
      total: { amount: 9_999_999, currency: 'EUR' },
      totalAt: START + index,
      refunds: record(LIMITS.refundsPerOrder, (refund) => [`refund${refund}`, 9_999]),
    })),
    counted: { EUR: 9_999 },
    left: {
      first: START,
      last: START,
      marks: 'm'.repeat(8 * LIMITS.orderMarksPerProfile),
      older: times(
        LIMITS.olderPurchases,
        (index) => `${hash(`older ${index}`).slice(0, 8)}0mo1abcd0EUR99999999`,
      ),
    },
  },
  bought: {
    products: times(LIMITS.boughtProducts, (index) => long(`old product ${index}`)),
    categories: times(LIMITS.boughtCategories, (index) => long(`old category ${index}`, 60)),
    sizes: times(LIMITS.boughtChoices, (index) => long(`old size ${index}`, LIMITS.choiceChars)),
    colours: times(LIMITS.boughtChoices, (index) => long(`old colour ${index}`, LIMITS.choiceChars)),
  },
  wishes: times(LIMITS.wishesPerProfile, (index) => ({
    product: long(`wished ${index}`),
    variant: long(`size ${index}`),
    by: { wanted: START, carted: START, viewed: START },
    price: { amount: 123_456_789, currency: 'EUR' },
    ref: long(`record ${index}`, 40),
    told: { 'back-in-stock': START, 'price-drop': START, 'low-stock': START },
    listed: 'wanted,carted,viewed 123456789 EUR 2943',
  })),
  views: times(LIMITS.viewsPerProfile, (index) => ({
    id: long(`seen ${index}`),
    at: START + index,
    categories: times(LIMITS.categoriesPerItem, (category) => long(`seen ${index} ${category}`, 60)),
  })),
  counts: {
    counted: times(LIMITS.countedMoments, (index) => `0mo${String(index).padStart(12, '0')}`),
    gone: times(LIMITS.countedTimes, (index) => `0mo${String(index).padStart(12, '0')}`),
  },
  members: record(LIMITS.segmentsPerProgram, (index) => [`segment-${index}-`.padEnd(60, 's'), true]),
  tier: 't'.repeat(60),
  points: 9_999_999,
  enrollments: times(LIMITS.enrollmentsPerProfile, (index) => ({
    entryId: hash(`live ${index}`),
    flow: names[index] ?? '',
    seq: 1,
    since: START,
    enteredAt: START,
    subject: long(`checkout ${index + 2}`),
    about: aboutOrder(index),
    ref: hash(`live ref ${index}`),
    step: 's'.repeat(60),
    dueAt: START,
    timerId: hash(`timer ${index}`),
    waitFrom: START,
  })),
  lastEntries: {
    ...record(100, (index) => [
      names[index] ?? '',
      {
        ...run(index),
        earlier: [
          ...times(LIMITS.overtakenEnrollments, (earlier) => run(1_000 + 100 * index + earlier)),
          ...(index > 0
            ? []
            : times(LIMITS.endedAboutPerFlow, (one) => ({ ...run(one), about: aboutOrder(one) }))),
        ],
      },
    ]),
    ...record(20, (index) => [`gone-${index}`, run(index)]),
  },
  heard: times(LIMITS.heardPerProfile, (index) => ({
    name: 'order.paid',
    at: START + index,
    order: long(`about ${index}`),
    cart: long(`about cart ${index}`),
    ref: hash(`heard ${index}`),
  })),
  slots: times(LIMITS.slotsPerProfile, (index) => ({
    messageId: hash(`slot ${index}`),
    channel: 'email',
    at: START,
  })),
  absorbed: times(LIMITS.absorbedProfiles, (index) => hash(`absorbed ${index}`)),
  applied: times(LIMITS.appliedInputs, (index) => `applied${index}`),
  pending: times(LIMITS.stepsPerDecision, message),
};
