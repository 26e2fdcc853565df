/**
 * Gate items over DynamoDB: who must not be written to any more, per keyed address hash and channel. They
 * only ever become stricter.
 */

import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../contract/table.ts';
import type { GateItem } from '../../core/consent/gate-item.ts';
import type { GatePlace } from '../../core/consent/gate-places.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import { present } from '../../core/present.ts';
import { TOPICS, type Topic } from '../../core/reason.ts';
import type { Instant } from '../../core/time/instant.ts';
import { readBatch } from './read-batch.ts';
import { type Item, type Key, refusalOf, type Table } from './table.ts';

export const createGateItems = (options: Table): GateItems => ({
  stopMarketing: (place, at, by) =>
    tighten(options, place, {
      update: 'SET marketingStoppedAt = :at, marketingStoppedBy = :by',
      condition: 'attribute_not_exists(marketingStoppedAt) OR marketingStoppedAt < :at',
      values: { ':at': at, ':by': by },
    }),
  stopTopic: (place, topic, at) => tighten(options, place, keepLatest(topicAttribute(topic), at)),
  pause: (place, until) => tighten(options, place, keepLatest('pausedUntil', until)),
  read: async (places) =>
    places.length === 0 ? undefined : strictestGate(await readBatch(options, places.map(keyOf))),
  stopAll: (place, at, by) =>
    tighten(options, place, {
      update: 'SET allStoppedAt = :at, allStoppedBy = :by',
      // What the provider found out outlives what was entered by hand, which may be taken back.
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
    tighten(options, place, {
      update: 'REMOVE allStoppedAt, allStoppedBy',
      condition: 'allStoppedBy = :manual',
      values: { ':manual': 'manual' },
    }),
  markErased: (place, at) => tighten(options, place, keepLatest('erasedAt', at)),
});

/** One attribute per topic, so that each is tightened by itself. */
const topicAttribute = (topic: Topic): string => `topic_${topic.replaceAll('-', '_')}`;

const keepLatest = (name: string, at: Instant): Tightening => ({
  update: `SET ${name} = :at`,
  condition: `attribute_not_exists(${name}) OR ${name} < :at`,
  values: { ':at': at },
});

const keyOf = ({ hash, channel }: GatePlace): Key => keys.gate(hash, channel);

/**
 * One address may have an item under each key version; together they are as strict as the strictest of each
 * kind.
 */
export const strictestGate = (items: readonly Item[]): GateItem | undefined => {
  if (items.length === 0) return undefined;
  const marketing = lastOf(items, 'marketingStoppedAt');
  const all = lastOf(items, 'allStoppedAt');
  const erasedAt = numberOf(lastOf(items, 'erasedAt') ?? {}, 'erasedAt');
  const pausedUntil = numberOf(lastOf(items, 'pausedUntil') ?? {}, 'pausedUntil');
  const topicsStopped = topicsOf(items);
  return present({
    marketingStoppedAt: marketing ? (numberOf(marketing, 'marketingStoppedAt') ?? 0) : undefined,
    marketingStoppedBy: marketing ? nameOf(marketing, 'marketingStoppedBy', MARKETING_REASONS) : undefined,
    allStoppedAt: all ? (numberOf(all, 'allStoppedAt') ?? 0) : undefined,
    allStoppedBy: all ? nameOf(all, 'allStoppedBy', ALL_REASONS) : undefined,
    erasedAt,
    pausedUntil,
    topicsStopped: Object.keys(topicsStopped).length === 0 ? undefined : topicsStopped,
  });
};

const topicsOf = (items: readonly Item[]): NonNullable<GateItem['topicsStopped']> =>
  Object.fromEntries(
    TOPICS.flatMap((topic) => {
      const name = topicAttribute(topic);
      const at = numberOf(lastOf(items, name) ?? {}, name);
      return at === undefined ? [] : [[topic, at]];
    }),
  );

const MARKETING_REASONS = ['unsubscribe', 'stop', 'withdrawn'] as const;
const ALL_REASONS = ['manual', 'bounce', 'complaint'] as const;

const lastOf = (items: readonly Item[], name: string): Item | undefined =>
  items
    .filter((item) => numberOf(item, name) !== undefined)
    .toSorted((a, b) => (numberOf(b, name) ?? 0) - (numberOf(a, name) ?? 0))[0];

const numberOf = (item: Item, name: string): number | undefined => item[name];

/** A reason written by a newer version is still a stop. */
const nameOf = <T extends string>(item: Item, name: string, known: readonly [T, ...T[]]): T =>
  known.find((reason) => reason === item[name]) ?? known[0];

type Tightening = Readonly<{ update: string; condition: string; values: Item }>;

/** Refused where it is as strict already, or stricter. */
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
