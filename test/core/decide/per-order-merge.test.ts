/** Runs about single orders when two profiles become one, and in whatever order words arrive. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { CompiledFlow, Program } from '../../../core/program/program.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { runs } from '../../support/runs.ts';
import { storyOf } from '../../support/story.ts';

const care = (change: Partial<CompiledFlow> = {}) =>
  flowOf({
    id: 'care',
    trigger: { on: 'order.placed', restart: false, per: 'order' },
    purpose: 'transactional',
    reentry: { kind: 'never' },
    exitOn: ['order.paid'],
    list: [wait('pause', DAY, 'tips'), send('tips', 'rest'), wait('rest', DAY, 'more'), send('more', null)],
    ...change,
  });
const program = programOf([care()]);
type Story = ReturnType<typeof storyOf>;

const bought = (...orders: readonly string[]): Story => {
  const story = storyOf(program).consents();
  for (const order of orders) story.orders({ order, checkout: `c-${order}` });
  return story;
};

const absorbed = (story: Story, other: Profile): Story =>
  story.gets({
    kind: 'absorb',
    inputId: 'absorbed',
    profileId: '1customer',
    receivedAt: story.now(),
    from: '4other',
    state: { ...other, id: '4other' },
  });
const inside = (story: Story) =>
  story
    .profile()
    .enrollments.map(({ about }) => about?.order)
    .toSorted();

describe('two profiles that become one', () => {
  it('keep the runs about different orders, and of two about one the further', () => {
    const other = bought('o-1').passes(DAY + HOUR);
    const own = bought('o-1', 'o-2').passes(DAY / 2);
    const story = absorbed(own, other.profile());
    expect(inside(story)).toEqual(['o-1', 'o-2']);
    expect(story.profile().enrollments.find(({ about }) => about?.order === 'o-1')).toMatchObject({
      step: 'rest',
      messaged: true,
    });
    expect(story.timers()).toHaveLength(2);
  });

  it('begin with no order again that either has been through', () => {
    const done = bought('o-1').passes(3 * DAY);
    const story = absorbed(bought('o-1', 'o-2'), done.profile());
    expect(inside(story)).toEqual(['o-2']);
    const joined = absorbed(bought('o-2').passes(3 * DAY), bought('o-1', 'o-2').profile());
    expect(inside(joined)).toEqual(['o-1']);
  });

  it('begin with no event of an order again that either has been through', () => {
    const on = ['shipment.sent', 'shipment.delayed'];
    const parts = programOf([care({ trigger: { on, restart: false, per: 'order-event' }, exitOn: [] })]);
    const heard = (name: string) => storyOf(parts).consents().hears(name, { order_id: 'o-1' });
    const begun = (name: string) =>
      absorbed(heard('shipment.delayed').passes(3 * DAY), heard(name).profile()).profile().enrollments.length;
    expect([begun('shipment.delayed'), begun('shipment.sent')]).toEqual([0, 1]);
  });

  it('know what either heard about an order, with the record where it stands', () => {
    const other = storyOf(program).consents().hears('order.paid', { order_id: 'o-7' });
    const story = absorbed(bought('o-1'), other.profile());
    expect(story.profile().heard).toMatchObject([
      { name: 'order.paid', order: 'o-7', ref: expect.stringMatching(/^4other\/t#/) },
    ]);
    expect(absorbed(bought('o-1'), bought('o-2').profile()).profile()).not.toHaveProperty('heard');
  });

  it('hold no more runs than one may', () => {
    const many = (from: number) =>
      bought(...Array.from({ length: LIMITS.enrollmentsAboutPerFlow }, (_, index) => `o-${from + index}`));
    const story = absorbed(many(0), many(5).profile());
    expect(story.profile().enrollments).toHaveLength(LIMITS.enrollmentsAboutPerFlow);
    expect(story.decisions()).toContain('exited orders-at-once');
  });
});

type Word = Readonly<{ name: string; order: number; parcel: number }>;
const NAMES = [
  'order.placed',
  'order.paid',
  'shipment.sent',
  'shipment.delivered',
  'order.cancelled',
] as const;
const word = fc.record({
  name: fc.constantFrom(...NAMES),
  order: fc.integer({ min: 1, max: 3 }),
  parcel: fc.integer({ min: 1, max: 2 }),
});

const dataOf = ({ name, order, parcel }: Word) => ({
  order_id: `o-${order}`,
  ...(name.startsWith('shipment.')
    ? { tracking_number: `t-${order}-${parcel}` }
    : { checkout_id: `c-${order}`, currency: 'EUR', total: '9.00', items: [] }),
});

const waiting: Program = programOf([
  flowOf({
    id: 'after',
    trigger: { on: 'order.placed', restart: false, per: 'order' },
    purpose: 'transactional',
    reentry: { kind: 'never' },
    exitOn: ['order.paid'],
    list: [
      {
        kind: 'waitFor',
        id: 'delivery',
        event: 'shipment.delivered',
        timeout: { kind: 'elapsed', ms: 5 * DAY },
        yes: 'use',
        no: null,
      },
      wait('use', DAY, 'review'),
      send('review', null),
    ],
  }),
]);

/** Tells the words one minute apart by their own dates, all of them received at once, in this order. */
const told = (words: readonly Word[], order: readonly number[]): Story => {
  const story = storyOf(waiting).consents().passes(DAY);
  for (const index of order) {
    const one = words[index];
    if (one) story.hears(one.name, dataOf(one), { id: `w${index}`, ago: (words.length - index) * 60_000 });
  }
  return story.passes(10 * DAY);
};

/** An order is placed once; its other words may come again with a later date. */
const firstSaid = (words: readonly Word[], one: Word): number =>
  words.findIndex(
    ({ name, order }, index) =>
      words[index] === one || (name === 'order.placed' && one.name === name && order === one.order),
  );

/** A parcel is sent before it arrives. */
const isSentLater = (words: readonly Word[], { name, order, parcel }: Word, at: number): boolean =>
  name === 'shipment.delivered' &&
  words.some(
    (other, index) =>
      index > at && other.name === 'shipment.sent' && other.order === order && other.parcel === parcel,
  );

describe('runs about single orders', () => {
  it('send the same, in whatever order words arrive and however often', () => {
    const shuffled = fc
      .array(word, { minLength: 1, maxLength: 8 })
      .map((words) => words.filter((one, index) => index === firstSaid(words, one)))
      .map((words) => words.filter((one, index) => !isSentLater(words, one, index)))
      .chain((words) =>
        fc.tuple(
          fc.constant(words),
          fc.shuffledSubarray([...words.keys(), ...words.keys()], { minLength: words.length * 2 }),
        ),
      );
    const sentIn = (story: Story) =>
      story
        .left()
        .map(({ step, ref }) => `${step} ${ref}`)
        .toSorted();
    fc.assert(
      fc.property(shuffled, ([words, order]) => {
        const plain = told(words, [...words.keys()]);
        const mixed = told(words, order);
        expect(mixed.left()).toHaveLength(plain.left().length);
        expect(new Set(sentIn(mixed)).size).toBe(mixed.left().length);
        expect(mixed.profile().enrollments).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });

  it('end with the payment, also where its clock dates it before the order', () => {
    const paid = { name: 'order.paid', order: 1, parcel: 1 };
    const words = [
      paid,
      { ...paid, name: 'order.placed' },
      paid,
      { ...paid, name: 'shipment.delivered' },
      { ...paid, name: 'order.placed', order: 2 },
    ];
    for (const order of [[...words.keys()], [1, 2, 4, 3, 1, 0, 4, 2, 3, 0], [0, 1, 3], [1, 0, 3]])
      expect(told(words, order).left()).toEqual([]);
  });

  it('send nothing about an order that was cancelled or paid, and at most once about each', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const story = told(words, [...words.keys()]);
        const over = words.filter(({ name }) => name === 'order.cancelled').map(({ order }) => `o-${order}`);
        const ended = story.profile().lastEntries['after'];
        const completed = [ended, ...(ended?.earlier ?? [])].filter((run) => run?.end === 'completed');
        const about = completed.map((run) => run?.about?.order ?? '');
        expect(new Set(about).size).toBe(about.length);
        expect(about.filter((order) => over.includes(order))).toEqual([]);
      }),
      { numRuns: runs(60) },
    );
  });
});
