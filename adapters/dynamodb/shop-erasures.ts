/**
 * The shops that left, in DynamoDB: one item each, all in one partition, so that an operator finds the
 * waiting ones.
 */
import { paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys, TABLE } from '../../contract/table.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ShopErasure, ShopErasures } from '../../core/ports/shop-erasures.ts';
import { type Item, refusalOf, type Table } from './table.ts';

/** Items are kept for this time after a repeat could last be mistaken for them. */
const KEPT_AFTER_MS = 30 * 24 * 60 * 60_000;

export const createShopErasures = (table: Table): ShopErasures => ({
  ask: async (shop, askedAt) => {
    const runsAt = askedAt + LIMITS.shopErasureWaitMs;
    const asked: ShopErasure = { shop, askedAt, runsAt, state: 'waiting' };
    const stood = await change(table, shop, {
      set: { ...asked, decidedBy: 'nobody', ...sameUntil(runsAt + LIMITS.redeliveryMs) },
      where: 'attribute_not_exists(askedAt) OR sameUntil < :askedAt',
    });
    return stood ? schema.parse(stood) : asked;
  },
  fallDue: async (shop, askedAt) => {
    // A walk that broke off may continue; one that an operator began is left to the operator.
    const stood = await change(table, shop, {
      set: { state: 'running', decidedBy: 'time' },
      where: 'askedAt = :asked AND (#state = :waiting OR #decidedBy = :decidedBy)',
      values: { ':asked': askedAt, ':waiting': 'waiting' },
    });
    return stood === undefined;
  },
  decide: async (shop, word, now) => {
    const stood = await change(table, shop, {
      set: {
        state: word === 'release' ? 'running' : 'refused',
        decidedBy: 'person',
        ...sameUntil(now + (word === 'release' ? LIMITS.redeliveryMs : LIMITS.shopErasureRefusedMs)),
      },
      // A released erasure may be released again: the first command may have broken off before the queue
      // accepted it.
      where: '#state IN (:waiting, :refused, :releasedBefore)',
      values: {
        ':waiting': 'waiting',
        ':refused': 'refused',
        ':releasedBefore': word === 'release' ? 'running' : 'waiting',
      },
    });
    return stood === undefined;
  },
  list: async () => {
    const pages = paginateQuery(
      { client: table.client },
      {
        TableName: table.tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.shopErasure('').pk },
        ConsistentRead: true,
      },
    );
    const found: ShopErasure[] = [];
    for await (const { Items = [] } of pages) found.push(...Items.map((item) => schema.parse(item)));
    return found;
  },
});

const schema = z.object({
  shop: z.string(),
  askedAt: z.number(),
  runsAt: z.number(),
  state: z.enum(['waiting', 'running', 'refused']),
});

/** Until this time a repeat of the same request counts as no new one. */
const sameUntil = (at: number): Readonly<Record<string, number>> => ({
  sameUntil: at,
  [TABLE.ttl]: Math.ceil((at + KEPT_AFTER_MS) / 1000),
});

type Change = Readonly<{
  set: Readonly<Record<string, string | number>>;
  where: string;
  values?: Readonly<Record<string, string | number>>;
}>;

/** Undefined: changed. Otherwise the item that stood in the way. */
const change = async (
  { client, tableName }: Table,
  shop: string,
  { set, where, values = {} }: Change,
): Promise<Item | undefined> => {
  const names = Object.keys(set);
  return refusalOf(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.shopErasure(shop),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: where,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
          ...values,
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  );
};
