/**
 * Conditions of which nothing has changed are not asked again. That is seen nowhere: a twin whose conditions
 * are all asked anew with each decision gets the same decisions.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../core/decide/decide.ts';
import { LIMITS } from '../../../../core/limits.ts';
import type { CompiledStep } from '../../../../core/program/program.ts';
import type { ProfileState } from '../../../../core/state/profile.ts';
import { anyCondition, fact, TIERS } from '../../../support/conditions.ts';
import { controlsOf, DAY, flowOf, send } from '../../../support/flows.ts';
import { happening, tell } from '../../../support/happenings.ts';
import { heard } from '../../../support/heard.ts';
import { knownAs, OWN } from '../../../support/joined.ts';
import { runs } from '../../../support/runs.ts';
import { START, storyOf } from '../../../support/story.ts';
import { moving, programWith, where } from '../../../support/watches.ts';

const asksAnew = (state: ProfileState): ProfileState =>
  state.kind === 'live' ? { ...state, unsettled: true } : state;
const asStored = (state: ProfileState): ProfileState => JSON.parse(JSON.stringify(state));

const lately = fact('orders.last_at', { newerThan: { ms: 45 * DAY, days: 45 } });
const set = (id: string, to: Omit<Extract<CompiledStep, { kind: 'set' }>, 'kind' | 'id' | 'next'>) =>
  ({ kind: 'set', id, next: null, ...to }) satisfies CompiledStep;

/** Whoever comes or goes is changed by it, which may move them again. */
const flows = [
  moving('any'),
  moving('any', { when: 'left' }),
  moving('other', { list: [set('gild', { tier: 'gold', attributes: { since: '2026-09-01' } })] }),
  moving('other', {
    when: 'left',
    list: [set('tag', { addTags: ['gone'], attributes: { since: '2020-01-01' } })],
  }),
  flowOf({ id: 'thanks', trigger: { on: 'order.placed', restart: false }, list: [send('thanks', null)] }),
];

describe('a customer', () => {
  test('is decided as if every condition were asked anew each time, whatever the conditions and events', () => {
    fc.assert(
      fc.property(
        anyCondition,
        anyCondition,
        fc.array(happening, { minLength: 1, maxLength: 12 }),
        (any, other, happenings) => {
          const program = programWith(flows, { segments: { any, other, lately }, tiers: TIERS });
          const [one, twin] = [asStored, asksAnew].map((keep) => storyOf(program, { keep }).consents());
          for (const { after, ...what } of happenings)
            for (const story of [one, twin]) if (story) tell(story.passes(after), { after, ...what });
          for (const story of [one, twin]) story?.passes(400 * DAY);
          expect(one?.told).toEqual(twin?.told);
          expect(one?.left()).toEqual(twin?.left());
          expect({ ...one?.profile(), unsettled: true }).toEqual(twin?.profile());
        },
      ),
      { numRuns: runs(60) },
    );
  });
});

describe('all conditions are asked anew with the next decision, and with that one only', () => {
  const isIn = (value: number) => where({ 'customer.attributes.in': { eq: value } });

  test('where a customer moved in circles until the looks of one decision were used up', () => {
    const toOther = (from: number, to: number) =>
      moving(`is${from}`, { list: [set(`to${to}`, { attributes: { in: to } })] });
    const segments = { is1: isIn(1), is2: isIn(2) };
    const circle = programWith([toOther(1, 2), toOther(2, 1)], { segments });
    const story = storyOf(circle)
      .consents()
      .hears('customer.updated', { customer: { attributes: { in: 1 } } });
    const [left] = [story.profile()];
    expect(left.unsettled).toBe(true);
    expect(left.members).not.toEqual({ is1: left.attributes['in'] === 1, is2: left.attributes['in'] === 2 });
  });

  test('where the state was too large, and gave up what a condition may read', () => {
    const program = programWith([moving('loud')], {
      segments: { loud: where({ 'customer.tags': { contains: 'loud' } }) },
    });
    const rules = { program, controls: controlsOf(), testReachesEveryone: false };
    const email = { kind: 'email', value: 'jette@example.org' } as const;
    const fits = knownAs(OWN, {
      seq: program.seq,
      identities: [email],
      tags: ['loud'],
      members: { loud: true },
    });
    const full = {
      ...fits,
      attributes: { note: 'x'.repeat(LIMITS.profileHardBytes - JSON.stringify(fits).length - 50) },
    };
    const hears = (state: ProfileState, id: string) =>
      decide(state, heard(OWN, { id, name: 'message.clicked' }), rules, START);
    const first = hears(full, 'a');
    expect(first.state).toMatchObject({ unsettled: true, members: { loud: true }, tags: [] });
    const second = hears(first.state, 'b');
    expect(second.state).toMatchObject({ members: { loud: false } });
    expect(second.record?.entries).toContainEqual(expect.objectContaining({ event: 'segment.left' }));
  });
});
