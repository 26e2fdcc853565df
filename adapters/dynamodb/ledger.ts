/**
 * The send ledger over DynamoDB: one small row per message, whose phase decides who may call the provider.
 */

import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { LIMITS } from '../../core/limits.ts';
import type { LedgerRow } from '../../core/message/ledger-row.ts';
import type { Call, Ledger } from '../../core/ports/ledger.ts';
import { type Item, number, text } from './attributes.ts';
import { rowOf } from './ledger-row.ts';
import { readBatch } from './read-batch.ts';

const DAY_SECONDS = 24 * 60 * 60;

type Options = Readonly<{ tableName: string; client: DynamoDBClient }>;
export const createLedger = (options: Options): Ledger => ({
  claim: async (message, token, now) => {
    const refused = await write(options, message.messageId, {
      update:
        'SET phase = :claimed, #token = :token, leaseUntil = :leaseUntil, message = :message, #ttl = :ttl, feedback = if_not_exists(feedback, :none) REMOVE calledAt',
      condition:
        'attribute_not_exists(pk) OR phase = :released OR (phase = :claimed AND (leaseUntil <= :now OR #token = :token))',
      values: {
        ':claimed': text('claimed'),
        ':released': text('released'),
        ':token': text(token),
        ':leaseUntil': number(now + LIMITS.ledgerLeaseMs),
        ':now': number(now),
        ':message': text(JSON.stringify(message)),
        ':ttl': number(Math.ceil(now / 1000) + LIMITS.ledgerRetentionDays * DAY_SECONDS),
        ':none': { M: {} },
      },
    });
    return refused === undefined ? 'claimed' : standingRow(options, message.messageId, refused);
  },

  // The same token may pass twice: then it is the same attempt, whose first answer was lost on the way.
  calling: async (messageId, token, call) => {
    const { update, values } = callOf(call);
    const refused = await write(options, messageId, {
      update: `SET phase = :calling, calledAt = :now, leaseUntil = :leaseUntil${update}`,
      condition: '#token = :token AND phase IN (:claimed, :calling)',
      values: {
        ':calling': text('calling'),
        ':claimed': text('claimed'),
        ':token': text(token),
        ':now': number(call.at),
        ':leaseUntil': number(call.at + LIMITS.ledgerLeaseMs),
        ...values,
      },
    });
    return refused === undefined;
  },

  release: async (messageId, token) => {
    await write(options, messageId, {
      update: 'SET phase = :released REMOVE #token, leaseUntil, calledAt',
      condition: '#token = :token AND phase IN (:claimed, :calling)',
      values: {
        ':released': text('released'),
        ':claimed': text('claimed'),
        ':calling': text('calling'),
        ':token': text(token),
      },
    });
  },

  // The token stays in the settled row: its holder may come late and still replace the `unknown` that another
  // made of its silence.
  settle: async (messageId, { outcome, reason, basis, providerId, at, token }) => {
    const facts = Object.entries({ reason, basis, providerId }).filter(
      (fact): fact is [string, string] => fact[1] !== undefined,
    );
    const refused = await write(options, messageId, {
      update: `SET phase = :settled, outcome = :outcome, settledAt = :at${facts.map(([name]) => `, ${name} = :${name}`).join('')} REMOVE leaseUntil`,
      condition: token === undefined ? 'phase = :calling AND leaseUntil <= :at' : '#token = :token',
      values: {
        ':settled': text('settled'),
        ':outcome': text(outcome),
        ':at': number(at),
        ...(token === undefined ? { ':calling': text('calling') } : { ':token': text(token) }),
        ...Object.fromEntries(facts.map(([name, value]) => [`:${name}`, text(value)])),
      },
    });
    return refused === undefined;
  },

  // Every piece is kept with its first arrival and the outcome is worked out on reading, so no order of
  // arrival can move it back.
  feedback: async (messageId, outcome, at, { providerId, reason } = {}) => {
    const facts = Object.entries({ providerId, reason }).filter(
      (fact): fact is [string, string] => fact[1] !== undefined,
    );
    const first = facts.map(([name]) => `, ${name} = if_not_exists(${name}, :${name})`).join('');
    await write(options, messageId, {
      update: `SET feedback.#outcome = if_not_exists(feedback.#outcome, :at)${first}`,
      condition: 'attribute_exists(pk)',
      values: {
        ':at': number(at),
        ...Object.fromEntries(facts.map(([name, value]) => [`:${name}`, text(value)])),
      },
      names: { '#outcome': outcome },
    });
  },

  read: async (messageIds) => {
    const items = await readBatch(options, [...new Set(messageIds)].map(keyOf));
    return items.map(rowOf).filter((row) => row !== undefined);
  },
});

/** How long the row is kept for it, and what it costs, where either is said. */
const callOf = ({ keptUntil, payment }: Call): Pick<Change, 'update' | 'values'> => {
  const kept =
    keptUntil === undefined
      ? undefined
      : { update: ', #ttl = :ttl', values: { ':ttl': number(Math.ceil(keptUntil / 1000)) } };
  const paid = payment && {
    update: ', costMicros = :micros, costCurrency = :currency, costMonth = :month',
    values: {
      ':micros': number(payment.micros),
      ':currency': text(payment.currency),
      ':month': text(payment.month),
    },
  };
  return {
    update: `${kept?.update ?? ''}${paid?.update ?? ''}`,
    values: { ...kept?.values, ...paid?.values },
  };
};

type Change = Readonly<{
  update: string;
  condition: string;
  values: Readonly<Record<string, AttributeValue>>;
  names?: Readonly<Record<string, string>>;
}>;

/** One conditional write. Undefined: done. Otherwise what stood in the way, empty where AWS did not say. */
const write = async (
  { client, tableName }: Options,
  messageId: string,
  change: Change,
): Promise<Item | undefined> => {
  const input: UpdateItemCommandInput = {
    TableName: tableName,
    Key: keyOf(messageId),
    UpdateExpression: change.update,
    ConditionExpression: change.condition,
    ExpressionAttributeValues: { ...change.values },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...namesIn(change),
  };
  try {
    await client.send(new UpdateItemCommand(input));
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error.Item ?? {};
    throw error;
  }
};

/** DynamoDB refuses reserved words without a name, and names that an expression does not use. */
const namesIn = ({
  update,
  condition,
  names,
}: Change): Pick<UpdateItemCommandInput, 'ExpressionAttributeNames'> => {
  const used = Object.entries({ '#token': 'token', '#ttl': TABLE.ttl, ...names }).filter(([name]) =>
    `${update} ${condition}`.includes(name),
  );
  return used.length === 0 ? {} : { ExpressionAttributeNames: Object.fromEntries(used) };
};

const standingRow = async (
  { client, tableName }: Options,
  messageId: string,
  refused: Item,
): Promise<LedgerRow> => {
  const told = rowOf(refused);
  if (told) return told;
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: keyOf(messageId), ConsistentRead: true }),
  );
  const read = Item && rowOf(Item);
  if (!read)
    throw new Error(
      `The ledger row of ${messageId} refused a claim and is gone; the queue brings the message again.`,
    );
  return read;
};

const keyOf = (messageId: string): Item => {
  const { pk, sk } = keys.message(messageId);
  return { pk: text(pk), sk: text(sk) };
};
