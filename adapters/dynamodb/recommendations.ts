/**
 * Recommendations in DynamoDB: samples of baskets (core/catalogue/baskets.ts), each in one small item. An order
 * changes one of many items, whatever was bought, so a product that everybody buys makes none of them hot.
 */
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { basketPartitions, keys } from '../../contract/table.ts';
import { type Sample, sampleOf, withBasket, withoutBasket } from '../../core/catalogue/baskets.ts';
import { type Sales, salesOf, suggestionsFrom } from '../../core/catalogue/sales.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Recommendations } from '../../core/ports/recommendations.ts';
import type { Instant } from '../../core/time/instant.ts';
import { pack, unpack } from './packed.ts';
import { type Item, refusalOf, type Table } from './table.ts';

export const createRecommendations = (table: Table): Recommendations => {
  let read: Readonly<{ at: Instant; sales: Sales }> | undefined;
  const salesAt = async (now: Instant): Promise<Sales> => {
    if (read && now >= read.at && now - read.at < LIMITS.salesKeptMs) return read.sales;
    const sales = salesOf(await readSamples(table), now);
    // A few baskets are read anew each time: one more order changes what they say.
    read = sales.baskets < LIMITS.salesKeptFromBaskets ? undefined : { at: now, sales };
    return sales;
  };
  return {
    count: (orderId, basket) => change(table, orderId, (sample) => withBasket(sample, basket)),
    takeBack: (orderId) => change(table, orderId, (sample) => withoutBasket(sample, orderId)),
    suggest: async (asked, now) => suggestionsFrom(await salesAt(now), asked),
  };
};

type Change = (sample: Sample | undefined) => Sample | undefined;

const change = async (table: Table, orderId: string, by: Change): Promise<void> => {
  const { client, tableName } = table;
  const Key = keys.baskets(sampleOf(orderId));
  const read = new GetCommand({ TableName: tableName, Key, ConsistentRead: true });
  let found: Item = (await client.send(read)).Item ?? {};
  for (let race = 0; race <= LIMITS.decisionRaces; race += 1) {
    const next = by(unpack<Sample>(found['state']));
    if (!next) return;
    const stands = await write(table, { Key, version: Number(found['version'] ?? 0), next });
    if (stands === undefined) return;
    found = stands;
  }
  throw new Error(
    `lost the race for one sample of orders ${LIMITS.decisionRaces + 1} times; the queue will try again`,
  );
};

type Writing = Readonly<{ Key: ReturnType<typeof keys.baskets>; version: number; next: Sample }>;

const write = ({ client, tableName }: Table, { Key, version, next }: Writing): Promise<Item | undefined> =>
  refusalOf(
    client.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...Key, version: version + 1, state: pack(next) },
        ConditionExpression: 'attribute_not_exists(#version) OR #version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expected': version },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  );

const readSamples = async (table: Table): Promise<readonly Sample[]> => {
  const partitions = await Promise.all(basketPartitions().map((pk) => readPartition(table, pk)));
  return partitions.flat();
};

const readPartition = async ({ client, tableName }: Table, pk: string): Promise<readonly Sample[]> => {
  const samples: Sample[] = [];
  let from: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ExclusiveStartKey: from,
      }),
    );
    samples.push(...Items.flatMap(({ state }) => unpack<Sample>(state) ?? []));
    from = LastEvaluatedKey;
  } while (from);
  return samples;
};
