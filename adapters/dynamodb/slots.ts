/**
 * Slots in DynamoDB: one item holds when each slot was taken and by whom. One conditional update takes a
 * slot, so that senders in parallel never take the same slot twice.
 */
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import type { Slots, SlotsAsked } from '../../core/ports/slots.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type Item, refusalOf, type Table } from './table.ts';

export const createSlots = (table: Table): Slots => ({
  look: async (asked, now) => standing(await read(table, asked), asked, now),
  take: (asked, now) => take(table, asked, now),
});

/**
 * DynamoDB deletes the item some time after this; a slot whose time is over is free, whether or not the item
 * still exists.
 */
const KEPT_AFTER_MS = 60 * 60_000;
const SECOND_MS = 1_000;

const slotsOf = ({ limit }: SlotsAsked): readonly number[] =>
  Array.from({ length: limit }, (_, slot) => slot);
const timeOf = (slot: number): string => `at${slot}`;
const holderOf = (slot: number): string => `by${slot}`;

const isTaken = (item: Item, slot: number, { windowMs }: SlotsAsked, now: Instant): boolean => {
  const at: unknown = item[timeOf(slot)];
  return typeof at === 'number' && at > now - windowMs;
};

const standing = (item: Item, asked: SlotsAsked, now: Instant): 'mine' | 'free' | 'full' => {
  const taken = slotsOf(asked).filter((slot) => isTaken(item, slot, asked, now));
  if (taken.some((slot) => item[holderOf(slot)] === asked.by)) return 'mine';
  return taken.length < asked.limit ? 'free' : 'full';
};

const read = async ({ client, tableName }: Table, { hash }: SlotsAsked): Promise<Item> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: keys.slots(hash), ConsistentRead: true }),
  );
  return Item ?? {};
};

/**
 * Takes a free slot. A refused update returns the present item, so the next slot that is tried was free a
 * moment ago.
 */
const take = async (table: Table, asked: SlotsAsked, now: Instant): Promise<boolean> => {
  let seen: Item = {};
  for (const slot of slotsOf(asked)) {
    if (isTaken(seen, slot, asked, now) && seen[holderOf(slot)] !== asked.by) continue;
    const refused = await refusalOf(takeOne(table, asked, { slot, now }));
    if (refused === undefined) return true;
    seen = refused;
  }
  return false;
};

type One = Readonly<{ slot: number; now: Instant }>;

const takeOne = ({ client, tableName }: Table, { hash, by, windowMs }: SlotsAsked, { slot, now }: One) =>
  client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: keys.slots(hash),
      UpdateExpression: 'SET #at = :now, #by = :by, #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(#at) OR #at <= :over OR #by = :by',
      ExpressionAttributeNames: { '#at': timeOf(slot), '#by': holderOf(slot), '#ttl': TABLE.ttl },
      ExpressionAttributeValues: {
        ':now': now,
        ':by': by,
        ':over': now - windowMs,
        ':ttl': Math.ceil((now + windowMs + KEPT_AFTER_MS) / SECOND_MS),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
