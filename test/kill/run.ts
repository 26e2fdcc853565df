/**
 * Runs one kill test: a process under load is killed at random moments and started again, and the promises
 * are checked at the end.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { speakTo } from '../support/local-system.ts';
import { customersOf, live } from './customers.ts';
import { type Running, startProcess } from './process.ts';
import { checkPromises, type Found } from './promises.ts';
import { createShop } from './shop.ts';

export type KillRun = Readonly<{
  kills: number;
  customersPerKill: number;
  seed: number;
  print: (line: string) => void;
}>;

const START = '2026-11-20T08:00:00Z';
/** The system lives for at most this long after it is ready. Real time. */
const LIFE_MS = 1_500;
/** Customers who come at the same time. */
const CUSTOMERS_AT_ONCE = 4;
/** Parallel invocations of one function in the system on one machine. */
const SENDERS = 5;
const MINUTES_MOST = 90;
const THE_REST_HOURS = 300;

export const killRun = async ({ kills, customersPerKill, seed, print }: KillRun): Promise<Found> => {
  const folder = await mkdtemp(join(tmpdir(), 'kill-'));
  const random = seeded(seed);
  const customers = customersOf(kills * customersPerKill);
  let running: Running | undefined;
  let over = false;
  const shop = createShop(
    () => running?.url,
    () => over,
  );
  const patience = async (): Promise<void> => {
    const until = (await shop.now()) + random() * 30 * 3_600_000;
    while (!over && (await shop.now()) < until) await pause(50);
  };
  const waiting = [...customers];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const customer = next;
      const ownLife = live(shop, customer, patience);
      if (customer.buys) lives.push(ownLife);
      else await ownLife;
    }
  };
  const lives: Promise<void>[] = [];
  const clock = async (): Promise<void> => {
    while (!over) await shop.advance(1 + Math.floor(random() * MINUTES_MOST));
  };
  try {
    running = await startProcess(folder, START);
    const load = [...Array.from({ length: CUSTOMERS_AT_ONCE }, worker)];
    const moving = clock();
    for (let kill = 1; kill <= kills; kill += 1) {
      await pause(random() * LIFE_MS);
      const dying: Running = running;
      running = undefined;
      await dying.kill();
      running = await startProcess(folder, START);
      if (kill % 10 === 0) print(`killed ${kill} times, ${shop.accepted.length} events accepted`);
    }
    await Promise.all(load);
    await Promise.all(lives);
    over = true;
    await moving;
    const { url } = running;
    const system = speakTo(url);
    await system.advance(`${THE_REST_HOURS}h`);
    const evidence = {
      accepted: shop.accepted,
      mails: await system.mails(),
      view: system.view,
      kills,
      senders: SENDERS,
    };
    return await checkPromises(customers, evidence);
  } finally {
    over = true;
    await running?.kill();
    await rm(folder, { recursive: true, force: true });
  }
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Mulberry32: small, and the same on every machine. */
const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
