/** Flow files become one table of steps. */
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the flow language, and nobody awaits a
// file.
import { describe, expect, it } from 'vitest';
import type { CompiledFlow } from '../../../core/program/program.ts';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const compiled = (changes: Readonly<Record<string, unknown>>): CompiledFlow => {
  const { program, problems } = publishOf(folderWith({ 'flows/sample.json': flowText(changes) }));
  const flow = program?.flows['sample'];
  if (!flow) throw new Error(`does not compile: ${JSON.stringify(problems)}`);
  return flow;
};

const send = (id: string) => ({ id, send: { channel: 'email', template: 'help' } });

describe('steps', () => {
  it('follow one another, and the last one ends the flow', () => {
    const { first, steps } = compiled({ steps: [{ id: 'pause', wait: '1h' }, send('help')] });
    expect(first).toBe('pause');
    expect(steps['pause']).toMatchObject({ kind: 'wait', next: 'help' });
    expect(steps['help']).toMatchObject({ kind: 'send', next: null });
  });

  it('after a branch go on behind the step that branched', () => {
    const { steps } = compiled({
      steps: [
        { id: 'big', if: { 'checkout.pieces': { gte: 3 } }, then: [send('a'), send('b')], else: [send('c')] },
        send('end'),
      ],
    });
    expect(steps['big']).toMatchObject({ yes: 'a', no: 'c' });
    expect(steps['a']).toMatchObject({ next: 'b' });
    expect(steps['b']).toMatchObject({ next: 'end' });
    expect(steps['c']).toMatchObject({ next: 'end' });
  });

  it('skip a branch that is empty or left out', () => {
    const { steps } = compiled({
      steps: [{ id: 'big', if: { 'checkout.pieces': { gte: 3 } }, then: [] }, send('end')],
    });
    expect(steps['big']).toMatchObject({ yes: 'end', no: 'end' });
  });

  it('that wait for an event go on one way when it comes and another when it does not', () => {
    const answer = {
      event: 'message.replied',
      where: { 'event.reply.id': { eq: 'opt-in-yes' } },
      timeout: '3d',
    };
    const { steps } = compiled({
      steps: [{ id: 'answer', waitFor: answer, then: [send('thanks')], else: [send('again')] }, send('end')],
    });
    expect(steps['answer']).toEqual({
      kind: 'waitFor',
      id: 'answer',
      event: 'message.replied',
      where: { kind: 'fact', path: 'event.reply.id', test: { eq: 'opt-in-yes' } },
      timeout: { kind: 'calendar', days: 3 },
      yes: 'thanks',
      no: 'again',
    });
    expect(steps['thanks']).toMatchObject({ next: 'end' });
    const bare = compiled({
      steps: [{ id: 'answer', waitFor: { event: 'order.placed', timeout: '2h' }, then: [] }, send('end')],
    });
    expect(bare.steps['answer']).toEqual({
      kind: 'waitFor',
      id: 'answer',
      event: 'order.placed',
      timeout: { kind: 'elapsed', ms: 2 * 3_600_000 },
      yes: 'end',
      no: 'end',
    });
  });

  it('nest as deeply as branches do', () => {
    const inner = { id: 'inner', if: { 'customer.country': { eq: 'DE' } }, then: [send('deep')] };
    const { steps } = compiled({
      steps: [{ id: 'outer', if: { 'checkout.pieces': { gte: 3 } }, then: [inner], else: [] }, send('end')],
    });
    expect(steps['outer']).toMatchObject({ yes: 'inner', no: 'end' });
    expect(steps['inner']).toMatchObject({ yes: 'deep', no: 'end' });
    expect(steps['deep']).toMatchObject({ next: 'end' });
  });

  it('of switch, split and exit keep their branches', () => {
    const { steps } = compiled({
      steps: [
        {
          id: 'where',
          switch: [
            { when: { 'customer.country': { eq: 'DE' } }, then: [send('german')] },
            { when: { 'customer.country': { eq: 'AT' } }, then: [] },
          ],
          else: [{ id: 'stop', exit: {} }],
        },
        {
          id: 'test',
          split: [
            { name: 'a', weight: 1, then: [send('one')] },
            { name: 'b', weight: 3, then: [] },
          ],
        },
        send('end'),
      ],
    });
    expect(steps['where']).toMatchObject({
      cases: [{ then: 'german' }, { then: 'test' }],
      otherwise: 'stop',
    });
    expect(steps['stop']).toEqual({ kind: 'exit', id: 'stop' });
    expect(steps['test']).toMatchObject({
      branches: [
        { name: 'a', weight: 1, then: 'one' },
        { name: 'b', weight: 3, then: 'end' },
      ],
    });
  });
});

describe('waits', () => {
  it.each([
    ['90m', { kind: 'elapsed', ms: 5_400_000 }],
    ['24h', { kind: 'elapsed', ms: 86_400_000 }],
    ['3d', { kind: 'calendar', days: 3 }],
    ['2w', { kind: 'calendar', days: 14 }],
    [{ until: { at: '09:30' } }, { kind: 'until', hour: 9, minute: 30 }],
    [{ until: { weekday: 'sunday', at: '18:00' } }, { kind: 'until', weekday: 7, hour: 18, minute: 0 }],
  ])('%j means %j', (wait, expected) => {
    expect(compiled({ steps: [{ id: 'pause', wait }, send('help')] }).steps['pause']).toMatchObject({
      wait: expected,
    });
  });
});

describe('the rest of a flow', () => {
  it('has defaults that do no harm', () => {
    const { status: _, ...file } = JSON.parse(flowText()) as Record<string, unknown>;
    const { program } = publishOf(folderWith({ 'flows/sample.json': JSON.stringify(file) }));
    expect(program?.flows['sample']).toMatchObject({
      status: 'draft',
      priority: 5,
      purpose: 'marketing',
      holdout: 0,
      onEdit: 'follow',
      reentry: { kind: 'never' },
      exitOn: [],
    });
  });

  it('keeps conditions in the form that the engine evaluates', () => {
    const { audience, trigger } = compiled({
      trigger: {
        on: 'checkout.updated',
        where: { 'checkout.items': { notEmpty: true }, 'checkout.pieces': { lte: 9 } },
      },
      audience: {
        any: [
          { not: { event: 'order.placed', since: 'enrolled' } },
          { event: 'product.viewed', since: '30d', times: { gte: 2 } },
        ],
      },
    });
    expect(trigger.where).toEqual({
      kind: 'all',
      of: [
        { kind: 'fact', path: 'checkout.items', test: { notEmpty: true } },
        { kind: 'fact', path: 'checkout.pieces', test: { lte: 9 } },
      ],
    });
    expect(audience).toEqual({
      kind: 'any',
      of: [
        { kind: 'not', of: { kind: 'event', event: 'order.placed', since: 'enrolled' } },
        {
          kind: 'event',
          event: 'product.viewed',
          since: { ms: 30 * 86_400_000, days: 30 },
          times: { gte: 2 },
          counter: expect.stringMatching(/^[0-9a-v]{10}$/),
        },
      ],
    });
  });

  it('measures usefulness, goal and entering again', () => {
    const flow = compiled({
      reentry: { after: '7d' },
      goal: { on: 'order.placed', within: '5d' },
      steps: [{ id: 'help', send: { channel: 'email', template: 'help', usefulFor: '12h' } }],
    });
    expect(flow).toMatchObject({
      reentry: { kind: 'after', wait: { kind: 'calendar', days: 7 } },
      goal: { on: 'order.placed', withinMs: 5 * 86_400_000 },
    });
    expect(flow.steps['help']).toMatchObject({ usefulForMs: 12 * 3_600_000 });
  });
});
