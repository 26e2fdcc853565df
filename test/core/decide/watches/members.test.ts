/** What a state keeps of the segments that somebody is in, and what somebody who moves is written to about. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../core/decide/decide.ts';
import { openDraft } from '../../../../core/decide/draft.ts';
import { joinedMembers, nextMembershipChange } from '../../../../core/decide/watches/membership.ts';
import { LIMITS } from '../../../../core/limits.ts';
import type { CompiledStep } from '../../../../core/program/program.ts';
import type { Profile } from '../../../../core/state/profile.ts';
import { controlsOf, DAY, flowOf, send } from '../../../support/flows.ts';
import { heard } from '../../../support/heard.ts';
import { absorbOf, knownAs, OTHER, OWN } from '../../../support/joined.ts';
import { START, storyOf } from '../../../support/story.ts';
import { moving, programWith, secondOrder, where } from '../../../support/watches.ts';

const regulars = where({ 'orders.count': { gte: 2 } });
const lately = where({ 'orders.last_at': { newerThan: '30d' } });
const segments = { regulars, lately };

test('of several segments the one that time changes first is looked at next, whichever is named first', () => {
  const within = (days: number) => where({ event: 'order.placed', since: `${days}d` });
  const profile = knownAs(OWN, {
    identities: [{ kind: 'email', value: 'jette@example.org' }],
    history: { 'order.placed': { first: START, last: START, count: 1 } },
  });
  for (const [a, b] of [
    [3, 5],
    [5, 3],
  ] as const) {
    const program = programWith([moving('a'), moving('b')], { segments: { a: within(a), b: within(b) } });
    const rules = { program, controls: controlsOf(), testReachesEveryone: false };
    const draft = openDraft(profile, heard(OWN, { id: 'e', name: 'product.viewed' }), rules, START);
    expect(nextMembershipChange(draft, START + 9 * DAY)).toBe(START + 3 * DAY);
  }
});

describe('who moves', () => {
  test('is written to about what moved them, and by time alone about what they bought last', () => {
    const inAustria = where({ 'customer.country': { eq: 'AT' } });
    const flows = [moving('austria'), moving('lately', { when: 'left' })];
    const story = storyOf(programWith(flows, { segments: { austria: inAustria, lately } }))
      .consents()
      .orders();
    const bought = story.profile().orders[0]?.ref;
    story.hears('customer.updated', { customer: { country: 'AT' } }).passes(40 * DAY);
    expect(story.left().map(({ step, ref }) => [step, ref === bought])).toEqual([
      ['entered-austria-mail', false],
      ['left-lately-mail', true],
    ]);
  });

  const set = (value: number, next: string | null): CompiledStep => ({
    ...{ kind: 'set', id: `set-${value}`, next },
    attributes: { in: value },
  });
  const isIn = (value: number) => where({ 'customer.attributes.in': { eq: value } });

  test('further by what a flow does that heard of the move is met there in the same decision', () => {
    const flows = [
      flowOf({ id: 'first', list: [set(1, null)] }),
      flowOf({
        id: 'hears',
        trigger: {
          on: 'segment.entered',
          where: { kind: 'fact', path: 'event.segment', test: { eq: 'one' } },
          restart: false,
        },
        list: [set(2, null)],
      }),
      moving('two'),
    ];
    const story = storyOf(programWith(flows, { segments: { one: isIn(1), two: isIn(2) } })).consents();
    expect(story.cart().steps()).toEqual(['entered-two-mail']);
  });

  test('between two steps of one decision alone moves nowhere', () => {
    const emit: CompiledStep = { kind: 'emit', id: 'emit', event: 'acme.more', next: null };
    const flows = [
      flowOf({ id: 'first', list: [set(1, 'emit'), emit] }),
      flowOf({ id: 'second', trigger: { on: 'acme.more', restart: false }, list: [set(2, null)] }),
      moving('between'),
    ];
    const story = storyOf(programWith(flows, { segments: { between: isIn(1) } }))
      .consents()
      .cart();
    expect(story.profile().attributes).toEqual({ in: 2 });
    expect(story.steps()).toEqual([]);
  });

  test('leaves each of several on its own day', () => {
    const days = {
      long: where({ 'orders.last_at': { newerThan: '30d' } }),
      short: where({ 'orders.last_at': { newerThan: '10d' } }),
    };
    const flows = [moving('long', { when: 'left' }), moving('short', { when: 'left' })];
    const story = storyOf(programWith(flows, { segments: days }))
      .consents()
      .orders();
    expect(story.passes(40 * DAY).sent()).toEqual([
      'left-short-mail 11-30T17:00',
      'left-long-mail 12-20T17:00',
    ]);
  });
});

describe('what is written down about a segment', () => {
  const leaving = [moving('lately', { when: 'left' })];

  test('is forgotten once no flow asks for it, and tells nothing when one asks again', () => {
    const first = programWith([...leaving, moving('regulars')], { segments });
    const story = storyOf(first).consents().orders();
    expect(story.profile().members).toEqual({ lately: true, regulars: false });
    const fewer = programWith([moving('regulars')], { segments, previous: first, at: story.now() });
    story.publishes(fewer).hears('customer.updated', {});
    expect(story.profile().members).toEqual({ regulars: false });
    const none = programWith([], { previous: fewer, at: story.now() });
    expect(story.publishes(none).hears('customer.updated', {}).profile()).not.toHaveProperty('members');
  });

  test('long ago does not count for a flow that was published since they left', () => {
    const first = programWith(leaving, { segments });
    const story = storyOf(first)
      .consents()
      .orders()
      .sleeps(40 * DAY);
    const none = programWith([], { segments, previous: first, at: story.now() });
    const again = programWith([moving('lately', { when: 'left', seq: 3 })], {
      segments,
      previous: none,
      at: story.now(),
    });
    expect(story.publishes(again).hears('customer.updated', {}).steps()).toEqual([]);
  });
});

test('one decision tells of so many comings at most, however many segments an order brings somebody into', () => {
  const many = Array.from({ length: LIMITS.emitsPerDecision + 5 }, (_, n) => [`s${n}`, regulars] as const);
  const hears = flowOf({
    id: 'hears',
    trigger: { on: 'segment.entered', restart: false },
    list: [send('m', null)],
  });
  const program = programWith([hears], { segments: Object.fromEntries(many) });
  const story = storyOf(program).consents().orders().orders(secondOrder);
  const entered = story.told.filter((entry) => entry.type === 'event' && entry.event === 'segment.entered');
  expect(entered).toHaveLength(LIMITS.emitsPerDecision);
});

describe('of two profiles that become one', () => {
  test('either has been met in what it was in', () => {
    const [own, other] = [
      { a: true, b: false, c: false },
      { b: true, c: false, d: true, e: false },
    ];
    const both = { members: { a: true, b: true, c: false, d: true, e: false } };
    expect(joinedMembers(own, other)).toEqual(both);
    expect(joinedMembers(other, own)).toEqual(both);
    expect([joinedMembers(own, undefined), joinedMembers(undefined, own)]).toEqual([
      { members: own },
      { members: own },
    ]);
    expect(joinedMembers(undefined, undefined)).toEqual({});
  });

  test('none comes into a segment that the other was in before a flow asked for it', () => {
    const before = programWith([], { segments });
    const program = programWith([moving('regulars', { seq: 2, from: START })], {
      segments,
      previous: before,
      at: START,
    });
    const named = (id: string): Partial<Profile> => ({
      identities: [{ kind: 'email', value: `${id}@example.org`, by: 'account' }],
      applied: ['heard'],
    });
    const history = { 'order.placed': { first: START - DAY, last: START - DAY, count: 2 } };
    const other = knownAs(OTHER, { ...named(OTHER), history });
    const rules = { program, controls: controlsOf(), testReachesEveryone: false };
    const { record, state } = decide(knownAs(OWN, named(OWN)), absorbOf(other), rules, START);
    expect(state).toMatchObject({ members: { regulars: true } });
    expect(record?.entries.map((entry) => entry.type === 'decision' && entry.what)).not.toContain('entered');
  });
});
