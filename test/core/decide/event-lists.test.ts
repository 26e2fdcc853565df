/** A flow that any of several events starts, and what knows which one it was. */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../core/conditions/evaluate.ts';
import type { CompiledFlow, CompiledStep } from '../../../core/program/program.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import { flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';

const isPaid: CompiledStep = {
  kind: 'if',
  id: 'which',
  condition: { kind: 'fact', path: 'event.type', test: { eq: 'order.paid' } },
  yes: 'paid',
  no: 'other',
};

const flow = (change: Partial<CompiledFlow> = {}) =>
  flowOf({
    id: 'thanks',
    trigger: { on: ['order.placed', 'order.paid'], restart: false },
    purpose: 'transactional',
    list: [wait('pause', HOUR, 'which'), isPaid, send('paid', null), send('other', null)],
    ...change,
  });

const told = (change: Partial<CompiledFlow> = {}) => storyOf(programOf([flow(change)])).consents();
const order = { order_id: 'o-1', currency: 'EUR', total: '30.30', items: [] };

describe('a list of events as trigger', () => {
  it.each([
    ['order.placed', 'other'],
    ['order.paid', 'paid'],
  ])('begins with %s, and still knows it after a wait', (name, step) => {
    expect(
      told()
        .hears(name, order)
        .passes(2 * HOUR)
        .steps(),
    ).toEqual([step]);
  });

  it('begins with none that is not in the list', () => {
    expect(
      told()
        .hears('order.cancelled', order)
        .passes(2 * HOUR)
        .profile().enrollments,
    ).toEqual([]);
  });

  it('is one flow: who is inside by one of the events is not started again by another', () => {
    const story = told().hears('order.placed', order).hears('order.paid', order);
    expect(story.profile().enrollments).toHaveLength(1);
    expect(story.decisions().at(-1)).toBe('ignored inside');
  });

  it('begins anew with the latest event of the list where it restarts', () => {
    const story = told({ trigger: { on: ['order.placed', 'order.paid'], restart: true } })
      .hears('order.placed', order)
      .passes(HOUR / 2)
      .hears('order.paid', order)
      .passes(2 * HOUR);
    expect(story.sent()).toEqual(['paid 11-20T18:30']);
  });

  it('is not ended by the event that began it, though it is an exit too', () => {
    const story = told({ exitOn: ['order.paid'], reentry: { kind: 'never' } }).hears('order.paid', order);
    expect(story.profile().enrollments).toHaveLength(1);
    const second = story.passes(1).hears('order.paid', { ...order, order_id: 'o-2' });
    expect(second.profile().enrollments).toEqual([]);
  });

  it('ends where any of its events shows that the condition is no longer true', () => {
    const where = { kind: 'fact', path: 'event.currency', test: { eq: 'EUR' } } as const;
    const trigger = { on: ['order.placed', 'order.updated'], where, restart: false };
    const story = told({ trigger }).hears('order.placed', order);
    const changed = { ...order, currency: 'CHF' };
    expect(story.hears('order.cancelled', changed).profile().enrollments).toHaveLength(1);
    expect(story.hears('order.updated', changed).profile().enrollments).toEqual([]);
  });

  it('remembers the event in the state only where the flow names several', () => {
    const list = told().hears('order.placed', order).profile().enrollments;
    expect(list).toMatchObject([{ startedBy: 'order.placed' }]);
    const one = told({ trigger: { on: 'order.placed', restart: false } }).hears('order.placed', order);
    expect(one.profile().enrollments[0]).not.toHaveProperty('startedBy');
    expect(one.passes(2 * HOUR).steps()).toEqual(['other']);
  });

  it('remembers it beyond the end, because a message on its way is judged once more', () => {
    const audience = { kind: 'fact', path: 'event.type', test: { eq: 'order.paid' } } as const;
    const story = told({ audience })
      .hears('order.paid', order)
      .passes(2 * HOUR);
    expect(story.profile().lastEntries['thanks']).toMatchObject({
      end: 'completed',
      startedBy: 'order.paid',
    });
    expect(story.steps()).toEqual(['paid']);
    expect(told({ audience }).hears('order.placed', order).decisions()).toContain('not-entered audience');
  });
});

describe('event.type', () => {
  const facts = (data = {}) => ({
    profile: emptyProfile('1a', 1, START),
    program: programOf([]),
    since: START,
    now: START,
    event: { id: 'e', name: 'acme.ping', at: START, source: 'standard', identities: [], data },
  });
  const is = (eq: string) => ({ kind: 'fact', path: 'event.type', test: { eq } }) as const;

  it("is the name of the event, unless the shop's own event has such a field", () => {
    expect(evaluate(is('acme.ping'), facts())).toBe(true);
    expect(evaluate(is('loud'), facts({ type: 'loud' }))).toBe(true);
  });

  it('is what began the enrollment, whatever came since', () => {
    expect(evaluate(is('order.paid'), { ...facts(), startedBy: 'order.paid' })).toBe(true);
  });
});
