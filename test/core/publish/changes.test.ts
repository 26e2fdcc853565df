/** What a publish changed, in words: each edit of a marketer told once, and nothing where the meaning is the same. */
import { describe, expect, it } from 'vitest';
import type { Program } from '../../../core/program/program.ts';
import { changesBetween } from '../../../core/publish/changes.ts';
import { flowText, folderWith, publishOf, settingsText } from '../../support/content.ts';

type Files = Readonly<Record<string, string>>;

const compiled = (files: Files, previous?: Program): Program => {
  const { program, problems } = publishOf(folderWith(files), previous ? { previous, seq: 2 } : {});
  if (!program) throw new Error(JSON.stringify(problems));
  return program;
};
const steps = (wait: string, ...more: readonly object[]) => ({
  steps: [{ id: 'wait', wait }, ...more, { id: 'help', send: { channel: 'email', template: 'help' } }],
});
const BEFORE: Files = { 'flows/sample.json': flowText(steps('24h')) };
const changesOf = (files: Files, before: Files = BEFORE) => {
  const previous = compiled(before);
  return changesBetween(previous, compiled({ ...before, ...files }, previous));
};
const wordsOf = (files: Files, before?: Files) => changesOf(files, before).map(({ words }) => words.en);

describe('the changes of a publish', () => {
  it('are a step’s wait in the words of the file, from and to, in both languages', () => {
    expect(changesOf({ 'flows/sample.json': flowText(steps('12h')) })).toEqual([
      {
        ...{ kind: 'flow', id: 'sample', step: 'wait', what: 'changed', from: '24h', to: '12h' },
        words: {
          de: '„sample“, Schritt „wait“: 24h wird 12h.',
          en: '“sample”, step “wait”: 24h becomes 12h.',
        },
      },
    ]);
    expect(wordsOf({ 'flows/sample.json': flowText(steps('3d')) })).toEqual([
      '“sample”, step “wait”: 24h becomes 3d.',
    ]);
    expect(wordsOf({ 'flows/sample.json': flowText(steps('90m')) })).toEqual([
      '“sample”, step “wait”: 24h becomes 90m.',
    ]);
  });

  it('are none where only comments, spaces or the order of keys differ', () => {
    const { name, ...rest } = JSON.parse(flowText(steps('24h'))) as Record<string, unknown>;
    expect(
      changesOf({ 'flows/sample.json': `// ein Kommentar\n${JSON.stringify({ ...rest, name })}` }),
    ).toEqual([]);
  });

  it('are the step that is new or gone, and not the one before it that leads there', () => {
    const more = { 'flows/sample.json': flowText(steps('24h', { id: 'again', wait: '1d' })) };
    expect(changesOf(more)).toMatchObject([{ step: 'again', what: 'added' }]);
    expect(changesOf(BEFORE, more)).toMatchObject([{ step: 'again', what: 'removed' }]);
    expect(wordsOf(BEFORE, more)).toEqual(['“sample”, step “again”: gone.']);
  });

  it('are the order of steps where that alone is another one', () => {
    const [first, second] = [
      { id: 'one', wait: '1h' },
      { id: 'two', wait: '2h' },
    ];
    const before = { 'flows/sample.json': flowText(steps('24h', first, second)) };
    const after = { 'flows/sample.json': flowText(steps('24h', second, first)) };
    expect(wordsOf(after, before)).toContain('“sample”, step “wait”, then: one becomes two.');
  });

  it('are how a flow begins, for whom and when it ends, and no time of our own', () => {
    expect(
      wordsOf({ 'flows/sample.json': flowText({ ...steps('24h'), status: 'paused', holdout: 10 }) }),
    ).toEqual([
      'Flow “sample”, status: live becomes paused.',
      'Flow “sample”, holdout in per cent: 0 becomes 10.',
    ]);
    const silent = (days: number) => ({
      ...BEFORE,
      'flows/silent.json': flowText({
        ...steps('24h'),
        trigger: { inactive: { for: `${days}d`, without: ['order.placed'] }, existing: 'none' },
      }),
    });
    expect(changesOf({}, silent(60))).toEqual([]);
    expect(changesOf(silent(90), silent(60))).toMatchObject([{ id: 'silent', what: 'changed' }]);
  });

  it('are every part of a flow that a marketer may write, by its name in both languages', () => {
    const other: Readonly<Record<string, object>> = {
      name: { name: { de: 'Anders', en: 'Other' } },
      priority: { priority: 7 },
      purpose: { purpose: 'transactional' },
      topic: { topic: 'offers' },
      trigger: { trigger: { on: 'product.viewed' } },
      audience: { audience: { 'orders.count': { gte: 3 } } },
      're-entry': { reentry: { after: '90d' } },
      'ends on': { exitOn: ['order.placed', 'order.cancelled'] },
      goal: { goal: { on: 'order.paid' } },
      'who is inside already': { onEdit: 'finish' },
    };
    for (const [part, more] of Object.entries(other))
      expect(wordsOf({ 'flows/sample.json': flowText({ ...steps('24h'), ...more }) })).toContainEqual(
        expect.stringContaining(`Flow “sample”, ${part}: `),
      );
  });

  it('are flows and segments that are new or gone', () => {
    const vip = {
      'segments/vip.json': '{ "name": { "de": "A", "en": "A" }, "where": { "orders.count": { "gte": 3 } } }',
    };
    const second = { 'flows/second.json': flowText(steps('24h')) };
    expect(changesOf({ ...vip, ...second })).toMatchObject([
      { kind: 'flow', id: 'second', what: 'added', words: { de: 'Flow „second“: neu.' } },
      { kind: 'segment', id: 'vip', what: 'added' },
    ]);
    const previous = compiled({ ...BEFORE, ...vip, ...second });
    expect(changesBetween(previous, compiled(BEFORE, previous))).toMatchObject([
      { kind: 'flow', id: 'second', what: 'removed' },
      { kind: 'segment', id: 'vip', what: 'removed', words: { en: 'Segment “vip”: gone.' } },
    ]);
    const more = { 'segments/vip.json': vip['segments/vip.json'].replace('3', '5') };
    expect(wordsOf(more, { ...BEFORE, ...vip })).toEqual(['Segment “vip” is changed.']);
  });

  it('are each setting by its path, a list as one', () => {
    const settings = (more: Readonly<Record<string, unknown>>) => ({ 'settings.json': settingsText(more) });
    expect(changesOf(settings({ testAddresses: ['a@example.org'] }))).toMatchObject([
      { kind: 'settings', id: 'testAddresses', from: '[]', to: '["a@example.org"]' },
    ]);
    expect(wordsOf(settings({ frequencyCap: { perWeek: 2 } }))).toEqual([
      'Setting “frequencyCap.perWeek”: – becomes 2.',
    ]);
  });
});
