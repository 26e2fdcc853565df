/**
 * The controls item: the sequence of the live program, the master switch and the paused flows. Senders read
 * it together with the profile.
 */

import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from '../../contract/table.ts';
import type { ControlsStore } from '../../core/ports/controls.ts';
import { present } from '../../core/present.ts';
import type { Controls } from '../../core/program/program.ts';
import { type Item, refusalOf, type Table } from './table.ts';

export const createControlsStore = ({ tableName, client }: Table): ControlsStore => ({
  read: async () => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: keys.controls, ConsistentRead: true }),
    );
    return Item && controlsOf(Item);
  },
  readShop: async () => {
    const { Item } = await client.send(
      new GetCommand({
        TableName: tableName,
        Key: keys.controls,
        ProjectionExpression: '#shop',
        ExpressionAttributeNames: { '#shop': 'shop' },
      }),
    );
    return Item?.['shop'] === undefined ? undefined : shopItem.parse(Item['shop']);
  },
  move: async (from, to) => {
    if (to.seq <= from) throw new Error(`A program's sequence only rises: ${from} to ${to.seq} does not.`);
    const moving = new UpdateCommand({ TableName: tableName, Key: keys.controls, ...movement(from, to) });
    return (await refusalOf(client.send(moving))) === undefined;
  },
});

const controlsItem = z.object({
  seq: z.number().int().positive(),
  sending: z.enum(['off', 'test', 'live']),
  paused: z.array(z.string()),
});

const shopItem = z.object({
  name: z.string(),
  logoUrl: z.string().optional(),
  colour: z.string().optional(),
  imprintUrl: z.string().optional(),
  privacyUrl: z.string().optional(),
  formality: z.literal('informal').optional(),
});

/** Reads the controls from a stored item, also one of a batch. */
export const controlsOf = (item: Item): Controls => controlsItem.parse(item);

type Movement = Parameters<ControlsStore['move']>[1];

/** One conditional write: the pointer moves only from the sequence that was read. */
const movement = (from: number, { seq, sending, paused, shop }: Movement) => ({
  UpdateExpression: `SET #seq = :seq, #sending = :sending, #paused = :paused${shop ? ', #shop = :shop' : ''}`,
  ConditionExpression: from === 0 ? 'attribute_not_exists(pk)' : '#seq = :from',
  ExpressionAttributeNames: present({
    '#seq': 'seq',
    '#sending': 'sending',
    '#paused': 'paused',
    '#shop': shop && 'shop',
  }),
  ExpressionAttributeValues: present({
    ':seq': seq,
    ':sending': sending,
    ':paused': paused,
    ':shop': shop,
    ':from': from === 0 ? undefined : from,
  }),
});
