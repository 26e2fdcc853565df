/**
 * The controls item that says what is live: which program is live, the master switch and the paused flows.
 * Senders read it together with the profile.
 */

import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { keys } from '../../contract/table.ts';
import type { ControlsStore } from '../../core/ports/controls.ts';
import { present } from '../../core/present.ts';
import type { Controls } from '../../core/program/program.ts';

export const createControlsStore = ({
  tableName,
  client,
}: Readonly<{ tableName: string; client: DynamoDBClient }>): ControlsStore => ({
  read: async () => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: itemKey(), ConsistentRead: true }),
    );
    return Item ? controlsOf(Item) : undefined;
  },
  move: async (from, to) => {
    if (to.seq <= from) throw new Error(`A program's sequence only rises: ${from} to ${to.seq} does not.`);
    try {
      await client.send(
        new UpdateItemCommand({ TableName: tableName, Key: itemKey(), ...movement(from, to) }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
});

const controlsItem = z.object({
  seq: z.number().int().positive(),
  sending: z.enum(['off', 'test', 'live']),
  paused: z.array(z.string()),
});

/** From the item as DynamoDB gives it, also inside a batch. */
export const controlsOf = (item: Readonly<Record<string, AttributeValue>>): Controls =>
  controlsItem.parse({
    seq: Number(item['seq']?.N),
    sending: item['sending']?.S,
    paused: item['paused']?.L?.map(({ S }) => S),
  });

const itemKey = () => ({ pk: { S: keys.controls.pk }, sk: { S: keys.controls.sk } });

/** One conditional write: the pointer moves only from where it was seen. */
const movement = (from: number, { seq, sending, paused }: Controls) => ({
  UpdateExpression: 'SET #seq = :seq, #sending = :sending, #paused = :paused',
  ConditionExpression: from === 0 ? 'attribute_not_exists(pk)' : '#seq = :from',
  ExpressionAttributeNames: { '#seq': 'seq', '#sending': 'sending', '#paused': 'paused' },
  ExpressionAttributeValues: present({
    ':seq': { N: String(seq) },
    ':sending': { S: sending },
    ':paused': { L: paused.map((flow) => ({ S: flow })) },
    ':from': from === 0 ? undefined : { N: String(from) },
  }),
});
