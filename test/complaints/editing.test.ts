/**
 * Numbers 31 to 35 of the complaint catalogue: editing, pausing and breaking a flow that has people inside.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cartFlow, DAY, HOUR, send, wait } from '../support/flows.ts';
import { CONTENT, outcomesOf, startSystem } from '../support/local-system.ts';
import { storyOf } from '../support/story.ts';
import { abandons, cartStory, MAILS, program, START, stepsOf } from './shop.ts';

const quiet = { quietHours: { from: '21:00', to: '08:00', sundays: false, holidays: [] } };
/** The flow with a fourth mail a day after the third. */
const longer = () =>
  cartFlow({
    since: 2,
    steps: {
      ...cartFlow().steps,
      offer: send('offer', 'wait-day'),
      'wait-day': wait('wait-day', DAY, 'last'),
      last: send('last', null),
    },
  });
const withLast = () => {
  const next = program([longer()], {}, 2);
  return { ...next, templates: { ...program().templates, last: program().templates['help'] ?? fail() } };
};
const fail = (): never => {
  throw new Error('no such template');
};

test('31 mautic#6323, #6445: a mail added to a live flow reaches those who are inside', () => {
  const story = cartStory()
    .passes(2 * HOUR)
    .publishes(withLast());
  expect(story.passes(10 * DAY).steps()).toEqual([...MAILS, 'last']);
});

test('34 parcelvoy#432: a mail added to a live flow reaches those who enter later', () => {
  const story = storyOf(program()).publishes(withLast()).consents().cart();
  expect(story.passes(10 * DAY).steps()).toEqual([...MAILS, 'last']);
});

test('32 mautic#3340: weeks of pause are followed by silence about what is overdue, not by all of it at once', () => {
  const story = cartStory()
    .passes(2 * HOUR)
    .publishes(program(), { paused: ['abandoned-cart'] })
    .passes(21 * DAY);
  story.publishes(program(), { paused: [] }).passes(DAY);
  expect(story.steps().length).toBeLessThanOrEqual(2);
  expect(story.skipped().some((line) => line.endsWith('expired'))).toBe(true);
});

test('33 mautic#13995: what falls due outside the permitted hours is deferred and leaves at their beginning', () => {
  // 20:30 in Berlin: the first mail would be due at 21:30.
  const story = storyOf(program([cartFlow()], quiet), { start: Date.parse('2026-11-20T19:30:00Z') });
  expect(story.consents().cart().passes(DAY).sent()).toEqual(['help 11-21T07:00']);
  expect(story.skipped()).toEqual(['help deferred quiet-hours']);
});

test('35 mautic#5605: a mail that is missing stops neither the flow nor the truth: the publish is refused, and a skip says why', async () => {
  const complete = program();
  const { reviews: _gone, ...templates } = complete.templates;
  const story = storyOf({ ...complete, templates })
    .consents()
    .cart()
    .passes(5 * DAY);
  expect(story.steps()).toEqual(['help', 'offer']);
  expect(story.skipped()).toEqual(['reviews skipped template-missing']);

  const folder = mkdtempSync(join(tmpdir(), 'content-'));
  cpSync(CONTENT, folder, { recursive: true });
  const system = await startSystem(START, { contentFolder: folder });
  await abandons(system, 'inside');
  for (const language of ['de', 'en']) rmSync(join(folder, 'templates', `cart-reviews.${language}.mjml`));
  const report = (await (await system.post('/local/publish')).json()) as {
    ok: boolean;
    problems: { file: string }[];
  };
  expect(report).toMatchObject({
    ok: false,
    problems: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
  });
  await system.advance('200h');
  expect(await stepsOf(system, 'inside')).toEqual(MAILS);
  expect(outcomesOf(await system.view('inside@example.org'))).toEqual(MAILS.map((step) => `${step} sent`));
  await system.close();
  rmSync(folder, { recursive: true });
});
