/**
 * Everything that the system keeps in the end, as texts with their places: what an erasure must have left
 * nothing in.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unpack } from '../../adapters/dynamodb/packed.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import type { StandIns } from '../../stand-ins/stand-ins.ts';

export type Item = Record<string, AttributeValue>;
export type Stored = Readonly<{ place: string; text: string }>;

export const storedIn = ({ s3, sqs, scheduler }: StandIns, items: readonly Item[]): readonly Stored[] => [
  ...items.map((item) => ({
    place: `table ${item['pk']?.S} ${item['sk']?.S}`,
    text: JSON.stringify(readable(item)),
  })),
  ...s3.list(LOCAL.rawBucket).map(({ key, body }) => ({
    place: `bucket ${key}`,
    text: `${key} ${Buffer.from(body).toString('utf8')}`,
  })),
  ...sqs.names.flatMap((name) =>
    sqs
      .queue(name)
      .peek()
      .map(({ body }) => ({ place: `queue ${name}`, text: body })),
  ),
  ...scheduler.schedules().map((schedule) => ({ place: 'timer', text: JSON.stringify(schedule) })),
];

/** How bytes are packed may differ between machines; what is in them may not. */
export const readable = (item: Item): object =>
  Object.fromEntries(
    Object.entries(item)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, value.B ? unpack(value.B) : value]),
  );
