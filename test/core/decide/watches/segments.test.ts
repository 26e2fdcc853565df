/** Coming into a segment and leaving it, by what somebody does and by time alone, in the pure engine. */
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../../core/limits.ts';
import { DAY, send, wait } from '../../../support/flows.ts';
import { storyOf } from '../../../support/story.ts';
import { moving, programWith, secondOrder, where } from '../../../support/watches.ts';

const regulars = where({ 'orders.count': { gte: 2 } });
const lately = where({ 'orders.last_at': { newerThan: '30d' } });
const segments = { regulars, lately };
const storyIn = (...flows: Parameters<typeof programWith>[0]) =>
  storyOf(programWith(flows, { segments })).consents();
const nextOrder = (index: number) => ({ order: `o-${index}`, checkout: `c-${index}` });

describe('who comes into a segment', () => {
  test('starts the flow with the very event that brings them in, and never by staying', () => {
    const story = storyIn(moving('regulars')).orders();
    expect(story.sent()).toEqual([]);
    story.passes(DAY).orders(secondOrder);
    expect(story.sent()).toEqual(['entered-regulars-mail 11-21T17:00']);
    for (let order = 3; order < 8; order += 1) story.passes(DAY).orders(nextOrder(order));
    expect(story.steps()).toEqual(['entered-regulars-mail']);
  });

  test('starts the flow about that segment and no other', () => {
    const story = storyIn(moving('regulars'), moving('lately')).orders();
    expect(story.steps()).toEqual(['entered-lately-mail']);
    expect(story.profile()).toMatchObject({ members: { regulars: false, lately: true } });
    expect(story.profile()).not.toHaveProperty('watched');
  });

  test('is told of on the timeline, with the name of the segment', () => {
    const story = storyIn(moving('regulars')).orders().orders(secondOrder);
    expect(story.told).toContainEqual(
      expect.objectContaining({ type: 'event', event: 'segment.entered', data: { segment: 'regulars' } }),
    );
  });

  test('comes again after having left, where the flow lets them', () => {
    const story = storyIn(moving('lately', { reentry: { kind: 'always' } }))
      .orders()
      .passes(40 * DAY)
      .orders(secondOrder);
    expect(story.steps()).toEqual(['entered-lately-mail', 'entered-lately-mail']);
  });

  test('does not leave the flow by the order that brought them in, but by the next', () => {
    const list = [send('first', 'pause'), wait('pause', 2 * DAY, 'later'), send('later', null)];
    const flow = moving('regulars', { list, exitOn: ['order.placed'] });
    const stays = storyIn(flow)
      .orders()
      .orders(secondOrder)
      .passes(5 * DAY);
    expect(stays.steps()).toEqual(['first', 'later']);
    const leaves = storyIn(flow)
      .orders()
      .orders(secondOrder)
      .passes(DAY)
      .orders(nextOrder(3))
      .passes(5 * DAY);
    expect(leaves.steps()).toEqual(['first']);
  });

  test('also where the clock of the shop that tells of the order runs ahead', () => {
    const flow = moving('regulars', { exitOn: ['order.placed'] });
    const story = storyIn(flow).orders();
    const statedAt = story.now() + DAY;
    story.hears('order.placed', { order_id: 'o-2', items: [] }, { statedAt });
    expect(story.steps()).toEqual(['entered-regulars-mail']);
  });
});

describe('who leaves a segment', () => {
  test('by time alone starts the flow on that day, at the same time of day', () => {
    const story = storyIn(moving('lately', { when: 'left' }))
      .orders()
      .passes(20 * DAY)
      .orders(secondOrder);
    expect(story.passes(40 * DAY).sent()).toEqual(['left-lately-mail 01-09T17:00']);
  });

  test('was in it: who never was leaves nothing', () => {
    expect(
      storyIn(moving('lately', { when: 'left' }))
        .passes(100 * DAY)
        .sent(),
    ).toEqual([]);
  });

  test('costs no call of the scheduler as long as they stay: ten orders leave the armed timer', () => {
    const story = storyIn(moving('lately', { when: 'left' })).orders();
    const armed = story.timers();
    expect(armed).toHaveLength(1);
    for (let order = 2; order <= 10; order += 1) story.passes(2 * DAY).orders(nextOrder(order));
    expect(story.timers()).toEqual(armed);
    expect(story.effects.filter(({ kind }) => kind === 'arm-timer')).toHaveLength(1);
  });

  test('leaves no timer behind where time changes nothing any more', () => {
    const story = storyIn(moving('lately', { when: 'left' }), moving('regulars'))
      .orders()
      .passes(31 * DAY);
    expect(story.timers()).toEqual([]);
  });
});

describe('who is in already when the flow is published', () => {
  const before = programWith([], { segments });
  const regular = () => storyOf(before).consents().orders().orders(secondOrder).passes(DAY);
  const publish = (story: ReturnType<typeof regular>, flows: Parameters<typeof programWith>[0]) =>
    story.publishes(programWith(flows, { segments, previous: before, at: story.now() }));

  test('comes in with the next thing that is heard of them, once', () => {
    const story = publish(regular(), [moving('regulars', { seq: 2 })]);
    expect(story.passes(DAY).steps()).toEqual([]);
    story.hears('customer.updated', {});
    expect(story.steps()).toEqual(['entered-regulars-mail']);
    story.hears('product.viewed', {}).passes(DAY).hears('customer.updated', {});
    expect(story.steps()).toEqual(['entered-regulars-mail']);
  });

  test('comes into one flow only, the most important, where several wait for them', () => {
    const flows = [
      moving('regulars', { seq: 2, id: 'one' }),
      moving('regulars', { seq: 2, id: 'two', priority: 8 }),
      moving('lately', { seq: 2, id: 'three' }),
    ];
    const story = publish(regular(), flows).hears('customer.updated', {});
    expect(story.steps()).toEqual(['two-mail']);
    expect(story.decisions().filter((told) => told === 'not-entered overdue')).toHaveLength(2);
    expect(story.passes(DAY).hears('customer.updated', {}).steps()).toEqual(['two-mail']);
  });

  test('stays out where the flow takes in nobody who fulfilled it before', () => {
    const at = regular().now();
    const story = publish(regular(), [moving('regulars', { seq: 2, from: at })]);
    story.hears('customer.updated', {}).orders(nextOrder(3));
    expect(story.steps()).toEqual([]);
  });

  test('is not missed by a flow about who leaves', () => {
    const story = publish(regular(), [moving('regulars', { seq: 2, when: 'left' })]);
    expect(story.hears('customer.updated', {}).steps()).toEqual([]);
  });

  test('is somebody else than who comes in by the first thing that is heard after it', () => {
    const story = storyOf(before).consents().orders().passes(DAY);
    publish(story, [moving('regulars', { seq: 2, from: story.now() })]).orders(secondOrder);
    expect(story.steps()).toEqual(['entered-regulars-mail']);
  });

  test('is somebody else than a customer of whom nobody had heard', () => {
    const nobody = where({ not: { 'orders.count': { gte: 1 } } });
    const program = programWith([moving('fresh', { from: 0 })], { segments: { fresh: nobody } });
    const story = storyOf(program).hears('customer.created', {}).consents();
    expect(story.decisions()).toContain('entered');
  });

  test('comes into a second flow about the same segment as into the first', () => {
    const first = programWith([moving('regulars', { id: 'one' })], { segments });
    const story = storyOf(first).consents().orders().orders(secondOrder);
    const both = [moving('regulars', { id: 'one' }), moving('regulars', { id: 'two', seq: 2 })];
    story.publishes(programWith(both, { segments, previous: first, at: story.now() }));
    expect(story.hears('customer.updated', {}).steps()).toEqual(['one-mail', 'two-mail']);
  });

  test('was in before the time ran out: who has left since then does not come in', () => {
    const story = publish(regular(), [
      moving('lately', { seq: 2 }),
      moving('lately', { seq: 2, when: 'left' }),
    ]);
    expect(
      story
        .passes(60 * DAY)
        .hears('customer.updated', {})
        .steps(),
    ).toEqual(['left-lately-mail']);
  });
});

describe('what a flow writes down', () => {
  const tagged = where({ 'customer.tags': { contains: 'vip' } });
  const set = (id: string, change: object, next: string | null) =>
    ({ kind: 'set', id, ...change, next }) as const;

  test('moves the customer within the same decision', () => {
    const list = [set('tag', { addTags: ['vip'] }, null)];
    const program = programWith([moving('regulars', { list }), moving('tagged')], {
      segments: { regulars, tagged },
    });
    const story = storyOf(program).consents().orders().orders(secondOrder);
    expect(story.steps()).toEqual(['entered-tagged-mail']);
  });

  test('in and out of one segment comes to an end', () => {
    const off = [set('off', { removeTags: ['vip'] }, null)];
    const on = [set('on', { addTags: ['vip'] }, null)];
    const program = programWith(
      [
        moving('tagged', { list: off }),
        moving('tagged', { when: 'left', list: on }),
        moving('regulars', { list: on }),
      ],
      { segments: { regulars, tagged } },
    );
    const story = storyOf(program).consents().orders().orders(secondOrder);
    expect(story.decisions().filter((told) => told === 'entered')).toHaveLength(LIMITS.membershipLooks);
  });
});

describe('an event about a segment', () => {
  test('starts flows that ask for it, and ends those that leave by it', () => {
    const on = moving('lately', { id: 'by-event' });
    const asks = {
      ...on,
      trigger: { on: 'segment.left', where: where({ 'event.segment': { eq: 'lately' } }), restart: false },
    };
    const story = storyOf(programWith([asks], { segments }))
      .consents()
      .orders()
      .passes(31 * DAY);
    expect(story.steps()).toEqual(['by-event-mail']);
  });
});
