/**
 * The walk over everybody after a publish, with the shipped journey and a table that is made page by page, so
 * that what is measured is the walk and not the stand-in of a table.
 */
import { createEveryone, placeAfter } from '../../adapters/dynamodb/everyone.ts';
import { toItem } from '../../adapters/dynamodb/profile-codec.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { keys } from '../../contract/table.ts';
import type { CatchUp } from '../../core/ports/catch-ups.ts';
import { present } from '../../core/present.ts';
import type { Program } from '../../core/program/program.ts';
import type { Rules } from '../../core/program/rules.ts';
import { beginCatchUp } from '../../core/state/catch-up.ts';
import type { CatchUpInput, Input, TimedInput } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import { catchUp } from '../../functions/advance/catch-up.ts';
import type { AdvanceDeps } from '../../functions/advance/deps.ts';
import { longHistory } from '../bench/profiles.ts';
import { controlsOf } from '../support/flows.ts';
import { shippedProgram } from '../support/shipped-content.ts';
import { collector, heapMb } from './live-memory.ts';

const DAY_MS = 24 * 60 * 60_000;
const NOW = Date.parse('2026-12-03T08:00:00Z');
/** More than anybody lets in on one day, so that one stretch follows the other. */
const PER_DAY = 10_000_000;
/** Their last orders are spread over so many days, so that some have been silent long enough and some not. */
const SPREAD_DAYS = 120;

export type Walked = Readonly<{
  problems: readonly string[];
  processorMs: number;
  grownMb: number;
  due: number;
}>;

/** Everybody is met once. `grownMb` is by how much the live objects grew at most between two stretches. */
export const walkOver = async (people: number): Promise<Walked> => {
  const program = await journey();
  const rules = { program, controls: controlsOf({ seq: 2 }), testReachesEveryone: false };
  const shop = shopOf(people, rules);
  const collect = collector();
  const before = heapMb(collect);
  const began = process.cpuUsage();
  let grownMb = 0;
  for (let input: CatchUpInput | undefined = beginCatchUp(2, NOW); input; input = shop.next()) {
    await catchUp(shop.deps, input, rules);
    grownMb = Math.max(grownMb, heapMb(collect) - before);
  }
  const { user, system } = process.cpuUsage(began);
  return { problems: shop.problems(), processorMs: (user + system) / 1_000, grownMb, due: shop.due() };
};

const journey = async (): Promise<Program> => {
  const shipped = await shippedProgram(NOW);
  const { program } = shipped;
  if (!program) throw new Error('the shipped content is not in order');
  return { ...program, seq: 2, settings: { ...program.settings, catchUp: { perDay: PER_DAY } } };
};

const shopOf = (people: number, rules: Rules) => {
  const template = longHistory(rules);
  const met = new Uint8Array(people);
  let [now, walk, timer]: [number, CatchUp | undefined, CatchUpInput | undefined] = [
    NOW,
    undefined,
    undefined,
  ];
  const table = { client: { send: async ({ input }: Scan) => pageOf(template, people, input) } };
  const deps = {
    now: () => now,
    log: { info: () => {} },
    // A client that answers scans alone: the walk makes no other call.
    everyone: createEveryone({ ...table, tableName: 'customers' } as never as Table),
    placeAfter,
    catchUps: {
      read: async () => walk,
      write: async (next: CatchUp) => {
        walk = next;
        return true;
      },
    },
    queues: {
      sendInputs: async (inputs: readonly Input[]) => {
        for (const { profileId } of inputs) met[indexOf(profileId)] = (met[indexOf(profileId)] ?? 0) + 1;
      },
    },
    timers: {
      arm: async (input: TimedInput, at: number) => {
        now = at;
        timer = input as CatchUpInput;
      },
    },
    // Whatever else advance works with, the walk never asks for it.
  } as never as AdvanceDeps;
  return {
    deps,
    next: (): CatchUpInput | undefined => {
      const armed = timer;
      timer = undefined;
      return armed;
    },
    due: () => walk?.due ?? 0,
    problems: (): readonly string[] => [
      ...(walk?.looked === people ? [] : [`${people} people and ${walk?.looked} looked at`]),
      ...(met.every((times) => times === 1) ? [] : ['somebody was not woken once']),
      ...(walk?.nextAt === undefined ? [] : ['the walk has not ended']),
    ],
  };
};

type Scan = Readonly<{ input: Readonly<{ Limit?: number; ExclusiveStartKey?: Readonly<{ pk: string }> }> }>;

const idOfPerson = (index: number): string => `1p${index}`;
const indexOf = (profileId: string): number => Number(profileId.slice('1p'.length));
const PREFIX = keys.profile('').pk;

/** What a scan answers: so many of the people, each as the item that the engine writes. */
const pageOf = (
  template: Profile,
  people: number,
  { Limit = 1, ExclusiveStartKey: after }: Scan['input'],
) => {
  const from = after ? indexOf(after.pk.slice(PREFIX.length)) + 1 : 0;
  const until = Math.min(from + Limit, people);
  const Items = Array.from({ length: until - from }, (_, offset) =>
    toItem({ state: personFrom(template, from + offset), version: 1 }),
  );
  return present({
    Items,
    LastEvaluatedKey: until < people ? keys.profile(idOfPerson(until - 1)) : undefined,
  });
};

/** Known to an older program, and silent for some days. */
const personFrom = (template: Profile, index: number): Profile => {
  const ordered = NOW - (index % SPREAD_DAYS) * DAY_MS;
  const orders = { first: ordered, last: ordered, count: 1 };
  return {
    ...template,
    id: idOfPerson(index),
    seq: 1,
    history: { ...template.history, 'order.placed': orders },
    watch: undefined,
  } as Profile;
};
