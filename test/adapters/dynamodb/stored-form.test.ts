/**
 * The stored form of every item: this release reads what an earlier one wrote, and writes what the earlier
 * one can read. The items in test/fixtures/stored were written attribute by attribute, before a document
 * client marshalled them.
 */
import { readFileSync } from 'node:fs';
import { type AttributeValue, PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBudget } from '../../../adapters/dynamodb/budget.ts';
import { createControlsStore } from '../../../adapters/dynamodb/controls.ts';
import { createGateItems } from '../../../adapters/dynamodb/gate-items.ts';
import { createHolds } from '../../../adapters/dynamodb/holds.ts';
import { createLedger } from '../../../adapters/dynamodb/ledger.ts';
import { unpack } from '../../../adapters/dynamodb/packed.ts';
import { createProductStore } from '../../../adapters/dynamodb/products.ts';
import { createProfileStore } from '../../../adapters/dynamodb/profiles.ts';
import { createRateLimit } from '../../../adapters/dynamodb/rate-limit.ts';
import { createLook } from '../../../adapters/dynamodb/situation.ts';
import { createWhatsappIds } from '../../../adapters/dynamodb/whatsapp-ids.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createTestAws, type TestAws } from '../../support/aws.ts';
import { readOneOfEach, type Stores, writeOneOfEach } from '../../support/one-of-each.ts';

type RawItem = Record<string, AttributeValue>;

const FIXTURE = new URL('../../fixtures/stored/one-of-each.json', import.meta.url);

/** The file holds bytes as text. */
const recorded = (): readonly RawItem[] =>
  JSON.parse(readFileSync(FIXTURE, 'utf8'), (name, value: unknown) =>
    name === 'B' && typeof value === 'string' ? Buffer.from(value, 'base64') : value,
  ) as readonly RawItem[];

let aws: TestAws;
let stores: Stores;

beforeEach(async () => {
  aws = await createTestAws();
  const table = { client: aws.dynamodb, tableName: LOCAL.table };
  stores = {
    profiles: createProfileStore(table),
    ledger: createLedger(table),
    gateItems: createGateItems(table),
    holds: createHolds(table),
    controls: createControlsStore(table),
    products: createProductStore(table),
    whatsappIds: createWhatsappIds(table),
    budget: createBudget({ ...table, once: aws.dynamodb }),
    rateLimit: createRateLimit(table),
    look: createLook(table),
  };
});
afterEach(() => aws.close());

const stored = async (): Promise<readonly RawItem[]> => {
  const items: RawItem[] = [];
  for await (const { Items = [] } of paginateScan({ client: aws.rawDynamodb }, { TableName: LOCAL.table }))
    items.push(...Items);
  return items;
};

/**
 * Compares items without their packed content, which grows with the engine; that it is packed JSON, and
 * everything around it, stays the same.
 */
const comparable = (items: readonly RawItem[]) =>
  Object.fromEntries(
    items.map((item) => [
      `${item['pk']?.S} ${item['sk']?.S}`,
      Object.fromEntries(
        Object.entries(item).map(([name, value]) => [
          name,
          value.B ? { B: typeof unpack<object>(value.B) } : value,
        ]),
      ),
    ]),
  );

test('what is written now has the form that it always had, attribute by attribute', async () => {
  await writeOneOfEach(stores);
  expect(comparable(await stored())).toEqual(comparable(recorded()));
});

test('what was written before is read as what is written now', async () => {
  for (const Item of recorded())
    await aws.rawDynamodb.send(new PutItemCommand({ TableName: LOCAL.table, Item }));
  expect(await readOneOfEach(stores)).toMatchObject({
    state: { version: 1, state: { person: { firstName: 'Jette' }, attributes: { shoe: 42.5, note: '' } } },
    followed: { profile: { id: '1jette', spent: { EUR: 123_456_789_012 } } },
    waiting: { 'abandoned-cart/wait-24h': 1, 'welcome/wait': 1 },
    rows: [
      {
        messageId: 'called',
        phase: 'calling',
        payment: { micros: 75_300, currency: 'EUR', month: '2026-11' },
      },
      { messageId: 'claimed', phase: 'claimed', token: 'token' },
      { messageId: 'sent', phase: 'settled', outcome: 'delivered', providerId: 'p-1' },
    ],
    situation: {
      controls: { seq: 3, sending: 'live', paused: ['welcome', 'win-back'] },
      gate: { allStoppedBy: 'complaint', marketingStoppedBy: 'unsubscribe' },
      heldUntil: expect.any(Number),
    },
    product: { version: 1, product: { title: 'Ostfriesentee', price: { amount: 1290, currency: 'EUR' } } },
    whatsapp: { messageId: 'sent', profileId: '1jette' },
    budgetLeft: true,
    budgetSpent: false,
  });
});

test('reads the same whoever wrote it', async () => {
  await writeOneOfEach(stores);
  const now = await readOneOfEach(stores);
  for (const Item of recorded())
    await aws.rawDynamodb.send(new PutItemCommand({ TableName: LOCAL.table, Item }));
  expect(await readOneOfEach(stores)).toEqual(now);
});
