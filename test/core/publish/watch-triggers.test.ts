/** Triggers that time alone brings, from the file to what the engine watches. */
import { describe, expect, it } from 'vitest';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const published = (trigger: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  publishOf(folderWith({ 'flows/sample.json': flowText({ trigger, ...more }) }));
const compiled = (trigger: unknown, more: Readonly<Record<string, unknown>> = {}) => {
  const flow = published(trigger, more).program?.flows['sample'];
  if (!flow) throw new Error('not published');
  return flow;
};
const errors = (trigger: unknown) =>
  published(trigger).problems.filter(({ severity }) => severity === 'error');

describe('a silence', () => {
  const inactive = { without: ['order.placed', 'message.clicked'], for: '60d' };

  it('is watched, and each of its events ends the flow', () => {
    const flow = compiled({ inactive }, { exitOn: ['customer.updated', 'order.placed'] });
    expect(flow.trigger).toEqual({
      on: [],
      restart: false,
      watch: {
        kind: 'inactive',
        without: ['order.placed', 'message.clicked'],
        silence: { kind: 'fixed', wait: { kind: 'calendar', days: 60 } },
      },
    });
    expect(flow.exitOn).toEqual(['customer.updated', 'order.placed', 'message.clicked']);
  });

  it("may follow the customer's own rhythm", () => {
    const own = { ...inactive, for: { usualGap: 1.5, atLeast: '3w', orders: 3 } };
    expect(compiled({ inactive: own }).trigger.watch).toMatchObject({
      silence: { kind: 'rhythm', factor: 1.5, atLeast: { kind: 'calendar', days: 21 }, orders: 3 },
    });
  });

  it('of events that nobody knows is an error at their place', () => {
    const [problem] = errors({ inactive: { without: ['order.plcaed'], for: '60d' } });
    expect(problem?.message.en).toContain('Did you mean "order.placed"?');
  });

  it('starts with the publish where nobody comes in who fulfilled it before, and keeps that time over edits', () => {
    const trigger = { inactive, existing: 'none' };
    const first = published(trigger);
    const from = first.program?.flows['sample']?.trigger.from;
    expect(from).toBe(first.program?.publishedAt);
    const file = folderWith({ 'flows/sample.json': flowText({ trigger, priority: 9 }) });
    const again = publishOf(file, { previous: first.program, seq: 2, now: (from ?? 0) + 1000 });
    expect(again.program?.flows['sample']?.trigger.from).toBe(from);
    const longer = { inactive: { ...inactive, for: '90d' }, existing: 'none' };
    const changed = folderWith({ 'flows/sample.json': flowText({ trigger: longer }) });
    const edited = publishOf(changed, { previous: first.program, seq: 3, now: (from ?? 0) + 2000 });
    expect(edited.program?.flows['sample']?.trigger.from).toBe((from ?? 0) + 2000);
  });

  it('is named in the list of what is watched, and under no event', () => {
    const { program } = published({ inactive });
    expect(program?.watches).toEqual(['sample']);
    expect(Object.values(program?.triggers ?? {}).flat()).not.toContain('sample');
  });
});

describe('a date', () => {
  it('returns every year at nine unless the flow says otherwise', () => {
    expect(compiled({ date: 'customer.birthday' }).trigger.watch).toEqual({
      kind: 'date',
      fact: 'customer.birthday',
      everyYear: true,
      shift: { days: 0, ms: 0 },
      hour: 9,
      minute: 0,
    });
  });

  it.each([
    [{ before: '1w' }, { days: -7, ms: 0 }],
    [{ after: '3d' }, { days: 3, ms: 0 }],
    [{ after: '90m' }, { days: 0, ms: 90 * 60_000 }],
    [{ before: '2h' }, { days: 0, ms: -2 * 3_600_000 }],
  ])('%j moves it', (way, shift) => {
    const trigger = { date: 'orders.first_at', everyYear: false, at: '18:30', ...way };
    expect(compiled(trigger).trigger.watch).toMatchObject({ shift, everyYear: false, hour: 18, minute: 30 });
  });

  it('is not before and after at once', () => {
    const [problem] = errors({ date: 'customer.birthday', before: '1d', after: '1d' });
    expect(problem?.message.de).toContain('schließen einander aus');
  });

  it('is a fact that is a date', () => {
    const [problem] = errors({ date: 'customer.birthdy' });
    expect(problem?.message.en).toContain('Did you mean "customer.birthday"?');
    expect(errors({ date: 'customer.attributes.wedding' })).toEqual([]);
  });
});
