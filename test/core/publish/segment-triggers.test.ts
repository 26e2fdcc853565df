/** Triggers about segments and thresholds, from the file to what the engine watches. */
import { describe, expect, it } from 'vitest';
import { flowText, folderWith, publishOf, settingsText } from '../../support/content.ts';

const segment = JSON.stringify({ name: { de: 'S', en: 'S' }, where: { 'orders.count': { gte: 3 } } });
const folder = (trigger: unknown, more: Readonly<Record<string, string>> = {}, flow: object = {}) =>
  folderWith({
    'flows/sample.json': flowText({ trigger, ...flow }),
    'segments/vip.json': segment,
    'segments/other.json': segment,
    ...more,
  });
const published = (...args: Parameters<typeof folder>) => publishOf(folder(...args));
const triggerOf = ({ program }: ReturnType<typeof publishOf>) => program?.flows['sample']?.trigger;

describe('a segment', () => {
  it('is watched for who comes in where the flow does not say "left"', () => {
    const { program, problems } = published({ segment: 'vip' });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(program?.flows['sample']?.trigger).toEqual({
      on: [],
      restart: false,
      watch: { kind: 'member', of: 'vip', where: { kind: 'segment', segment: 'vip' }, when: 'entered' },
      seq: 1,
    });
    expect(program?.watches).toEqual(['sample']);
    expect(triggerOf(published({ segment: 'vip', when: 'left' }))?.watch).toMatchObject({ when: 'left' });
  });

  it('alone is kept in profiles, and only where a flow waits for it', () => {
    expect(Object.keys(published({ segment: 'vip' }).program?.watched ?? {})).toEqual(['vip']);
    expect(published({ on: 'order.placed' }, {}, { audience: { segment: 'vip' } }).program?.watched).toEqual(
      {},
    );
    const draft = published({ segment: 'vip' }, {}, { status: 'draft' });
    expect(draft.program?.watched).toEqual({});
  });

  it('is kept like all others where a flow hears our events about segments', () => {
    const heard = published({ on: 'order.placed' }, {}, { exitOn: ['segment.left'] });
    expect(Object.keys(heard.program?.watched ?? {}).toSorted()).toEqual(['other', 'vip']);
  });

  it('that does not exist is an error at its place, with the one that was meant', () => {
    const [problem] = published({ segment: 'vpi' }).problems.filter(({ severity }) => severity === 'error');
    expect(problem?.message.en).toContain('There is no segment "vpi"');
    expect(problem?.message.en).toContain('"vip"');
    expect(problem?.line).toBeGreaterThan(1);
  });

  it('keeps the publish from which it counts over edits, and a draft counts from when it goes live', () => {
    const first = published({ segment: 'vip', existing: 'none' });
    const later = { previous: first.program as NonNullable<typeof first.program>, seq: 2, now: 9_000 };
    const edited = publishOf(folder({ segment: 'vip', existing: 'none' }, {}, { priority: 9 }), later);
    expect(triggerOf(edited)).toEqual(triggerOf(first));
    expect(edited.program?.watched).toEqual(first.program?.watched);
    const moved = publishOf(folder({ segment: 'other', existing: 'none' }), later);
    expect(triggerOf(moved)).toMatchObject({ seq: 2, from: 9_000 });
    expect(moved.program?.watched).toMatchObject({ other: { seq: 2, at: 9_000 } });
    const draft = published({ segment: 'vip' }, {}, { status: 'draft' });
    const again = { ...later, previous: draft.program as NonNullable<typeof draft.program> };
    expect(triggerOf(publishOf(folder({ segment: 'vip' }), again))).toMatchObject({ seq: 2 });
    const untouched = publishOf(folder({ segment: 'vip' }, {}, { status: 'draft' }), again);
    expect(untouched.program?.hash).toBe(draft.program?.hash);
  });
});

describe('a threshold', () => {
  const spend = { amount: 50_000, currency: 'EUR' };

  it('of spending is what was bought net, in its own currency', () => {
    const { program } = published({ threshold: { spend } });
    expect(program?.flows['sample']?.trigger.watch).toEqual({
      kind: 'member',
      of: 'spend 50000 EUR',
      where: { kind: 'fact', path: 'orders.spent', test: { gte: spend } },
      when: 'entered',
    });
    expect(Object.keys(program?.watched ?? {})).toEqual(['spend 50000 EUR']);
  });

  it("in another currency than the shop's is warned of", () => {
    const settings = { 'settings.json': settingsText({ currency: 'CHF' }) };
    const { problems } = published({ threshold: { spend } }, settings);
    expect(problems.map(({ message }) => message.en)).toContainEqual(
      expect.stringContaining("The shop's money is in CHF"),
    );
  });
});
