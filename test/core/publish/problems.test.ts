/**
 * What marketers read when a file is wrong: file, line, what is wrong, what is allowed, what was probably
 * meant, in both languages.
 */
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the flow language, and nobody awaits a
// file.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../core/publish/problem.ts';
import { flowText, folderWith, publishOf } from '../../support/content.ts';
import { runs } from '../../support/runs.ts';

const problemsOf = (text: string, more: Readonly<Record<string, string>> = {}): readonly Problem[] =>
  publishOf(folderWith({ 'flows/sample.json': text, ...more })).problems;
const errorsWith = (changes: Readonly<Record<string, unknown>>): readonly Problem[] =>
  problemsOf(flowText(changes)).filter(({ severity }) => severity === 'error');
const one = (problems: readonly Problem[]): Problem => {
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  if (!problem) throw new Error('no problem');
  return problem;
};

describe('a misspelt word', () => {
  it.each([
    ['kind of step', { steps: [{ id: 'a', sned: { channel: 'email', template: 'help' } }] }, 'send'],
    ['key of a step', { steps: [{ id: 'a', send: { channel: 'email', tempalte: 'help' } }] }, 'template'],
    ['key of the flow', { auidence: { event: 'order.placed' } }, 'audience'],
    ['status', { status: 'Live' }, 'live'],
    ['channel', { steps: [{ id: 'a', send: { channel: 'e-mail', template: 'help' } }] }, 'email'],
    ['template', { steps: [{ id: 'a', send: { channel: 'email', template: 'hlep' } }] }, 'help'],
    ['event', { exitOn: ['order.place'] }, 'order.placed'],
    ['word of a condition', { audience: { evnt: 'order.placed' } }, 'event'],
    ['test of a condition', { audience: { 'checkout.total': { gt_e: 5 } } }, 'gte'],
    ['trigger', { trigger: { onn: 'checkout.updated' } }, 'on'],
    [
      'weekday',
      {
        steps: [
          { id: 'a', wait: { until: { weekday: 'tusday', at: '09:00' } } },
          { id: 'b', exit: {} },
        ],
      },
      'tuesday',
    ],
    ['key of reentry', { reentry: { aftr: '7d' } }, 'after'],
  ])('as %s makes one error that names the likely one', (_, changes, meant) => {
    const { message } = one(errorsWith(changes));
    expect(message.en).toContain(`Did you mean "${meant}"?`);
    expect(message.de).toContain(`Meinten Sie „${meant}“?`);
  });
});

describe('a wrong value', () => {
  it.each([
    [
      'a duration with a blank',
      {
        steps: [
          { id: 'a', wait: '1 h' },
          { id: 'b', exit: {} },
        ],
      },
      '"1 h" is no length of time',
    ],
    [
      'no duration at all',
      {
        steps: [
          { id: 'a', wait: '0h' },
          { id: 'b', exit: {} },
        ],
      },
      '"0h" is no length of time',
    ],
    [
      'a duration beyond a year',
      {
        steps: [
          { id: 'a', wait: '500d' },
          { id: 'b', exit: {} },
        ],
      },
      'At most "366d"',
    ],
    [
      'a time that no clock shows',
      {
        steps: [
          { id: 'a', wait: { until: { at: '24:00' } } },
          { id: 'b', exit: {} },
        ],
      },
      '"00:00" to "23:59"',
    ],
    ['a holdout beyond half', { holdout: 80 }, 'At most: 50'],
    ['a text for a number', { priority: 'high' }, 'must be a number, but is "high"'],
    ['a step without id', { steps: [{ wait: '1h' }, { id: 'b', exit: {} }] }, 'id: is missing'],
    ['a step that does nothing', { steps: [{ id: 'a' }] }, 'It needs one of: wait, send'],
    ['no steps', { steps: [] }, 'At least: 1'],
    ['no name', { name: undefined }, 'name: is missing'],
    [
      'an id twice',
      {
        steps: [
          { id: 'a', wait: '1h' },
          { id: 'a', send: { channel: 'email', template: 'help' } },
        ],
      },
      'The id "a" is already used',
    ],
    [
      'an id twice over branches',
      {
        steps: [
          {
            id: 'a',
            if: { event: 'order.placed' },
            then: [{ id: 'b', exit: {} }],
            else: [{ id: 'b', exit: {} }],
          },
        ],
      },
      'The id "b" is already used',
    ],
    [
      'a split without weight',
      {
        steps: [
          {
            id: 'a',
            split: [
              { name: 'x', weight: 0, then: [] },
              { name: 'y', weight: 0, then: [] },
            ],
          },
        ],
      },
      'All weights are 0',
    ],
    [
      'money as a decimal',
      { audience: { 'checkout.total': { gte: { amount: '5.00', currency: 'EUR' } } } },
      'must be a number',
    ],
    ['a test that tests nothing', { audience: { 'checkout.total': {} } }, 'tests nothing'],
  ])('like %s is explained', (_, changes, words) => {
    const problem = one(errorsWith(changes));
    expect(problem.message.en).toContain(words);
    expect(problem.message.de).not.toBe('');
    expect(problem.file).toBe('flows/sample.json');
  });

  it.each([
    ['2027-02-30', '"2027-02-30" is no day of the calendar.', '"2027-02-30" gibt es im Kalender nicht.'],
    ['2027-02-29', 'is no day of the calendar.', 'gibt es im Kalender nicht.'],
    ['2027-13-01', 'is no day of the calendar.', 'gibt es im Kalender nicht.'],
    ['24.12.2027', 'is no date. Allowed: year-month-day', 'ist kein Datum.'],
  ])('for a holiday, %s, is refused once', (day, en, de) => {
    const settings = {
      'settings.json': JSON.stringify({
        quietHours: { from: '21:00', to: '08:00', holidays: ['2028-02-29', day] },
      }),
    };
    const problem = one(publishOf(folderWith(settings)).problems);
    expect(problem.message.en).toContain(en);
    expect(problem.message.de).toContain(de);
    expect(problem.message.en).toContain('quietHours.holidays[2]');
  });

  it.each([
    ['', 'At least: 1 character.'],
    ['x'.repeat(101), 'At most: 100 characters.'],
  ])('of a length that is not allowed is told with the number of characters: "%s"', (name, words) => {
    const settings = { 'settings.json': JSON.stringify({ shop: { name } }) };
    expect(one(publishOf(folderWith(settings)).problems).message.en).toContain(words);
  });

  it('is found at its line and column, with the step it belongs to', () => {
    const text =
      '{\n  // Kommentar\n  "name": { "de": "x", "en": "x" },\n  "trigger": { "on": "checkout.updated" },\n  "steps": [\n    { "id": "later", "wait": "soon" }\n  ]\n}\n';
    expect(one(problemsOf(text))).toMatchObject({
      line: 6,
      column: 30,
      message: {
        en: expect.stringContaining('Step "later", wait'),
        de: expect.stringContaining('Schritt „later“, wait'),
      },
    });
  });

  it('deep in a branch is told apart from its neighbours', () => {
    const steps = [
      {
        id: 'a',
        if: { event: 'order.placed' },
        then: [{ id: 'b', if: { event: 'order.placed' }, then: [{ id: 'c', wait: 'x' }] }],
      },
    ];
    expect(one(errorsWith({ steps })).message.en).toContain('Step "c", wait');
  });
});

describe('whatever somebody writes', () => {
  it('is answered with problems in both languages, or published, and never throws', () => {
    const word = fc.constantFrom(
      'id',
      'wait',
      'send',
      'if',
      'then',
      'else',
      'switch',
      'split',
      'all',
      'not',
      'event',
      'checkout.total',
      'until',
      'steps',
      'trigger',
      'on',
      '__proto__',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('1h', 'x', 'email', 'help', 'a'),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(word, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, value, value, (steps, trigger, audience) => {
        const { program, problems } = publishOf(
          folderWith({ 'flows/sample.json': flowText({ steps: [steps], trigger, audience }) }),
        );
        expect(program === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
        for (const { message, line, column } of problems)
          expect([message.de !== '', message.en !== '', line > 0, column > 0]).not.toContain(false);
      }),
      { numRuns: runs(300) },
    );
  });
});
