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

describe('a newsletter', () => {
  const once = { schedule: { date: '2026-12-04', at: '10:30' } };
  const everybody = { audience: { 'consent.email': { eq: 'given' } } };
  const AFTER = Date.parse('2026-12-04T22:31:00Z');
  const file = (more: Readonly<Record<string, unknown>> = {}) =>
    folderWith({ 'flows/sample.json': flowText({ trigger: once, ...everybody, ...more }) });

  it('is watched on its day or weekday, and each of its moments is a run of its own', () => {
    const { trigger, reentry } = compiled(once);
    expect(trigger).toEqual({
      on: [],
      restart: false,
      watch: { kind: 'schedule', on: { day: '2026-12-04' }, hour: 10, minute: 30 },
    });
    expect(reentry).toEqual({ kind: 'always' });
    const weekly = compiled({ schedule: { weekday: 'sunday', at: '09:00' } });
    expect(weekly.trigger).toMatchObject({ watch: { on: { weekday: 7 }, hour: 9, minute: 0 }, from: 0 });
  });

  it('whose moment has passed in every time zone is an error, and none a minute earlier', () => {
    const [problem] = publishOf(file(), { now: AFTER }).problems;
    expect(problem).toMatchObject({ severity: 'error', file: 'flows/sample.json' });
    expect(problem?.message.en).toContain('2026-12-04, 10:30, has passed everywhere');
    expect(problem?.message.de).toContain('ist überall vorbei');
    expect(publishOf(file(), { now: AFTER - 60_000 }).problems).toEqual([]);
  });

  it('that has run may stay, a draft may hold any day, and a draft that goes live too late may not', () => {
    const previous = publishOf(file()).program;
    expect(publishOf(file({ priority: 9 }), { previous, seq: 2, now: AFTER }).problems).toEqual([]);
    const draft = publishOf(file({ status: 'draft' }), { now: AFTER });
    expect(draft.problems).toEqual([]);
    const live = publishOf(file(), { previous: draft.program, seq: 2, now: AFTER });
    expect(live.problems.map(({ severity }) => severity)).toEqual(['error']);
  });

  it('is only warned of where nobody knows what has run', () => {
    const { problems } = publishOf(file(), { now: AFTER, alone: true });
    expect(problems.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('without an audience goes to everybody, which is warned of', () => {
    const [problem] = published(once).problems;
    expect(problem).toMatchObject({ severity: 'warning' });
    expect(problem?.message.en).toContain('Say who is meant');
    expect(problem?.message.de).toContain('Wer gemeint ist');
  });
});
