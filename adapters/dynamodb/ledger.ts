/** The send ledger in DynamoDB: one small row per message, whose phase decides who may call the provider. */

import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { NativeAttributeValue } from '@aws-sdk/util-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { LIMITS } from '../../core/limits.ts';
import type { LedgerRow } from '../../core/message/ledger-row.ts';
import type { Call, Ledger } from '../../core/ports/ledger.ts';
import { rowOf } from './ledger-row.ts';
import { readBatch } from './read-batch.ts';
import { type Item, refusalOf, type Table } from './table.ts';

const DAY_SECONDS = 24 * 60 * 60;
/** The phases in which a message has a holder. */
const OPEN = { ':claimed': 'claimed', ':calling': 'calling' };

export const createLedger = (table: Table): Ledger => ({
  // Feedback proves that the provider has the message, also where it had refused it: nobody may send it again.
  claim: async (message, token, now) => {
    const refused = await write(table, message.messageId, {
      update:
        'SET phase = :claimed, #token = :token, leaseUntil = :leaseUntil, message = :message, #ttl = :ttl, feedback = if_not_exists(feedback, :none) REMOVE calledAt',
      condition:
        'attribute_not_exists(pk) OR (size(feedback) = :zero AND (phase = :released OR (phase = :claimed AND (leaseUntil <= :now OR #token = :token))))',
      values: {
        ':claimed': 'claimed',
        ':released': 'released',
        ':token': token,
        ':leaseUntil': now + LIMITS.ledgerLeaseMs,
        ':now': now,
        ':message': JSON.stringify(message),
        ':ttl': Math.ceil(now / 1000) + LIMITS.ledgerRetentionDays * DAY_SECONDS,
        ':none': {},
        ':zero': 0,
      },
    });
    return refused === undefined ? 'claimed' : standingRow(table, message.messageId, refused);
  },

  // The same token may pass twice: it is the same attempt, and the first response was lost.
  calling: async (messageId, token, call) => {
    const { update, values } = callOf(call);
    const refused = await write(table, messageId, {
      update: `SET phase = :calling, calledAt = :now, leaseUntil = :leaseUntil${update}`,
      condition: '#token = :token AND phase IN (:claimed, :calling) AND size(feedback) = :zero',
      values: {
        ...OPEN,
        ':zero': 0,
        ':token': token,
        ':now': call.at,
        ':leaseUntil': call.at + LIMITS.ledgerLeaseMs,
        ...values,
      },
    });
    return refused === undefined;
  },

  release: async (messageId, token) => {
    await write(table, messageId, {
      update: 'SET phase = :released REMOVE #token, leaseUntil, calledAt',
      condition: '#token = :token AND phase IN (:claimed, :calling)',
      values: { ...OPEN, ':released': 'released', ':token': token },
    });
  },

  // The settled row keeps the token: its holder may come late and replace the `unknown` that another sender
  // wrote meanwhile.
  settle: async (messageId, { outcome, reason, missing, basis, providerId, at, keptUntil, token }) => {
    const facts = Object.entries({ reason, lacked: missing, basis, providerId }).filter(
      (fact): fact is [string, string] => fact[1] !== undefined,
    );
    const kept = keptOf(keptUntil);
    const refused = await write(table, messageId, {
      update: `SET phase = :settled, outcome = :outcome, settledAt = :at${kept.update}${facts.map(([name]) => `, ${name} = :${name}`).join('')} REMOVE leaseUntil`,
      condition: token === undefined ? 'phase = :calling AND leaseUntil <= :at' : '#token = :token',
      values: {
        ':settled': 'settled',
        ':outcome': outcome,
        ':at': at,
        ...kept.values,
        ...(token === undefined ? { ':calling': 'calling' } : { ':token': token }),
        ...Object.fromEntries(facts.map(([name, value]) => [`:${name}`, value])),
      },
    });
    return refused === undefined;
  },

  // Each kind of feedback is stored with its first arrival, and the outcome is calculated on reading, so no
  // order of arrival can move it back.
  feedback: async (messageId, outcome, at, { providerId, reason } = {}) => {
    const facts = Object.entries({ providerId, reason }).filter(
      (fact): fact is [string, string] => fact[1] !== undefined,
    );
    const first = facts.map(([name]) => `, ${name} = if_not_exists(${name}, :${name})`).join('');
    await write(table, messageId, {
      update: `SET feedback.#outcome = if_not_exists(feedback.#outcome, :at)${first}`,
      condition: 'attribute_exists(pk)',
      values: {
        ':at': at,
        ...Object.fromEntries(facts.map(([name, value]) => [`:${name}`, value])),
      },
      names: { '#outcome': outcome },
    });
  },

  read: async (messageIds) => {
    const items = await readBatch(table, [...new Set(messageIds)].map(keys.message));
    return items.map(rowOf).filter((row) => row !== undefined);
  },
});

/** The parts of the update for the row's lifetime and its price, where they are given. */
const callOf = ({ keptUntil, payment }: Call): Pick<Change, 'update' | 'values'> => {
  const kept = keptOf(keptUntil);
  const paid = payment && {
    update: ', costMicros = :micros, costCurrency = :currency, costMonth = :month',
    values: {
      ':micros': payment.micros,
      ':currency': payment.currency,
      ':month': payment.month,
    },
  };
  return {
    update: `${kept.update}${paid?.update ?? ''}`,
    values: { ...kept.values, ...paid?.values },
  };
};

const keptOf = (keptUntil: number | undefined): Pick<Change, 'update' | 'values'> =>
  keptUntil === undefined
    ? { update: '', values: {} }
    : { update: ', #ttl = :ttl', values: { ':ttl': Math.ceil(keptUntil / 1000) } };

type Change = Readonly<{
  update: string;
  condition: string;
  values: Readonly<Record<string, NativeAttributeValue>>;
  names?: Readonly<Record<string, string>>;
}>;

/**
 * One conditional write. Undefined: written. Otherwise the row that stood in the way, empty where AWS did not
 * return it.
 */
const write = ({ client, tableName }: Table, messageId: string, change: Change): Promise<Item | undefined> =>
  refusalOf(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.message(messageId),
        UpdateExpression: change.update,
        ConditionExpression: change.condition,
        ExpressionAttributeValues: { ...change.values },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...namesIn(change),
      }),
    ),
  );

/** DynamoDB refuses reserved words without a name, and also names that an expression does not use. */
const namesIn = ({
  update,
  condition,
  names,
}: Change): Pick<UpdateCommandInput, 'ExpressionAttributeNames'> => {
  const used = Object.entries({ '#token': 'token', '#ttl': TABLE.ttl, ...names }).filter(([name]) =>
    `${update} ${condition}`.includes(name),
  );
  return used.length === 0 ? {} : { ExpressionAttributeNames: Object.fromEntries(used) };
};

const standingRow = async (
  { client, tableName }: Table,
  messageId: string,
  refused: Item,
): Promise<LedgerRow> => {
  const told = rowOf(refused);
  if (told) return told;
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: keys.message(messageId), ConsistentRead: true }),
  );
  const read = Item && rowOf(Item);
  if (!read)
    throw new Error(
      `The ledger row of ${messageId} refused a claim and is gone; the queue brings the message again.`,
    );
  return read;
};
