/** The past that a shop brings along: it becomes known and ends what it makes pointless, and starts nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Watch } from '../../../core/program/watch.ts';
import { compileWatch } from '../../../core/publish/compile-watch.ts';
import { inputSchema } from '../../../core/state/input-schema.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { cartFlow, DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { runs } from '../../support/runs.ts';
import { storyOf } from '../../support/story.ts';
import { bornOn, moving, programWith, watching, where, winBack, yearly } from '../../support/watches.ts';

const PAST = { history: true } as const;
const hundred = compileWatch({
  threshold: { spend: { amount: 10_000, currency: 'EUR' } },
  existing: 'enter',
}) as Watch;
const thanks = flowOf({
  id: 'thanks',
  trigger: { on: 'order.placed', restart: false },
  list: [send('thanks', null)],
});
const flows = [
  thanks,
  cartFlow(),
  winBack(60),
  watching('gold', hundred),
  watching('birthday', yearly('customer.birthday')),
  moving('buyers'),
];
const program = programWith(flows, { segments: { buyers: where({ 'orders.count': { gte: 1 } }) } });
const grown = () => storyOf(program).consents();
const decided = ({ decisions }: ReturnType<typeof grown>) => decisions().filter((one) => /enter/.test(one));

describe('an order of the past', () => {
  test('counts, and starts neither its own flow, nor a silence that is over, nor a threshold, nor a segment', () => {
    const story = grown();
    story.hears(
      'order.placed',
      { order_id: 'o-1', currency: 'EUR', total: '120.00', items: [] },
      { ...PAST, ago: 200 * DAY },
    );
    expect(story.profile().history['order.placed']).toMatchObject({
      count: 1,
      first: story.now() - 200 * DAY,
    });
    expect(decided(story)).toEqual(['not-entered history', 'not-entered history', 'not-entered history']);
    expect(story.passes(DAY).steps()).toEqual([]);
    expect(story.profile().enrollments).toEqual([]);
  });

  test('is followed by the silence that ends only later', () => {
    const story = storyOf(programOf([winBack(60)])).consents();
    story.orders({ ...PAST, ago: 50 * DAY });
    expect(story.passes(9 * DAY).sent()).toEqual([]);
    expect(story.passes(2 * DAY).sent()).toEqual(['win-back-60-mail 11-30T18:00']);
  });

  test('leaves the next order, the next silence and the next birthday as they are', () => {
    const story = storyOf(programOf([thanks, winBack(60)])).consents();
    story.orders({ ...PAST, ago: 200 * DAY }).passes(DAY);
    expect(story.orders({ order: 'o-2', checkout: 'c-2' }).steps()).toEqual(['thanks']);
    expect(story.passes(61 * DAY).steps()).toEqual(['thanks', 'win-back-60-mail']);
  });

  test('ends a reminder of its cart', () => {
    const story = grown().cart();
    story.orders({ ...PAST }).passes(DAY);
    expect(story.steps()).toEqual([]);
    expect(story.profile().enrollments).toEqual([]);
  });
});

test('what was due without it is still due', () => {
  const story = storyOf(programOf([]))
    .consents()
    .orders({ ago: 70 * DAY });
  story.publishes(programOf([winBack(60)], {}, 2)).hears('customer.updated', bornOn('1990-05-01'), PAST);
  expect(story.steps()).toEqual(['win-back-60-mail']);
});

test('a cart of the past reminds nobody, and an answer of the past ends no waiting', () => {
  const asked = flowOf({
    id: 'ask',
    trigger: { on: 'customer.created', restart: false },
    list: [
      {
        kind: 'waitFor',
        id: 'answer',
        event: 'message.replied',
        timeout: { kind: 'elapsed', ms: DAY },
        yes: 'yes',
        no: null,
      },
      send('yes', null),
    ],
  });
  const story = storyOf(programOf([cartFlow(), asked]))
    .consents()
    .hears('customer.created');
  story
    .cart(2, PAST)
    .hears('message.replied', {}, PAST)
    .passes(12 * HOUR);
  expect(story.steps()).toEqual([]);
});

test('a record of the past brings nobody back who was erased; an order after the erasure does', () => {
  const story = storyOf(programOf([])).consents();
  story.hears('customer.erased').passes(DAY);
  story.hears('customer.updated', { customer: { first_name: 'Jette' } }, PAST);
  story.hears('suppression.added', { channel: 'email' }, PAST).hears('consent.withdrawn', {}, PAST);
  story.orders({ ...PAST, ago: 2 * DAY });
  expect(story.profile().identities).toEqual([]);
  story.orders({ ...PAST, ago: HOUR, order: 'o-2' });
  expect(story.profile().orders.map(({ id }) => id)).toEqual(['o-2']);
});

test('the profile that joins by a word of the past starts nothing either', () => {
  const other = storyOf(program)
    .consents()
    .orders({ ago: 200 * DAY, ...PAST });
  const story = grown().gets({
    kind: 'absorb',
    inputId: 'absorb-1',
    profileId: '1customer',
    receivedAt: other.now(),
    from: '2other',
    state: { ...other.profile(), id: '2other', watched: {}, members: {} } as Profile,
    ...PAST,
  });
  expect(story.profile().history['order.placed']?.count).toBe(1);
  expect(story.passes(DAY).steps()).toEqual([]);
});

test('the queue brings the mark along', () => {
  const read = inputSchema.parse({
    kind: 'event',
    inputId: 'i',
    profileId: 'p',
    receivedAt: 1,
    history: true,
    event: { id: 'e', name: 'order.placed', at: 1, source: 'standard', identities: [], data: {} },
  });
  expect(read).toMatchObject({ history: true });
});

const DAYS = 400;
const happening = fc.record({
  name: fc.constantFrom(
    'order.placed',
    'checkout.updated',
    'customer.updated',
    'consent.given',
    'order.refunded',
  ),
  // On the days between, time itself ends a silence while the test looks.
  ago: fc.integer({ min: 0, max: DAYS }).filter((days) => days < 59 || days > 61),
  order: fc.constantFrom('o-1', 'o-2', 'o-3'),
  total: fc.constantFrom('10.00', '90.00', '150.00'),
});

test('whatever the past tells, in whatever order, nobody enters anything and no message leaves by it', () => {
  const waiting = flowOf({ id: 'later', list: [wait('w', HOUR, 'mail'), send('mail', null)] });
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 12 }), (past) => {
      const story = storyOf({ ...program, flows: { ...program.flows, later: waiting } });
      for (const { name, ago, order, total } of past)
        story.hears(
          name,
          {
            ...bornOn('1990-11-20'),
            channel: 'email',
            basis: 'double-opt-in',
            order_id: order,
            checkout_id: 'c-1',
            currency: 'EUR',
            total,
            amount: total,
            items: [{ product_id: '8101', quantity: 1 }],
          },
          { ...PAST, ago: ago * DAY },
        );
      expect(story.profile().enrollments).toEqual([]);
      expect(story.decisions().filter((one) => one.startsWith('entered'))).toEqual([]);
      expect(story.left()).toEqual([]);
      expect(story.passes(2 * HOUR).left()).toEqual([]);
    }),
    { numRuns: runs(60) },
  );
});
