/** What is due together or late: who goes first, which clock the next wait counts by, and which timers stay. */
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { CompiledStep } from '../../../core/program/program.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const MINUTE = 60_000;
const story = (...flows: Parameters<typeof programOf>[0]) =>
  storyOf(programOf(flows, { frequencyCap: { perDay: 1, perWeek: null } }))
    .consents()
    .cart();
const chain = (...list: readonly CompiledStep[]) =>
  storyOf(programOf([flowOf({ id: 'chain', list })]))
    .consents()
    .cart();
const afterWait = (id: string, ms: number) =>
  flowOf({ id, list: [wait(`${id}-wait`, ms, id), send(id, null)] });
const woken = (of: ReturnType<typeof chain>) =>
  of.gets({ kind: 'wake', inputId: `wake-${of.now()}`, profileId: '1customer', receivedAt: of.now() });
const cancelled = (of: ReturnType<typeof chain>) =>
  of.effects.flatMap((effect) => (effect.kind === 'cancel-timer' ? [effect.id] : []));

describe('the wait after a message', () => {
  test('counts from the plan where it left up to three minutes late, and from its leaving beyond', () => {
    const late = (ms: number) => {
      const steps = [wait('w1', HOUR, 'one'), send('one', 'w2'), wait('w2', DAY, 'two'), send('two', null)];
      return woken(chain(...steps).sleeps(HOUR + ms))
        .passes(2 * DAY)
        .sent()
        .at(-1);
    };
    expect(late(3 * MINUTE)).toBe('two 11-21T18:00');
    expect(late(3 * MINUTE + 1)).toBe('two 11-21T18:04');
  });

  test('counts from the plan where it did not leave', () => {
    const steps = [
      wait('w1', HOUR, 'one'),
      send('one', 'w2', 12 * HOUR),
      wait('w2', DAY, 'two'),
      send('two', null),
    ];
    expect(
      woken(chain(...steps).sleeps(14 * HOUR))
        .passes(2 * DAY)
        .sent(),
    ).toEqual(['two 11-21T18:00']);
  });

  test('that is over with another one, at this very moment, is over', () => {
    const steps = [wait('w1', HOUR, 'w2'), wait('w2', HOUR, 'mail'), send('mail', null)];
    expect(woken(chain(...steps).sleeps(2 * HOUR)).sent()).toEqual(['mail 11-20T19:00']);
  });
});

describe('what is due together', () => {
  test('goes on alone: who is not due keeps the timer', () => {
    const told = story(afterWait('a', HOUR), afterWait('b', 5 * HOUR));
    const [first] = told.timers();
    woken(told.sleeps(2 * HOUR));
    expect(told.steps()).toEqual(['a']);
    expect(cancelled(told)).toEqual([first?.id]);
    expect(told.effects.filter(({ kind }) => kind === 'arm-timer')).toHaveLength(2);
  });

  test('gives the free slot to who has waited longest', () => {
    const told = story(afterWait('a', 2 * HOUR), afterWait('b', HOUR)).sleeps(3 * HOUR);
    expect(woken(told).steps()).toEqual(['b']);
    expect(told.skipped()).toEqual(['a deferred frequency-cap']);
  });
});

describe('a timer', () => {
  test('of earlier, or of another enrollment, does nothing though something is due', () => {
    const told = chain(wait('w', HOUR, 'mail'), send('mail', null));
    const [timer] = told.timers();
    const before = told.sleeps(2 * HOUR).profile();
    const fired = { kind: 'timer', profileId: '1customer', receivedAt: told.now() } as const;
    const [timerId, entryId] = [timer?.id ?? '', timer?.entryId ?? ''];
    told.gets({ ...fired, inputId: 'stale', timerId: 'stale', entryId });
    told.gets({ ...fired, inputId: 'other', timerId, entryId: 'other' });
    expect(told.profile()).toBe(before);
  });

  test('that has fired is not called off', () => {
    const told = chain(wait('w1', HOUR, 'one'), send('one', 'w2'), wait('w2', DAY, null)).passes(2 * DAY);
    expect(told.decisions().at(-1)).toBe('completed completed');
    expect(cancelled(told)).toEqual([]);
  });

  test('goes on with what was too much for one decision, a minute later', () => {
    const sent = (count: number) => {
      const notes = Array.from({ length: count }, (_, n): CompiledStep => {
        const next = n === count - 1 ? 'mail' : `s${n + 1}`;
        return { kind: 'set', id: `s${n}`, attributes: { n }, next };
      });
      return chain(...notes, send('mail', null))
        .passes(5 * MINUTE)
        .sent();
    };
    expect(sent(LIMITS.stepsPerDecision - 1)).toEqual(['mail 11-20T17:00']);
    expect(sent(LIMITS.stepsPerDecision)).toEqual(['mail 11-20T17:01']);
  });
});
