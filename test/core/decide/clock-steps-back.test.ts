/**
 * The clock of the machine that decides, or of the door that hears, steps back or ahead between two inputs:
 * nobody is forgotten or written to twice, no wait ends before its time, and no silence is taken for longer
 * than it was.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../../core/decide/decide.ts';
import { eventInput } from '../../../core/state/event-input.ts';
import type { Profile, ProfileState } from '../../../core/state/profile.ts';
import { cartFlow, controlsOf, DAY, HOUR } from '../../support/flows.ts';
import { runs } from '../../support/runs.ts';
import { PROFILE, START } from '../../support/story.ts';
import { moving, programWith, where, winBack } from '../../support/watches.ts';

const MINUTE = 60_000;
const BUYS = { event: 'order.placed', since: '30d' } as const;
const program = programWith(
  [cartFlow(), winBack(60, { reentry: { kind: 'always' } }), moving('buyers', { when: 'left' })],
  { segments: { buyers: where(BUYS) } },
);
const rules = { program, controls: controlsOf(), testReachesEveryone: false };

const CONSENT = { channel: 'email', purpose: 'marketing', basis: 'double-opt-in', evidence: {} };
const ITEMS = [{ product_id: '8101', quantity: 1 }];
const dataOf = (name: string, id: string) => ({
  ...(name === 'order.placed' ? { order_id: `o-${id}` } : {}),
  checkout_id: `c-${id}`,
  currency: 'EUR',
  total: '30.00',
  items: ITEMS,
});

type Sent = Readonly<{ flow: string; at: number }>;

/** One customer by the true time; `wrong` is how far the machine's clock is off at the next decision. */
const lived = () => {
  let state: ProfileState | undefined;
  let [time, count] = [START, 0];
  const timers = new Map<string, Readonly<{ entryId: string; at: number }>>();
  const sent: Sent[] = [];
  const gets = (input: Parameters<typeof decide>[1], wrong: number): void => {
    const decision = decide(state, input, rules, time + wrong);
    if (decision.changed) state = decision.state;
    for (const effect of decision.effects) {
      // What a clock that is behind asks for in the past, Scheduler fires in the next minute.
      if (effect.kind === 'arm-timer')
        timers.set(effect.id, { entryId: effect.entryId, at: Math.max(effect.at, time + MINUTE) });
      if (effect.kind === 'cancel-timer') timers.delete(effect.id);
      if (effect.kind === 'send-message') sent.push({ flow: effect.message.flow, at: time });
    }
  };
  const hears = (name: string, data: object, wrong: number): void => {
    count += 1;
    const id = `${count}`.padEnd(12, 'x');
    const receivedAt = time + wrong;
    const identities = [{ kind: 'email' as const, value: 'jette@example.org', profileId: PROFILE }];
    const event = {
      id,
      name,
      at: Math.min(time, receivedAt),
      source: 'test',
      identities,
      data: data as never,
    };
    gets(eventInput(event, { profileId: PROFILE, receivedAt }), wrong);
  };
  /** Every timer fires in its minute, by the true time; the clock is off as `wrongs` says, one after another. */
  const passes = (until: number, wrongs: readonly number[] = []): void => {
    const left = [...wrongs];
    for (;;) {
      const [next] = [...timers].sort(([, a], [, b]) => a.at - b.at);
      if (!next || next[1].at > until) break;
      const [timerId, { entryId, at }] = next;
      timers.delete(timerId);
      time = at;
      const wrong = left.shift() ?? 0;
      gets(
        { kind: 'timer', inputId: timerId, profileId: PROFILE, receivedAt: at + wrong, timerId, entryId },
        wrong,
      );
    }
    time = until;
  };
  return { hears, passes, sent, timers, now: () => time, profile: () => state as Profile };
};

const off = fc.integer({ min: -90, max: 90 }).map((minutes) => minutes * MINUTE);
const happening = fc.record({
  name: fc.constantFrom('order.placed', 'checkout.updated'),
  after: fc.constantFrom(8 * HOUR, 5 * DAY, 20 * DAY, 40 * DAY, 70 * DAY, 130 * DAY),
  wrong: off,
  wrongs: fc.array(off, { maxLength: 4 }),
});

/** An hour and a half, behind or ahead, at the door and at the engine: three hours between the two at most. */
test('after all of it each wait has its one timer, each cart its mails in their time, each silence one letter', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 7 }), (all) => {
      const one = lived();
      one.hears('consent.given', CONSENT, 0);
      const [carts, orders]: [number[], number[]] = [[], []];
      for (const [index, { name, after, wrong, wrongs }] of all.entries()) {
        one.passes(one.now() + after, wrongs);
        (name === 'order.placed' ? orders : carts).push(one.now());
        one.hears(name, dataOf(name, `${index}`), wrong);
      }
      one.passes(one.now() + 200 * DAY);
      const gaps = orders.map((at, index) => ({ at, gap: (orders[index + 1] ?? one.now()) - at }));
      // Where a wrong clock may well tell otherwise, nothing is asked.
      fc.pre(gaps.every(({ gap }) => [30, 60].every((days) => Math.abs(gap - days * DAY) > 4 * HOUR)));
      const of = (flow: string) => one.sent.filter((message) => message.flow === flow).map(({ at }) => at);
      const silences = gaps.filter(({ gap }) => gap > 60 * DAY);
      const letters = of('win-back-60');
      expect(letters.length).toBe(silences.length);
      for (const [index, { at }] of silences.entries())
        expect(Math.abs((letters[index] ?? 0) - at - 60 * DAY)).toBeLessThan(4 * HOUR);
      expect(of('left-buyers').length).toBe(gaps.filter(({ gap }) => gap > 30 * DAY).length);
      for (const at of of('abandoned-cart'))
        expect(carts.some((began) => at >= began + HOUR - 3 * HOUR && at <= began + 5 * DAY)).toBe(true);
      expect(one.profile().enrollments).toEqual([]);
      const armed = one.profile().watch;
      expect([...one.timers.keys()]).toEqual(armed ? [armed.timerId] : []);
    }),
    { numRuns: runs(60) },
  );
});
