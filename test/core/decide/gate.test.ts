/**
 * The gate in stories of the engine: each reason that stops or defers a message is on the timeline (rule 5).
 */
import { describe, expect, test } from 'vitest';
import { gate } from '../../../core/gate/gate.ts';
import type { CompiledStep } from '../../../core/program/program.ts';
import { parseIso } from '../../../core/time/instant.ts';
import { cartFlow, controlsOf, DAY, flowOf, HOUR, programOf, send } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const offer = { kind: 'free-shipping' as const, code: 'FREI', validFor: '3d' };
const shop = () => storyOf(programOf([cartFlow()], { offer }));

const program = programOf([cartFlow()], { offer });
/** The gate's verdict on the first mail, sent once more to this address. */
const gateSays = (story: ReturnType<typeof shop>, email: string) => {
  const [message] = story.left();
  const profile = story.profile();
  if (!message) throw new Error('nothing was decided');
  const facts = { message, program, controls: controlsOf(), testReachesEveryone: true, now: story.now() };
  if (email === profile.person.email) return gate({ ...facts, profile });
  // Another address, for which the customer has agreed as well.
  const { 'email/marketing': agreed = { state: 'requested', at: 0 } } = profile.consents;
  const person = { ...profile.person, email, emailTag: 'another1' };
  const consents = { 'email/marketing': { ...agreed, for: 'another1' } };
  return gate({ ...facts, profile: { ...profile, person, consents } });
};

describe('a message', () => {
  const evening = { from: '17:00', to: '08:00', sundays: false, holidays: [] };
  const one = (usefulForMs: number, change: object = {}) =>
    storyOf(
      programOf([flowOf({ id: 'f', list: [send('mail', null, usefulForMs)], ...change })], {
        quietHours: evening,
      }),
    )
      .consents()
      .cart();

  test('waits for the morning where it is of use until that very moment, and no longer than it is of use', () => {
    expect(
      one(14 * HOUR)
        .passes(DAY)
        .sent(),
    ).toEqual(['mail 11-21T07:00']);
    const late = one(14 * HOUR - 1);
    expect(late.skipped()).toEqual(['mail skipped expired']);
    expect(late.told).toContainEqual(
      expect.objectContaining({
        what: 'noted',
        reason: 'quiet-hours',
        detail: 'could leave only after it is of use',
      }),
    );
  });

  test('is about the topic of its step, else about that of its flow', () => {
    const mail = { kind: 'send', id: 'mail', channel: 'email', template: 'mail', usefulForMs: DAY } as const;
    const step: CompiledStep = { ...mail, topic: 'reviews', next: null };
    const topics = [{}, { topic: 'offers' }].flatMap((change) => [
      one(DAY, change).passes(DAY).left()[0]?.topic,
      one(DAY, { ...change, steps: { mail: step } })
        .passes(DAY)
        .left()[0]?.topic,
    ]);
    expect(topics).toEqual([undefined, 'reviews', 'offers', 'reviews']);
  });
});

describe('the gate', () => {
  test('without consent says three times that there is no legal basis', () => {
    expect(
      shop()
        .cart()
        .passes(5 * DAY)
        .skipped(),
    ).toEqual([
      'help skipped no-legal-basis',
      'reviews skipped no-legal-basis',
      'offer skipped no-legal-basis',
    ]);
  });

  test('skips the offer where the shop has none', () => {
    expect(
      storyOf(programOf([cartFlow()]))
        .consents()
        .cart()
        .passes(5 * DAY)
        .skipped(),
    ).toEqual(['offer skipped no-offer']);
  });

  test('after a withdrawal nothing more leaves, and an older grant does not lift it', () => {
    const story = shop()
      .consents()
      .cart()
      .passes(2 * HOUR)
      .hears('consent.withdrawn', { channel: 'email', purpose: 'marketing' });
    story.hears(
      'consent.given',
      { channel: 'email', purpose: 'marketing', basis: 'double-opt-in' },
      { ago: HOUR },
    );
    expect(story.passes(5 * DAY).steps()).toEqual(['help']);
  });

  test('a fresh double opt-in after a withdrawal allows again', () => {
    const story = shop()
      .consents()
      .cart()
      .passes(2 * HOUR)
      .hears('consent.withdrawn', { channel: 'email', purpose: 'marketing' });
    expect(
      story
        .passes(HOUR)
        .consents()
        .passes(5 * DAY)
        .steps(),
    ).toEqual(['help', 'reviews', 'offer']);
  });

  test('what was put off when somebody left does not go out, whatever is agreed later that night; what falls due afterwards does', () => {
    const quietHours = { from: '21:00', to: '08:00', sundays: false, holidays: [] };
    const night = parseIso('2026-11-20T21:00:00Z') as number;
    const story = storyOf(programOf([cartFlow()], { offer, quietHours }), { start: night });
    story
      .consents()
      .cart()
      .passes(2 * HOUR)
      .hears('consent.withdrawn', { channel: 'email', purpose: 'marketing' })
      .passes(HOUR)
      .consents()
      .passes(5 * DAY);
    expect(story.skipped()).toEqual(['help deferred quiet-hours', 'help skipped no-legal-basis']);
    expect(story.steps()).toEqual(['reviews', 'offer']);
  });

  test('a hard bounce is about the address: a corrected one gets its mails', () => {
    const story = shop()
      .consents()
      .cart()
      .passes(2 * HOUR)
      .hears('message.bounced', { channel: 'email', kind: 'permanent' })
      .passes(HOUR);
    expect(gateSays(story, 'jette@example.org')).toMatchObject({ reason: 'suppressed' });
    expect(gateSays(story, 'richtig@example.org')).toMatchObject({ verdict: 'send' });
  });

  test('a complaint is the person’s, under whatever address', () => {
    const story = shop()
      .consents()
      .cart()
      .passes(2 * HOUR)
      .hears('message.complained', { channel: 'email' })
      .passes(HOUR);
    expect(gateSays(story, 'richtig@example.org')).toMatchObject({ reason: 'suppressed' });
  });

  test('a hard bounce stops everything', () => {
    const story = shop()
      .consents()
      .cart()
      .passes(2 * HOUR)
      .hears('message.bounced', { channel: 'email', kind: 'permanent' });
    expect(story.passes(5 * DAY).skipped()).toEqual([
      'reviews skipped suppressed',
      'offer skipped suppressed',
    ]);
  });

  test('the master switch holds everything back', () => {
    const story = storyOf(programOf([cartFlow()], { offer }), {
      controls: { seq: 1, sending: 'test', paused: [] },
    });
    expect(
      story
        .consents()
        .cart()
        .passes(2 * HOUR)
        .skipped(),
    ).toEqual(['help skipped master-switch']);
  });

  test('quiet hours defer to the morning of the recipient, and the next wait counts from there', () => {
    const quietHours = { from: '21:00', to: '08:00', sundays: false, holidays: [] };
    const start = parseIso('2026-11-20T19:30:00Z') as number;
    const story = storyOf(programOf([cartFlow()], { offer, quietHours }), { start })
      .consents()
      .cart()
      .passes(3 * DAY);
    expect(story.skipped()).toEqual(['help deferred quiet-hours']);
    expect(story.sent()).toEqual(['help 11-21T07:00', 'reviews 11-22T07:00']);
  });

  test('a cap of one a day over all flows defers the second to the next local day, the flow of higher priority first', () => {
    const first = cartFlow({ id: 'a', first: 'help' });
    const second = cartFlow({ id: 'b', first: 'help', priority: 9 });
    const third = cartFlow({ id: 'c', first: 'help', priority: 1 });
    const story = storyOf(
      programOf([first, third, second], { offer, frequencyCap: { perDay: 1, perWeek: null } }),
    )
      .consents()
      .cart();
    story.passes(12 * HOUR);
    expect(story.left().map((message) => message.flow)).toEqual(['a', 'b']);
  });
});

describe('a time zone that nobody knows', () => {
  test('falls back and is noted on the timeline', () => {
    const story = shop().hears('customer.updated', {
      customer: { email: 'jette@example.org', time_zone: 'Mars/Phobos' },
    });
    expect(story.told).toContainEqual(
      expect.objectContaining({
        what: 'noted',
        reason: 'time-zone',
        detail: expect.stringContaining('Europe/Berlin'),
      }),
    );
  });
});
