/** The second channel of a step in the pure engine: when it is used, and that it is used once. */

import { describe, expect, test } from 'vitest';
import { fallbackIdOf, messageIdOf } from '../../../core/decide/steps/fallback.ts';
import { outcomeInput } from '../../../core/message/outcome.ts';
import { present } from '../../../core/present.ts';
import type { CompiledFlow, CompiledStep, Program } from '../../../core/program/program.ts';
import type { Settings } from '../../../core/program/settings.ts';
import type { ReasonCode } from '../../../core/reason.ts';
import type { OutboxMessage } from '../../../core/state/effect.ts';
import type { OutcomeInput } from '../../../core/state/input.ts';
import { parseIso } from '../../../core/time/instant.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const first: CompiledStep = {
  kind: 'send',
  id: 'first',
  channel: 'whatsapp',
  template: 'first',
  usefulForMs: DAY,
  fallback: { channel: 'email', template: 'mail' },
  next: 'wait',
};

const shop = (settings: Partial<Settings> = {}): Program => {
  const program = programOf(
    [
      flowOf({
        id: 'hello',
        exitOn: ['review.submitted'],
        list: [first, wait('wait', 2 * DAY, 'second'), send('second', null)],
      }),
    ],
    {
      whatsapp: { transport: 'aws', from: 'number' },
      ...settings,
    },
  );
  const [mail] = Object.values(program.templates);
  const form = {
    kind: 'template' as const,
    name: 'first',
    language: 'de',
    text: 'Hallo',
    header: [],
    body: [],
    buttons: [],
  };
  return {
    ...program,
    templates: {
      ...program.templates,
      first: { locales: {}, needs: [], whatsapp: { de: form } },
      ...present({ mail }),
    },
  };
};

const grant = (channel: string) => ({ channel, purpose: 'marketing', basis: 'double-opt-in' });
/** Jette has a number, and has agreed on these channels. */
const jette = (channels: readonly string[], settings: Partial<Settings> = {}, start?: number) => {
  const story = storyOf(shop(settings), start === undefined ? {} : { start });
  story.hears('customer.updated', {}, { phone: '+491713920011' });
  for (const channel of channels) story.hears('consent.given', grant(channel));
  return story.hears('checkout.updated', { checkout_id: 'c-1' });
};

const channels = (story: ReturnType<typeof jette>) =>
  story.left().map(({ channel, step, fallback }) => [channel, step, fallback ?? false]);

const comesBack = (
  message: OutboxMessage,
  outcome: OutcomeInput['outcome'],
  reason: ReasonCode,
  at: number,
): OutcomeInput => outcomeInput(message, { profileId: message.profileId, outcome, reason, at });

const theMessage = (story: ReturnType<typeof jette>, index = 0): OutboxMessage => {
  const message = story.left()[index];
  if (!message) throw new Error('no message left');
  return message;
};

describe('a step with a second channel', () => {
  test('uses the first where it may', () => {
    expect(channels(jette(['whatsapp', 'email']))).toEqual([['whatsapp', 'first', false]]);
  });

  test('turns to the second where there is no legal basis for the first, under an id of its own', () => {
    const story = jette(['email']);
    expect(channels(story)).toEqual([['email', 'first', true]]);
    const { entryId, messageId } = theMessage(story);
    expect(messageId).toBe(fallbackIdOf(entryId, 'first'));
    expect(messageId).not.toBe(messageIdOf(entryId, 'first'));
    expect(story.skipped()).toEqual(['first skipped no-legal-basis']);
  });

  test('turns to it where the first is not set up', () => {
    expect(jette(['whatsapp', 'email'], { whatsapp: null }).skipped()).toEqual(['first skipped channel-off']);
  });

  test('passes the gate with the second message too', () => {
    const story = jette([]);
    expect(story.left()).toEqual([]);
    expect(story.skipped()).toEqual(['first skipped no-legal-basis', 'first skipped no-legal-basis']);
  });

  test('lets the second wait for the morning, and then does not go back to the first', () => {
    const night = parseIso('2026-11-20T22:00:00Z') as number;
    const story = jette(
      ['email'],
      { quietHours: { from: '21:00', to: '08:00', sundays: false, holidays: [] } },
      night,
    );
    expect(story.skipped()).toEqual(['first skipped no-legal-basis', 'first deferred quiet-hours']);
    story.hears('consent.given', grant('whatsapp')).passes(12 * HOUR);
    expect(channels(story)).toEqual([['email', 'first', true]]);
  });
});

describe('a message that was put off and then dropped', () => {
  const night = parseIso('2026-11-20T22:00:00Z') as number;
  const quietHours = { from: '21:00', to: '08:00', sundays: false, holidays: [] };

  test.each([
    ['the first', ['whatsapp', 'email'], 'whatsapp', messageIdOf],
    ['the second', ['email'], 'email', fallbackIdOf],
  ] as const)('ends as skipped under its own id and channel: %s', (_which, agreed, channel, idFor) => {
    const story = jette(agreed, { quietHours }, night);
    const [enrollment] = story.profile().enrollments;
    story.hears('review.submitted', {});
    const last = story.told.findLast(({ type }) => type === 'message');
    expect(last).toMatchObject({
      messageId: idFor(enrollment?.entryId ?? '', 'first'),
      channel,
      outcome: 'skipped',
      reason: 'exit',
    });
  });
});

describe('what the sender reports', () => {
  test.each<[OutcomeInput['outcome'], ReasonCode]>([
    ['failed', 'provider-cap'],
    ['failed', 'rejected'],
    ['skipped', 'content-invalid'],
    ['skipped', 'whatsapp-window'],
    ['skipped', 'budget'],
    ['skipped', 'no-legal-basis'],
    ['failed', 'template-missing'],
  ])('%s %s lets the second channel take over, once, and the flow goes on as before', (outcome, reason) => {
    const story = jette(['whatsapp', 'email']);
    const report = comesBack(theMessage(story), outcome, reason, story.now());
    story.gets(report).gets(report);
    expect(channels(story)).toEqual([
      ['whatsapp', 'first', false],
      ['email', 'first', true],
    ]);
    expect(story.passes(3 * DAY).steps()).toEqual(['first', 'first', 'second']);
  });

  test('does so after the flow has ended, if it ended by itself', () => {
    const story = jette(['whatsapp', 'email']).passes(3 * DAY);
    expect(story.steps()).toEqual(['first', 'second']);
    story.gets(comesBack(theMessage(story), 'failed', 'rejected', story.now()));
    expect(story.skipped()).toEqual(['first skipped expired']);
  });

  test.each<[OutcomeInput['outcome'], ReasonCode]>([
    ['skipped', 'expired'],
    ['skipped', 'exit'],
  ])('%s %s does not', (outcome, reason) => {
    const story = jette(['whatsapp', 'email']);
    story.gets(comesBack(theMessage(story), outcome, reason, story.now()));
    expect(channels(story)).toEqual([['whatsapp', 'first', false]]);
  });

  test('about the second message ends it: there is no third', () => {
    const story = jette(['email']);
    story.gets(comesBack(theMessage(story), 'failed', 'rejected', story.now()));
    expect(channels(story)).toEqual([['email', 'first', true]]);
  });

  test('as deferred brings the very message back, and shows which of the two', () => {
    const put = (story: ReturnType<typeof jette>, index: number) =>
      story
        .gets({
          ...comesBack(theMessage(story, index), 'deferred', 'held', story.now()),
          until: story.now() + HOUR,
        })
        .passes(2 * HOUR);
    const first = jette(['whatsapp', 'email']);
    expect(channels(put(first, 0)).at(-1)).toEqual(['whatsapp', 'first', false]);
    const second = jette(['whatsapp', 'email']);
    second.gets(comesBack(theMessage(second), 'failed', 'rejected', second.now()));
    expect(channels(put(second, 1)).at(-1)).toEqual(['email', 'first', true]);
    const shown = [first, second].map((story) =>
      story.told.find((entry) => entry.type === 'message' && entry.outcome === 'deferred'),
    );
    expect(shown).toMatchObject([{ channel: 'whatsapp' }, { channel: 'email' }]);
  });

  test('lets the second wait for the morning, though the flow has ended, and takes the flow up again', () => {
    const quietHours = { from: '21:00', to: '08:00', sundays: false, holidays: [] };
    const program = shop({ quietHours });
    const hello = { ...program.flows['hello'], steps: { first: { ...first, next: null } } } as CompiledFlow;
    const story = storyOf({ ...program, flows: { hello } }).hears(
      'customer.updated',
      {},
      { phone: '+491713920011' },
    );
    for (const channel of ['whatsapp', 'email']) story.hears('consent.given', grant(channel));
    story.hears('checkout.updated', { checkout_id: 'c-1' }).passes(5 * HOUR);
    expect(story.profile().enrollments).toEqual([]);
    story.gets(comesBack(theMessage(story), 'failed', 'rejected', story.now()));
    const firstDueAt = theMessage(story).dueAt;
    expect(story.profile().enrollments).toMatchObject([
      { step: 'first', deferredFor: 'quiet-hours', messaged: true, firstDueAt, waitFrom: firstDueAt },
    ]);
    expect(Object.keys(story.profile().lastEntries)).toEqual([]);
    expect(channels(story.passes(12 * HOUR)).at(-1)).toEqual(['email', 'first', true]);
  });

  test('as deferred brings the second message back as the second', () => {
    const story = jette(['email']);
    const report = {
      ...comesBack(theMessage(story), 'deferred', 'held', story.now()),
      until: story.now() + HOUR,
    };
    story.gets(report).passes(2 * HOUR);
    expect(channels(story)).toEqual([
      ['email', 'first', true],
      ['email', 'first', true],
    ]);
    expect(new Set(story.left().map(({ messageId }) => messageId)).size).toBe(1);
  });
});
