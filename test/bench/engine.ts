/** Measures how many decisions the engine makes per second and core, by the age of a customer and by event. */
import { decideRead } from '../../core/decide/decide.ts';
import type { Program } from '../../core/program/program.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import { cartFlow, controlsOf, programOf } from '../support/flows.ts';
import { shippedProgram } from '../support/shipped-content.ts';
import {
  cartWords,
  littleHistory,
  longHistory,
  looks,
  orders,
  tenYears,
  withFiveSegments,
} from './profiles.ts';

export type Speed = Readonly<{ who: string; event: string; perSecond: number; stateBytes: number }>;

/** Duration of one measurement; the best of several rounds counts, because the machine has other work too. */
const ROUND_MS = 400;
const ROUNDS = 4;

type Case = Readonly<{
  who: string;
  event: string;
  program: Program;
  profile: Profile;
  inputs: readonly EventInput[];
}>;

/** The first three rows are the same work for customers of different ages: they tell whether age costs. */
export const measureDecisions = async (): Promise<readonly Speed[]> => {
  const cases = [...casesOf(), ...(await casesOfShipped())];
  const best = new Map(cases.map((one) => [one, 0]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const one of cases) best.set(one, Math.max(best.get(one) ?? 0, perSecond(one)));
  return cases.map((one) => ({
    who: one.who,
    event: one.event,
    perSecond: Math.round(best.get(one) ?? 0),
    stateBytes: JSON.stringify(one.profile).length,
  }));
};

const casesOf = (): readonly Case[] => {
  const watched = withFiveSegments();
  const known = stored(longHistory(rulesOf(watched)));
  const old = stored(tenYears(rulesOf(watched)));
  const three = { program: watched, event: 'a word about the cart, which all three flows hear' };
  const plain = programOf([cartFlow()]);
  return [
    {
      ...three,
      who: 'new, in three flows, five segments watched',
      profile: stored(littleHistory(rulesOf(watched))),
      inputs: cartWords(),
    },
    { ...three, who: 'the same after twenty events', profile: known, inputs: cartWords() },
    { ...three, who: 'the same after ten years', profile: old, inputs: cartWords() },
    {
      ...three,
      who: 'after twenty events',
      event: 'a look at a product, which no flow hears',
      profile: known,
      inputs: looks(),
    },
    {
      ...three,
      who: 'after twenty events',
      event: 'an order, which ends all three',
      profile: known,
      inputs: orders(),
    },
    {
      ...three,
      who: 'after ten years',
      event: 'an order, which ends all three',
      profile: old,
      inputs: orders(),
    },
    {
      program: plain,
      who: 'new, in one flow, nothing watched',
      event: 'a word about the cart',
      profile: stored(littleHistory(rulesOf(plain))),
      inputs: cartWords(),
    },
  ];
};

/** The whole journey as a new shop has it: twenty flows, tiers, lists of who waits for a product. */
const casesOfShipped = async (): Promise<readonly Case[]> => {
  const { program, problems } = await shippedProgram();
  if (!program) throw new Error(JSON.stringify(problems));
  const known = stored(longHistory(rulesOf(program)));
  const shipped = { program, who: 'after twenty events, in the shipped journey', profile: known };
  const old = { who: 'after ten years, in the shipped journey', profile: stored(tenYears(rulesOf(program))) };
  return [
    { ...shipped, event: 'a word about the cart', inputs: cartWords() },
    { ...shipped, event: 'a look at a product', inputs: looks() },
    { ...shipped, event: 'an order', inputs: orders() },
    { ...shipped, ...old, event: 'an order', inputs: orders() },
  ];
};

const rulesOf = (program: Program) => ({ program, controls: controlsOf(), testReachesEveryone: false });

/** As the table gives it back: a decision never gets the objects that an earlier one has made. */
const stored = (profile: Profile): Profile => JSON.parse(JSON.stringify(profile));

/**
 * The state comes with its size, as from the table. Counts the time of the processor, that of collecting
 * garbage included, because others want it too.
 */
const perSecond = ({ profile, inputs, program }: Case): number => {
  const rules = rulesOf(program);
  const read = { state: profile, bytes: JSON.stringify(profile).length };
  const [start, before] = [performance.now(), process.cpuUsage()];
  let made = 0;
  while (performance.now() - start < ROUND_MS) {
    for (const input of inputs) decideRead(read, input, rules, input.receivedAt);
    made += inputs.length;
  }
  const { user, system } = process.cpuUsage(before);
  return (made / (user + system)) * MICROSECONDS;
};

const MICROSECONDS = 1_000_000;
