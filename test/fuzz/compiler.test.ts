/**
 * The compiler of flows: strange files give no program and problems in two languages, and every flow that
 * compiles can be run to its end.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonFile } from '../../adapters/content/jsonc.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Problem } from '../../core/publish/problem.ts';
import { folderWith, publishOf } from '../support/content.ts';
import { DAY } from '../support/flows.ts';
import { withProcessorMs } from '../support/processor-time.ts';
import { runs } from '../support/runs.ts';
import { storyOf } from '../support/story.ts';
import { mutated } from './mutations.ts';

const FLOWS = join(import.meta.dirname, '../../content/flows');
const LONGEST_MS = 5_000;

const shipped: readonly (readonly [string, unknown])[] = readdirSync(FLOWS)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, parseJsonFile(readFileSync(join(FLOWS, name), 'utf8')).value] as const);

/** Every kind of step and condition of the language, as material for mutations. */
const everything = {
  name: { de: 'Alles', en: 'Everything' },
  status: 'live',
  trigger: { on: 'checkout.updated', where: { 'checkout.items': { notEmpty: true } }, restart: true },
  audience: { not: { event: 'order.placed', since: 'enrolled' } },
  reentry: { after: '1d' },
  exitOn: ['order.placed'],
  goal: { on: 'order.placed', within: '5d' },
  holdout: 5,
  steps: [
    { id: 'a', wait: '1h' },
    { id: 'b', send: { channel: 'email', template: 'help', usefulFor: '12h' } },
    {
      id: 'c',
      if: { 'checkout.total': { gte: { amount: 5000, currency: 'EUR' } } },
      then: [{ id: 'd', wait: '2d' }],
      else: [{ id: 'e', exit: {} }],
    },
    {
      id: 'f',
      split: [
        { name: 'x', weight: 1, then: [{ id: 'g', wait: { until: { weekday: 'monday', at: '09:00' } } }] },
        { name: 'y', weight: 3, then: [] },
      ],
    },
    {
      id: 'h',
      waitFor: { event: 'order.placed', timeout: '3d' },
      then: [{ id: 'i', send: { channel: 'email', template: 'offer' } }],
      else: [],
    },
  ],
};

const inTwoLanguages = ({ file, line, message }: Problem): boolean =>
  file !== '' && line > 0 && message.de !== '' && message.en !== '';

const compiles = (file: unknown): void => {
  const { ms } = withProcessorMs(() => compilesAndRuns(file));
  expect(ms).toBeLessThan(LONGEST_MS);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
};

const compilesAndRuns = (file: unknown): void => {
  const { program, problems } = publishOf(folderWith({ 'flows/strange.json': JSON.stringify(file) ?? '' }));
  expect(problems.filter((problem) => !inTwoLanguages(problem))).toEqual([]);
  expect(program !== undefined).toBe(problems.every(({ severity }) => severity !== 'error'));
  if (program) {
    const story = storyOf({ ...program, settings: { ...program.settings, sending: 'live' } });
    story
      .consents()
      .cart()
      .passes(40 * DAY)
      .orders()
      .cart(1, { checkout: 'c-2' })
      .passes(400 * DAY);
    expect(story.timers().length).toBeLessThanOrEqual(LIMITS.enrollmentsPerProfile);
  }
};

test.each([...shipped, ['everything', everything] as const])(
  '%s, made strange, compiles and runs, or is refused in words',
  (_name, file) => {
    void fc.assert(
      fc.property(mutated(file), (strange) => compiles(strange)),
      { numRuns: runs(150) },
    );
  },
);

test('settings made strange are settings or refused in words', () => {
  const settings = {
    sending: 'live',
    timeZone: 'Europe/Berlin',
    quietHours: { from: '21:00', to: '08:00' },
    frequencyCap: { perDay: 1 },
    offer: null,
  };
  void fc.assert(
    fc.property(mutated(settings), (strange) => {
      const { program, problems } = publishOf(folderWith({ 'settings.json': JSON.stringify(strange) ?? '' }));
      expect(program !== undefined).toBe(problems.every(({ severity }) => severity !== 'error'));
      expect(problems.filter((problem) => !inTwoLanguages(problem))).toEqual([]);
    }),
    { numRuns: runs(200) },
  );
});

test('a value that pretends to have a length is refused in words', () => {
  const timeZone = { toString: 'x', valueOf: 'y', length: {} };
  for (const strange of [
    { timeZone },
    { timeZone: { length: { toString: 'x', valueOf: 'y' } } },
    { shop: { name: timeZone } },
  ]) {
    const { program, problems } = publishOf(folderWith({ 'settings.json': JSON.stringify(strange) }));
    expect(program).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.filter((problem) => !inTwoLanguages(problem))).toEqual([]);
  }
});

test('flows beyond every limit are refused in time', () => {
  const nested = Array.from({ length: 300 }).reduce<unknown>((inner) => ({ not: inner }), {
    event: 'order.placed',
  });
  const steps = Array.from({ length: 5_000 }, (_, index) => ({ id: `s${index}`, wait: '1h' }));
  for (const strange of [
    { ...everything, audience: nested },
    { ...everything, steps },
    { ...everything, steps: [] },
  ])
    compiles(strange);
});
