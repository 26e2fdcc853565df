/** What the timeline says of a message whose run has ended or moved on, and how a late step goes on. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { reasonFor } from '../../../core/decide/enrollments/drop-deferred.ts';
import type { CompiledStep } from '../../../core/program/program.ts';
import type { OutcomeInput } from '../../../core/state/input.ts';
import type { Enrollment, Profile } from '../../../core/state/profile.ts';
import { controlsOf, DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { knownAs, OWN } from '../../support/joined.ts';
import { START, storyOf } from '../../support/story.ts';

const whatsapp: CompiledStep = { ...send('first', null), channel: 'whatsapp' } as CompiledStep;
const hello = (change: Partial<Parameters<typeof flowOf>[0]> = {}) =>
  flowOf({ id: 'hello', list: [whatsapp], ...change });
const rulesOf = (...flows: Parameters<typeof programOf>[0]) => ({
  program: programOf(flows, {}, 2),
  controls: controlsOf({ seq: 2 }),
  testReachesEveryone: false,
});
const told = (profile: Partial<Profile>, input: Parameters<typeof decide>[1], rules = rulesOf(hello())) =>
  decide(knownAs(OWN, profile), input, rules, START).record?.entries ?? [];

describe('a message that its sender puts off after its run has ended', () => {
  const deferred: OutcomeInput = {
    ...{ kind: 'outcome', inputId: 'i', profileId: OWN, receivedAt: START, dueAt: START },
    ...{ messageId: 'm', flow: 'hello', step: 'first', entryId: 'e', outcome: 'deferred', reason: 'held' },
  };
  const last = (entryId: string): Pick<Profile, 'lastEntries'> => ({
    lastEntries: { hello: { entryId, seq: 1, since: START, enteredAt: START, endedAt: START, end: 'exit' } },
  });

  it('is skipped on its own channel, for the reason for which that run has ended', () => {
    expect(told(last('e'), deferred)).toMatchObject([
      { type: 'message', outcome: 'skipped', channel: 'whatsapp', reason: 'exit' },
    ]);
    const mail = rulesOf(flowOf({ id: 'hello', list: [send('first', null)] }));
    expect(told(last('e'), deferred, mail)).toMatchObject([{ channel: 'email' }]);
  });

  it('is not current where another run of the flow has ended since, or none', () => {
    expect(told(last('other'), deferred)).toMatchObject([{ reason: 'not-current' }]);
    expect(told({}, deferred)).toMatchObject([{ reason: 'not-current' }]);
  });
});

it('the reason of a message that does not leave is that of the end of its run', () => {
  expect(
    (['exit', 'goal', 'audience', 'step-removed', 'completed', 'merged'] as const).map(reasonFor),
  ).toEqual(['exit', 'exit', 'audience', 'step-removed', 'not-current', 'not-current']);
});

it('a deferred message of a flow that lets nobody go on ends on its own channel', () => {
  const enrollment: Enrollment = {
    ...{ flow: 'hello', entryId: 'e', step: 'first', seq: 1, since: START, enteredAt: START },
    ...{ dueAt: START, waitFrom: START, timerId: 't', firstDueAt: START, deferredFor: 'quiet-hours' },
  };
  const rules = rulesOf(hello({ since: 2, onEdit: 'only-new' }));
  const timer = {
    kind: 'timer',
    inputId: 't',
    profileId: OWN,
    receivedAt: START,
    timerId: 't',
    entryId: 'e',
  } as const;
  expect(told({ enrollments: [enrollment] }, timer, rules)).toMatchObject([
    { type: 'message', channel: 'whatsapp', outcome: 'skipped', reason: 'step-removed' },
    { type: 'decision', what: 'exited', reason: 'step-removed' },
  ]);
});

it('the end of a run says what it was about', () => {
  const trigger = { on: 'order.placed', restart: false, per: 'order' } as const;
  const story = storyOf(
    programOf([flowOf({ id: 'thanks', trigger, list: [send('mail', null)] })]),
  ).consents();
  const end = story.orders().told.find((one) => one.type === 'decision' && one.what === 'completed');
  expect(end).toMatchObject({ about: { kind: 'order', id: 'o-1' } });
});

it('a message that is deferred says until when, and waits to the last moment of its use', () => {
  const quietFor = (usefulFor: number) =>
    storyOf(
      programOf([flowOf({ id: 'hello', list: [send('first', null, usefulFor)] })], {
        quietHours: { from: '17:00', to: '20:00', sundays: false, holidays: [] },
      }),
    )
      .consents()
      .cart();
  const story = quietFor(2 * HOUR);
  expect(quietFor(2 * HOUR - 1).skipped()).toEqual(['first skipped expired']);
  const entry = story.told.find((one) => one.type === 'message');
  expect(entry).toMatchObject({ outcome: 'deferred', reason: 'quiet-hours' });
  expect(entry).toHaveProperty('until', story.profile().enrollments[0]?.dueAt);
});

describe('a step that comes late', () => {
  const woken = (list: readonly CompiledStep[], late: number, data: object = {}) => {
    const story = storyOf(programOf([flowOf({ id: 'late', list })]))
      .consents()
      .hears('checkout.updated', { checkout_id: 'c-1', items: [{ product_id: '1' }], ...data })
      .sleeps(late);
    return story.gets({ kind: 'wake', inputId: 'w', profileId: '1customer', receivedAt: story.now() });
  };

  it('and waits for an event whose time is over takes the other way at once', () => {
    const awaits: CompiledStep = {
      ...{ kind: 'waitFor', id: 'awaits', event: 'acme.ping', yes: null, no: 'mail' },
      timeout: { kind: 'elapsed', ms: HOUR },
    };
    const story = woken([wait('w', HOUR, 'awaits'), awaits, send('mail', null)], 5 * HOUR);
    expect(story.steps()).toEqual(['mail']);
  });

  it('behind a date that lies between its plan and now lets what follows count from that date', () => {
    const until: CompiledStep = { kind: 'untilDate', id: 'until', path: 'event.on', next: 'w2' };
    const list = [wait('w', HOUR, 'until'), until, wait('w2', DAY, 'mail'), send('mail', null)];
    const story = woken(list, 5 * HOUR, { on: new Date(START + 2 * HOUR).toISOString() });
    expect(story.passes(2 * DAY).sent()).toEqual(['mail 11-21T19:00']);
  });
});
