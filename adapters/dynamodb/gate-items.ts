/**
 * Gate items in DynamoDB: who must not be written to any more, per keyed address hash and channel. An item
 * only ever becomes stricter.
 */

import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../contract/table.ts';
import { type GateItem, strictest } from '../../core/consent/gate-item.ts';
import type { GatePlace } from '../../core/consent/gate-places.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import { present } from '../../core/present.ts';
import { TOPICS, type Topic } from '../../core/reason.ts';
import type { Instant } from '../../core/time/instant.ts';
import { readBatch } from './read-batch.ts';
import { type Item, type Key, refusalOf, type Table } from './table.ts';

export const createGateItems = (table: Table): GateItems => ({
  stopMarketing: (place, at, by) =>
    tighten(table, place, {
      update: 'SET marketingStoppedAt = :at, marketingStoppedBy = :by',
      condition: 'attribute_not_exists(marketingStoppedAt) OR marketingStoppedAt < :at',
      values: { ':at': at, ':by': by },
    }),
  stopTopic: (place, topic, at) => tighten(table, place, keepLatest(topicAttribute(topic), at)),
  pause: (place, until) => tighten(table, place, keepLatest('pausedUntil', until)),
  read: async (places) => strictest((await readBatch(table, places.map(keyOf))).map(gateOf)),
  stopAll: (place, at, by) =>
    tighten(table, place, {
      update: 'SET allStoppedAt = :at, allStoppedBy = :by',
      // A stop found out by the provider replaces one entered by hand, because the latter may be taken back.
      condition:
        by === 'manual'
          ? 'attribute_not_exists(allStoppedAt)'
          : 'attribute_not_exists(allStoppedAt) OR allStoppedBy = :manual',
      values: present({
        ':at': at,
        ':by': by,
        ':manual': by === 'manual' ? undefined : 'manual',
      }),
    }),
  liftManual: (place) =>
    tighten(table, place, {
      update: 'REMOVE allStoppedAt, allStoppedBy',
      condition: 'allStoppedBy = :manual',
      values: { ':manual': 'manual' },
    }),
  markErased: (place, at) => tighten(table, place, keepLatest('erasedAt', at)),
});

/** One attribute per topic, so that each becomes stricter on its own. */
const topicAttribute = (topic: Topic): string => `topic_${topic.replaceAll('-', '_')}`;

const keepLatest = (name: string, at: Instant): Tightening => ({
  update: `SET ${name} = :at`,
  condition: `attribute_not_exists(${name}) OR ${name} < :at`,
  values: { ':at': at },
});

const keyOf = ({ hash, channel }: GatePlace): Key => keys.gate(hash, channel);

type Stored = Readonly<{
  marketingStoppedAt?: number;
  marketingStoppedBy?: string;
  allStoppedAt?: number;
  allStoppedBy?: string;
  erasedAt?: number;
  pausedUntil?: number;
}>;

/** Reads a gate item from a stored item, also one of a batch. */
export const gateOf = (item: Stored & Item): GateItem => {
  const { marketingStoppedAt, allStoppedAt, erasedAt, pausedUntil } = item;
  const topics = TOPICS.flatMap((topic) => {
    const at: number | undefined = item[topicAttribute(topic)];
    return at === undefined ? [] : [[topic, at] as const];
  });
  return present({
    marketingStoppedAt,
    marketingStoppedBy:
      marketingStoppedAt === undefined ? undefined : nameOf(item.marketingStoppedBy, MARKETING_REASONS),
    allStoppedAt,
    allStoppedBy: allStoppedAt === undefined ? undefined : nameOf(item.allStoppedBy, ALL_REASONS),
    erasedAt,
    pausedUntil,
    topicsStopped: topics.length === 0 ? undefined : Object.fromEntries(topics),
  });
};

const MARKETING_REASONS = ['unsubscribe', 'stop', 'withdrawn'] as const;
const ALL_REASONS = ['manual', 'bounce', 'complaint'] as const;

/** The stored reason, or a known one: a stop with a reason from a newer version is still a stop. */
const nameOf = <T extends string>(stored: string | undefined, known: readonly [T, ...T[]]): T =>
  known.find((reason) => reason === stored) ?? known[0];

type Tightening = Readonly<{ update: string; condition: string; values: Item }>;

/** Makes an item stricter; a refused condition means that it is as strict already. */
const tighten = async (
  { client, tableName }: Table,
  place: GatePlace,
  { update, condition, values }: Tightening,
): Promise<void> => {
  await refusalOf(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keyOf(place),
        UpdateExpression: update,
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
      }),
    ),
  );
};
