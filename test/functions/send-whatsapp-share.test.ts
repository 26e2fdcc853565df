/**
 * The share of the month's budget that only transactional messages may use: marketing and messages to
 * strangers stop before it.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBudget } from '../../adapters/dynamodb/budget.ts';
import { budgetFor, microsOf } from '../../core/message/cost.ts';
import { DEFAULT_SETTINGS } from '../../core/program/settings.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { runs } from '../support/runs.ts';
import { createDesk, type Desk } from '../support/sending.ts';
import { askedFor, deliverWhatsapp, signUpProgram } from '../support/strangers.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

/** A utility message to Germany costs 0.0456 EUR and 0.005 USD, a marketing one 0.1131 EUR and the same. */
const UTILITY = 50_600;
const perMonth = { amount: 100, currency: 'EUR' };
const consented = {
  'whatsapp/marketing': { state: 'given' as const, basis: 'double-opt-in' as const, at: 1 },
};
const number = (index: number): string => `+4917139200${String(index).padStart(2, '0')}`;
const reasons = () => desk.told().map(({ reason }) => reason);
const left = (flow: string) => desk.mails().filter((message) => message.flow === flow).length;

it('stays for shipping news when strangers and marketing have used up all the rest at once', async () => {
  const signUp = { ...DEFAULT_SETTINGS.signUp, whatsappPerDay: 1_000 };
  await desk.publish(signUpProgram({ budget: { perMonth, transactionalShare: 25 }, signUp }));
  const flood: OutboxMessage[] = [];
  for (let index = 0; index < 20; index += 1)
    flood.push(await askedFor(desk, number(index), { flow: 'opt-in-whatsapp' }));
  for (let index = 20; index < 24; index += 1)
    flood.push(
      await askedFor(desk, number(index), { flow: 'abandoned-cart', change: { consents: consented } }),
    );
  await Promise.all(flood.map((message) => deliverWhatsapp(desk, message)));
  expect(new Set(reasons())).toEqual(new Set(['budget']));
  const news: OutboxMessage[] = [];
  for (let index = 30; index < 36; index += 1)
    news.push(await askedFor(desk, number(index), { flow: 'shipping-news' }));
  await Promise.all(news.map((message) => deliverWhatsapp(desk, message)));
  expect(left('shipping-news')).toBeGreaterThanOrEqual(Math.floor(250_000 / UTILITY));
  const spent =
    left('opt-in-whatsapp') * UTILITY + left('shipping-news') * UTILITY + left('abandoned-cart') * 118_100;
  expect(spent).toBeLessThanOrEqual(1_000_000);
});

it('a confirmation that a ceiling holds back costs nothing', async () => {
  const signUp = { ...DEFAULT_SETTINGS.signUp, whatsappPerDay: 1 };
  const price = { amount: 11, currency: 'EUR' };
  await desk.publish(signUpProgram({ budget: { perMonth: price, transactionalShare: 0 }, signUp }));
  for (let index = 0; index < 4; index += 1)
    await deliverWhatsapp(desk, await askedFor(desk, number(index), { flow: 'opt-in-whatsapp' }));
  expect(reasons()).toEqual(['sign-up-ceiling', 'sign-up-ceiling', 'sign-up-ceiling']);
  await deliverWhatsapp(desk, await askedFor(desk, number(9), { flow: 'shipping-news' }));
  expect(left('shipping-news')).toBe(1);
});

const client = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: desk.standIns.requestHandler }));

type Attempt = Readonly<{ all: boolean; micros: number; back: boolean }>;

/** The month's sum after a round of parallel payments; some of them are given back, as never sent. */
const payAll = async (round: readonly Attempt[], settings: { transactionalShare: number }, month: string) => {
  const budget = createBudget({ tableName: LOCAL.table, client: client(), once: client() });
  const kept: Attempt[] = [];
  await Promise.all(
    round.map(async (attempt) => {
      const payment = { micros: attempt.micros, currency: 'EUR', month };
      const limit = budgetFor({ perMonth, ...settings }, attempt.all);
      if (!(await budget.reserve(payment, limit))) return;
      if (attempt.back) await budget.giveBack(payment);
      else kept.push(attempt);
    }),
  );
  return kept;
};
const sumOf = (attempts: readonly Attempt[]): number => attempts.reduce((sum, { micros }) => sum + micros, 0);

it('is never touched by anything else, and the whole is never overstepped, in whatever order', async () => {
  let world = 0;
  const attempt = fc.record({
    all: fc.boolean(),
    micros: fc.integer({ min: 1, max: 300_000 }),
    back: fc.boolean(),
  });
  const rounds = fc.array(fc.array(attempt, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 100 }), rounds, async (transactionalShare, list) => {
      world += 1;
      const open = Math.floor((microsOf(perMonth) * (100 - transactionalShare)) / 100);
      const paid: Attempt[] = [];
      for (const round of list) {
        const before = sumOf(paid);
        paid.push(...(await payAll(round, { transactionalShare }, `${2_000 + world}-01`)));
        expect(sumOf(paid)).toBeLessThanOrEqual(microsOf(perMonth));
        expect(sumOf(paid.filter(({ all }) => !all))).toBeLessThanOrEqual(open);
        // Whatever else is paid, the whole share is still available afterwards.
        if (round.every(({ all }) => !all)) expect(sumOf(paid)).toBeLessThanOrEqual(Math.max(before, open));
      }
    }),
    { numRuns: runs(25) },
  );
});
