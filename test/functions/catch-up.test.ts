/**
 * The walk over all customers after a publish: who fulfils a trigger already comes in at the shop's pace,
 * nobody is missed, and a process that ends in between changes nothing about that.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import type { CatchUp } from '../../core/ports/catch-ups.ts';
import type { Page } from '../../core/ports/everyone.ts';
import { present } from '../../core/present.ts';
import type { Program } from '../../core/program/program.ts';
import { beginCatchUp, CATCH_UP_GROUP } from '../../core/state/catch-up.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { CatchUpInput, Input, TimedInput } from '../../core/state/input.ts';
import { inputSchema } from '../../core/state/input-schema.ts';
import type { Profile } from '../../core/state/profile.ts';
import { catchUp } from '../../functions/advance/catch-up.ts';
import type { AdvanceDeps } from '../../functions/advance/deps.ts';
import { controlsOf, DAY, programOf } from '../support/flows.ts';
import { winBack } from '../support/watches.ts';

const NOW = Date.parse('2026-12-03T08:00:00Z');
const MINUTE = 60_000;
const FOUR_PER_STRETCH = (4 * DAY) / LIMITS.catchUpStretchMs;

/** Somebody whose last order is so many days ago; undefined: nobody who ever ordered. */
const person = (id: string, daysAgo: number | undefined): Profile => ({
  ...emptyProfile(id, 1, 0),
  history:
    daysAgo === undefined
      ? {}
      : { 'order.placed': { first: NOW - daysAgo * DAY, last: NOW - daysAgo * DAY, count: 1 } },
});

const programWith = (perDay: number, flows = [winBack(60)], seq = 2): Program => {
  const program = programOf(flows);
  return { ...program, seq, settings: { ...program.settings, catchUp: { perDay } } };
};

type Shop = ReturnType<typeof shopWith>;

/** A table of these people, in pages of three, and a queue that delivers again what failed. */
const shopWith = (people: readonly Profile[], first: Program) => {
  const woken: { id: string; inputId: string; at: number }[] = [];
  const timers: { input: TimedInput; at: number }[] = [];
  let [now, program, walk]: [number, Program, CatchUp | undefined] = [NOW, first, undefined];
  let controls = controlsOf({ seq: first.seq });
  let untilCrash = Number.POSITIVE_INFINITY;
  const orEnd = <T>(act: () => T): T => {
    untilCrash -= 1;
    if (untilCrash === 0) throw new Error('the process ended');
    return act();
  };
  const placeAfter = (id: string): string => `after ${id}`;
  const everyone = async (after?: string): Promise<Page> => {
    const start = people.findIndex(({ id }) => placeAfter(id) === after) + 1;
    const page = people.slice(start, start + 3);
    const last = page.at(-1);
    return present({
      people: page,
      next: last && start + 3 < people.length ? placeAfter(last.id) : undefined,
    });
  };
  const deps = {
    now: () => now,
    log: { info: () => {} },
    placeAfter,
    everyone: (after?: string) => orEnd(() => everyone(after)),
    catchUps: {
      read: async () => walk,
      write: async (next: CatchUp, before: CatchUp | undefined) =>
        orEnd(() => {
          if (walk?.seq !== before?.seq || walk?.stretch !== before?.stretch) return false;
          walk = next;
          return true;
        }),
    },
    queues: {
      sendInputs: async (inputs: readonly Input[]) =>
        orEnd(() => {
          for (const { profileId, inputId } of inputs) woken.push({ id: profileId, inputId, at: now });
        }),
    },
    timers: {
      arm: async (input: TimedInput, at: number) =>
        orEnd(() => {
          if (!timers.some(({ input: { inputId } }) => inputId === input.inputId)) timers.push({ input, at });
        }),
    },
  } as never as AdvanceDeps;
  const hear = async (input: CatchUpInput): Promise<void> => {
    const rules = { program, controls, testReachesEveryone: false };
    // An input has been through the queue: written as JSON, and read again.
    const travelled = inputSchema.parse(JSON.parse(JSON.stringify(input)));
    if (travelled.kind !== 'catch-up') throw new Error('another input');
    await catchUp(deps, travelled, rules).catch(() => catchUp(deps, travelled, rules));
  };
  const passes = async (): Promise<void> => {
    for (let fired = timers.shift(); fired; fired = timers.shift()) {
      now = fired.at;
      if (fired.input.kind === 'catch-up') await hear(fired.input);
    }
  };
  const publishes = async (next: Program = program, sending: 'live' | 'test' = 'live'): Promise<void> => {
    [program, controls] = [next, controlsOf({ seq: next.seq, sending })];
    await hear(beginCatchUp(next.seq, now));
  };
  return {
    publishes,
    passes,
    loseTimers: () => void timers.splice(0),
    isSwept: async () =>
      catchUp(
        deps,
        { kind: 'wake', inputId: 'swept', profileId: CATCH_UP_GROUP, receivedAt: now },
        { program, controls, testReachesEveryone: false },
      ),
    endsAtCall: (call: number): void => {
      untilCrash = call;
    },
    woken,
    walk: () => walk,
  };
};

const idsOf = ({ woken }: Shop): readonly string[] => [...new Set(woken.map(({ id }) => id))];
const silent = (count: number, days = 100): readonly Profile[] =>
  Array.from({ length: count }, (_, index) => person(`p${index}`, days));

const DYING_AT_EACH_CALL = Array.from({ length: 20 }, (_, call): [number, number[], number] => {
  return [call + 1, Array<number>(9).fill(100), 4];
});

describe('after a publish', () => {
  test('who fulfils it already is met, whose time is to come too, and nobody who cannot fulfil it', async () => {
    const shop = shopWith(
      [person('long-silent', 100), person('not-yet', 10), person('never-ordered', undefined)],
      programWith(1_000),
    );
    await shop.publishes();
    await shop.passes();
    expect(idsOf(shop)).toEqual(['long-silent', 'not-yet']);
    expect(shop.walk()).toMatchObject({ looked: 3, due: 1 });
    expect(shop.walk()?.nextAt).toBeUndefined();
  });

  test('no more come in than the pace allows: so many with each quarter of an hour', async () => {
    const shop = shopWith(silent(10), programWith(FOUR_PER_STRETCH));
    await shop.publishes();
    await shop.passes();
    expect(shop.woken.map(({ at }) => (at - NOW) / MINUTE)).toEqual([0, 0, 0, 0, 15, 15, 15, 15, 30, 30]);
    expect(new Set(shop.woken.map(({ id }) => id)).size).toBe(10);
  });

  test('a slow pace is kept too: five a day are one in some five hours', async () => {
    const shop = shopWith(silent(4), programWith(5));
    await shop.publishes();
    await shop.passes();
    expect(shop.woken.map(({ at }) => (at - NOW) / MINUTE)).toEqual([0, 288, 576, 864]);
  });

  test('whose time is to come only gets a timer, so the pace does not hold them back', async () => {
    const shop = shopWith(silent(25, 10), programWith(1));
    await shop.publishes();
    await shop.passes();
    expect(shop.woken.map(({ at }) => at - NOW)).toEqual(shop.woken.map(() => 0));
    expect(idsOf(shop)).toHaveLength(25);
  });

  test('more pages than one stretch reads are read by the next ones', async () => {
    const shop = shopWith(silent(3 * LIMITS.catchUpPages + 2, 10), programWith(1));
    await shop.publishes();
    await shop.passes();
    expect(idsOf(shop)).toHaveLength(3 * LIMITS.catchUpPages + 2);
    expect(shop.walk()?.stretch).toBe(3);
  });

  test('who was looked at by a decision with this program is left alone', async () => {
    const shop = shopWith([{ ...person('heard-of', 100), seq: 2 }], programWith(10));
    await shop.publishes();
    expect(shop.woken).toEqual([]);
  });

  test('of what was met already nothing is met again; what is new or edited is', async () => {
    const shop = shopWith(silent(2), programWith(1_000));
    await shop.publishes();
    await shop.publishes(programWith(1_000, [winBack(60, { priority: 7 })], 3));
    expect(shop.woken).toHaveLength(2);
    await shop.publishes(programWith(1_000, [winBack(60), winBack(90)], 4));
    await shop.publishes(programWith(1_000, [winBack(60), winBack(90), winBack(30)], 5));
    expect(Object.keys(shop.walk()?.flows ?? {})).toEqual(['win-back-30']);
  });

  test('a flow that comes back after it was gone is met anew', async () => {
    const shop = shopWith(silent(1), programWith(1_000));
    await shop.publishes();
    await shop.publishes(programWith(1_000, [], 3));
    await shop.publishes(programWith(1_000, [winBack(60)], 4));
    expect(shop.woken).toHaveLength(2);
  });

  test('while no message may leave nobody is met, and everybody is once it may', async () => {
    const shop = shopWith(silent(2), programWith(1_000));
    await shop.publishes(programWith(1_000), 'test');
    expect(shop.woken).toEqual([]);
    await shop.publishes(programWith(1_000, [winBack(60)], 3), 'live');
    expect(idsOf(shop)).toHaveLength(2);
  });

  test('a publish in the middle that changes nothing about it lets the walk go on where it stands', async () => {
    const shop = shopWith(silent(9), programWith(FOUR_PER_STRETCH));
    await shop.publishes();
    await shop.publishes(programWith(FOUR_PER_STRETCH, [winBack(60)], 3));
    await shop.passes();
    expect(shop.woken).toHaveLength(9);
  });

  test('a walk whose timer was lost is driven again by the sweep', async () => {
    const shop = shopWith(silent(9), programWith(FOUR_PER_STRETCH));
    await shop.publishes();
    shop.loseTimers();
    await shop.isSwept();
    await shop.passes();
    expect(idsOf(shop)).toHaveLength(9);
    await shop.isSwept();
    expect(shop.woken).toHaveLength(9);
  });

  test('everybody is met under one id, at whatever call the process ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 6 }),
        async (call, ages, perStretch) => {
          const people = ages.map((age, index) => person(`p${index}`, age));
          const shop = shopWith(people, programWith((FOUR_PER_STRETCH / 4) * perStretch));
          shop.endsAtCall(call);
          await shop.publishes();
          await shop.passes();
          const ordered = people.flatMap(({ id, history }) => (history['order.placed'] ? [id] : []));
          expect([...idsOf(shop)].sort()).toEqual([...ordered].sort());
          expect(new Set(shop.woken.map(({ inputId }) => inputId)).size).toBe(ordered.length);
          expect(shop.walk()?.nextAt).toBeUndefined();
        },
      ),
      { examples: DYING_AT_EACH_CALL },
    );
  });
});
