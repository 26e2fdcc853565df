/** A message that was put off: its usefulness counts from its first due time, and it has one outcome (I2). */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { fallbackIdOf, messageIdOf } from '../../../core/decide/steps/fallback.ts';
import type { CompiledStep } from '../../../core/program/program.ts';
import type { OutcomeInput, TimerInput } from '../../../core/state/input.ts';
import type { Enrollment, Profile } from '../../../core/state/profile.ts';
import { controlsOf, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { absorbOf, knownAs, OTHER, OWN } from '../../support/joined.ts';
import { START, storyOf } from '../../support/story.ts';

const FIRST = START - 3 * HOUR;
const mails: readonly CompiledStep[] = [
  send('first', 'pause'),
  wait('pause', HOUR, 'second'),
  send('second', null),
];
const rules = {
  program: programOf([flowOf({ id: 'hello', list: mails })]),
  controls: controlsOf(),
  testReachesEveryone: false,
};
const run = (change: Partial<Enrollment> = {}): Enrollment => ({
  ...{ flow: 'hello', entryId: 'e', step: 'first', seq: 1, since: FIRST, enteredAt: FIRST },
  ...{ dueAt: START, waitFrom: FIRST, timerId: 't' },
  ...change,
});
const putOff = (change: Partial<Enrollment> = {}): Enrollment =>
  run({ firstDueAt: FIRST, deferredFor: 'quiet-hours', ...change });
const jette = (enrollment: Enrollment): Profile =>
  knownAs(OWN, {
    person: { email: 'jette@example.org', asOf: FIRST },
    consents: { 'email/marketing': { state: 'given', basis: 'double-opt-in', at: FIRST } },
    enrollments: [enrollment],
  });
const timer: TimerInput = {
  ...{ kind: 'timer', inputId: 'i', profileId: OWN, receivedAt: START },
  ...{ timerId: 't', entryId: 'e' },
};

describe('a message that was put off', () => {
  it('is due since the first time, however often it is put off', () => {
    const again: OutcomeInput = {
      ...{ kind: 'outcome', inputId: 'i', profileId: OWN, receivedAt: START, dueAt: FIRST },
      ...{ messageId: messageIdOf('e', 'first'), flow: 'hello', step: 'first', entryId: 'e' },
      ...{ outcome: 'deferred', reason: 'held', until: START + HOUR },
    };
    const { state } = decide(jette(run({ step: 'pause' })), again, rules, START);
    expect((state as Profile).enrollments).toMatchObject([
      { step: 'first', firstDueAt: FIRST, waitFrom: FIRST, dueAt: START + HOUR, deferredFor: 'held' },
    ]);
  });

  it('says to its sender that it was due then, so that it is of use no longer than it would have been', () => {
    const { effects } = decide(jette(putOff()), timer, rules, START);
    const sent = effects.flatMap((effect) => (effect.kind === 'send-message' ? [effect.message] : []));
    expect(sent).toMatchObject([{ step: 'first', dueAt: FIRST, decidedAt: START }]);
    expect((sent[0]?.usefulUntil ?? 0) - FIRST).toBeGreaterThan(0);
    const fresh = decide(jette(run({ step: 'pause', waitFrom: START - HOUR })), timer, rules, START).effects;
    const next = fresh.flatMap((effect) => (effect.kind === 'send-message' ? [effect.message] : []));
    expect((next[0]?.usefulUntil ?? 0) - START).toBe((sent[0]?.usefulUntil ?? 0) - FIRST);
  });

  it('keeps its first due time where its timer fires before the time', () => {
    const { state } = decide(jette(putOff({ dueAt: START + HOUR })), timer, rules, START);
    expect((state as Profile).enrollments).toMatchObject([
      { step: 'first', firstDueAt: FIRST, dueAt: START + HOUR, deferredFor: 'quiet-hours' },
    ]);
  });

  it('keeps its first due time where its profile joins another one', () => {
    const { state } = decide(knownAs(OWN), absorbOf({ ...jette(putOff()), id: OTHER }), rules, START);
    expect((state as Profile).enrollments).toMatchObject([
      { step: 'first', firstDueAt: FIRST, deferredFor: 'quiet-hours' },
    ]);
  });

  it.each<[string, Partial<Enrollment>, string]>([
    ['the first channel', {}, messageIdOf('e', 'first')],
    [
      'the first channel, after an earlier step took the second',
      { fallbackAt: 'other' },
      messageIdOf('e', 'first'),
    ],
    ['the second channel', { fallbackAt: 'first' }, fallbackIdOf('e', 'first')],
  ])(
    'on %s ends under its own id where the run of the other profile is further',
    (_channel, change, messageId) => {
      const further = run({ entryId: 'f', step: 'second', messaged: true });
      const { state, record } = decide(
        jette(putOff(change)),
        absorbOf({ ...jette(further), id: OTHER }),
        rules,
        START,
      );
      expect((state as Profile).enrollments.map(({ entryId }) => entryId)).toEqual(['f']);
      expect(record?.entries.filter(({ type }) => type === 'message')).toMatchObject([
        { messageId, outcome: 'skipped', reason: 'not-current' },
      ]);
    },
  );
});

it('a run that has ended remembers what it was about, and by whose clock it began', () => {
  const mail = flowOf({ id: 'hello', list: [send('first', null)] });
  const ended = storyOf(programOf([mail]))
    .consents()
    .hears('checkout.updated', { checkout_id: 'c-1' }, { statedAt: START + HOUR })
    .profile().lastEntries['hello'];
  expect(ended).toMatchObject({
    ...{ subject: 'c-1', since: START, end: 'completed' },
    sinceAhead: { source: 'test', statedAt: START + HOUR },
  });
});
