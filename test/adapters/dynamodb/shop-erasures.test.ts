/** The shops that left, on the stand-ins' table: what waits, what an operator decides, what counts as a repeat. */
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createShopErasures } from '../../../adapters/dynamodb/shop-erasures.ts';
import { keys } from '../../../contract/table.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { ShopErasures } from '../../../core/ports/shop-erasures.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createTestAws, TEST_START as NOW, type TestAws } from '../../support/aws.ts';

const DAY_MS = 24 * 60 * 60_000;
const SHOP = 'tea.example';
const { shopErasureWaitMs, redeliveryMs, shopErasureRefusedMs } = LIMITS;
let aws: TestAws;
let shops: ShopErasures;

beforeEach(async () => {
  aws = await createTestAws();
  shops = createShopErasures({ tableName: LOCAL.table, client: aws.dynamodb });
  return () => aws.close();
});

const asked = (askedAt: number, state = 'waiting') => ({
  shop: SHOP,
  askedAt,
  runsAt: askedAt + shopErasureWaitMs,
  state,
});
const item = async () => {
  const { pk, sk } = keys.shopErasure(SHOP);
  const { Item } = await aws.rawDynamodb.send(
    new GetItemCommand({ TableName: LOCAL.table, Key: { pk: { S: pk }, sk: { S: sk } } }),
  );
  return Item;
};
/** When the item may be deleted. */
const keptUntil = async () => Number((await item())?.['expiresAt']?.N);
const decidedBy = async () => (await item())?.['decidedBy']?.S;

describe('a shop that leaves', () => {
  it('waits from its first request on; a repeat within the time of redeliveries is none of its own', async () => {
    expect(await shops.ask(SHOP, NOW)).toEqual(asked(NOW));
    const sameUntil = NOW + shopErasureWaitMs + redeliveryMs;
    expect(await shops.ask(SHOP, sameUntil)).toEqual(asked(NOW));
    expect(await keptUntil()).toBe(Math.ceil((sameUntil + 30 * DAY_MS) / 1_000));
    expect(await shops.ask(SHOP, sameUntil + 1)).toEqual(asked(sameUntil + 1));
    expect(await keptUntil()).toBe(Math.ceil((2 * sameUntil + 1 - NOW + 30 * DAY_MS) / 1_000));
  });

  it('falls due once nobody has decided, as often as the walk breaks off, and only by its own request', async () => {
    await shops.ask(SHOP, NOW);
    expect(await shops.fallDue(SHOP, NOW - 1)).toBe(false);
    expect(await shops.fallDue(SHOP, NOW)).toBe(true);
    expect(await shops.list()).toEqual([asked(NOW, 'running')]);
    expect(await shops.fallDue(SHOP, NOW)).toBe(true);
    expect(await shops.fallDue('other.example', NOW)).toBe(false);
  });

  it('that a person has released runs, may be released again, and is no longer refused or due', async () => {
    await shops.ask(SHOP, NOW);
    for (let again = 0; again < 2; again += 1)
      expect(await shops.decide(SHOP, 'release', NOW + DAY_MS)).toBe(true);
    expect(await shops.list()).toEqual([asked(NOW, 'running')]);
    expect(await shops.decide(SHOP, 'refuse', NOW + DAY_MS)).toBe(false);
    expect(await shops.fallDue(SHOP, NOW)).toBe(false);
    expect(await shops.list()).toEqual([asked(NOW, 'running')]);
    expect(await shops.ask(SHOP, NOW + DAY_MS + redeliveryMs)).toMatchObject({ state: 'running' });
    expect(await shops.ask(SHOP, NOW + DAY_MS + redeliveryMs + 1)).toMatchObject({ state: 'waiting' });
  });

  it('that a person has refused stays for as long as that holds, and may still be released', async () => {
    await shops.ask(SHOP, NOW);
    expect(await shops.decide(SHOP, 'refuse', NOW)).toBe(true);
    expect(await shops.decide(SHOP, 'refuse', NOW)).toBe(true);
    expect(await shops.fallDue(SHOP, NOW)).toBe(false);
    expect(await shops.ask(SHOP, NOW + shopErasureRefusedMs)).toEqual(asked(NOW, 'refused'));
    expect(await shops.decide(SHOP, 'release', NOW)).toBe(true);
    expect(await shops.list()).toEqual([asked(NOW, 'running')]);
  });

  it('of which nobody asked is neither released nor refused', async () => {
    for (const word of ['release', 'refuse'] as const)
      expect(await shops.decide(SHOP, word, NOW)).toBe(false);
    expect(await shops.list()).toEqual([]);
  });
});

it('who decided is written down: nobody yet, the time, or a person', async () => {
  await shops.ask(SHOP, NOW);
  expect(await decidedBy()).toBe('nobody');
  await shops.fallDue(SHOP, NOW);
  expect(await decidedBy()).toBe('time');
  await shops.ask(SHOP, NOW + shopErasureRefusedMs);
  await shops.decide(SHOP, 'release', NOW + shopErasureRefusedMs);
  expect(await decidedBy()).toBe('person');
});

it('every shop that left is listed, in its own state, by a strongly consistent read', async () => {
  const sent = vi.spyOn(aws.dynamodb, 'send');
  await shops.ask('a.example', NOW);
  await shops.ask('b.example', NOW + 1);
  await shops.decide('b.example', 'refuse', NOW);
  expect((await shops.list()).map(({ shop, state }) => `${shop} ${state}`)).toEqual([
    'a.example waiting',
    'b.example refused',
  ]);
  expect(sent.mock.lastCall?.[0].input).toMatchObject({ ConsistentRead: true });
});
