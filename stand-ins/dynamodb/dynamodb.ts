/**
 * Stand-in for DynamoDB: dynalite with ALL_OLD on failed conditions, time to live on the virtual clock, and
 * the units that AWS would count.
 */

import { TABLE } from '../../contract/table.ts';
import { createKeyedTimes, type KeyedTimes } from '../keyed-times.ts';
import { arns, LOCAL } from '../names.ts';
import {
  AwsError,
  type Call,
  jsonAnswer,
  jsonError,
  jsonOf,
  type Meter,
  type Service,
  targetOf,
  type WireRequest,
} from '../wire.ts';
import type { AttributeValue, Item } from './capacity.ts';
import { READS_BY_INDEX, unitsOf, WRITES, withCapacity, writtenUnits } from './consumption.ts';
import { createDynamoStore, type Document, type Touched } from './store.ts';
import { createTable, eachItem } from './table.ts';

export type DynamoControl = Readonly<{
  /**
   * Deletes items that have expired by the virtual clock, as AWS does in the background; returns how many.
   */
  sweepExpired: () => Promise<number>;
  /** The earliest due time in the index of waiting profiles, or the earliest one after a time. */
  earliestDue: (after?: number) => number | undefined;
  /** Profiles in that index with a time up to this one, the earliest first. */
  dueUpTo: (at: number) => readonly Due[];
  close: () => Promise<void>;
}>;

export type Due = Readonly<{ profileId: string; dueAt: number }>;

export type DynamoOptions = Readonly<{ now: () => number; folder?: string; table?: string }>;

const CONTENT_TYPE = 'application/x-amz-json-1.0';
export const createDynamo = async ({
  now,
  folder,
  table = LOCAL.table,
}: DynamoOptions): Promise<{ service: Service; control: DynamoControl }> => {
  const store = await createDynamoStore(folder);
  const expiry = createKeyedTimes();
  const due = createKeyedTimes();
  const ttlAttributes = new Map<string, string>([[table, TABLE.ttl]]);
  await createTable(store, table);
  if (folder !== undefined) await eachItem(store, table, (item) => remember(item, { expiry, due }));

  const run = async (operation: string, input: Document, meter: Meter): Promise<Document> => {
    const touched: Touched = { read: new Map(), changed: [] };
    // A copy, because dynalite removes keys that it does not know.
    const request = READS_BY_INDEX.includes(operation)
      ? { ...input, ReturnConsumedCapacity: 'TOTAL' }
      : { ...input };
    const answer = await store.run(operation, request, touched).catch((error: unknown) => {
      // A refused condition costs what the write would have cost.
      if (WRITES.includes(operation)) meter(0, writtenUnits(touched));
      throw input['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD' ? withOldItem(error, touched) : error;
    });
    const units = unitsOf(operation, { input, answer, touched });
    meter(units.read, units.write);
    for (const change of touched.changed) remember(change.after ?? {}, { expiry, due }, change.before);
    return withCapacity(operation, answer, input, units.read + units.write);
  };
  const understand = (request: WireRequest): Call => {
    const operation = targetOf(request);
    const input = jsonOf(request);
    const ownAnswer = timeToLive(operation, input, ttlAttributes);
    return {
      operation,
      needs: resourcesOf(operation, input).map((resource) => ({ action: `dynamodb:${operation}`, resource })),
      run: async (meter) => jsonAnswer(ownAnswer ?? (await run(operation, input, meter)), CONTENT_TYPE),
    };
  };
  const service: Service = {
    name: 'dynamodb',
    understand,
    refuse: jsonError('com.amazonaws.dynamodb.v20120810', CONTENT_TYPE),
    throttled: () =>
      new AwsError(
        'ThrottlingException',
        'Throughput exceeds the current capacity of your table (injected fault).',
      ),
    failed: () => new AwsError('InternalServerError', 'Internal server error (injected fault).', 500),
  };
  const sweepExpired = async (): Promise<number> => {
    if (ttlAttributes.get(table) !== TABLE.ttl) return 0;
    const expired = expiry.upTo(Math.floor(now() / 1000));
    for (const { key } of expired) {
      await run('DeleteItem', { TableName: table, Key: JSON.parse(key) as Document }, () => {});
    }
    return expired.length;
  };
  const dueUpTo = (at: number): readonly Due[] =>
    due.upTo(at).map(({ key, at: dueAt }) => ({ profileId: profileIdIn(key), dueAt }));
  return { service, control: { sweepExpired, earliestDue: due.earliest, dueUpTo, close: store.close } };
};

/** The profile id in a stored key, which is `profile#` and the id. */
const profileIdIn = (key: string): string =>
  String((JSON.parse(key) as Item)[TABLE.partitionKey]?.['S']).split('#')[1] ?? '';

type Times = Readonly<{ expiry: KeyedTimes; due: KeyedTimes }>;

/**
 * Keeps the times of expiry and of waiting beside the table, so that neither a sweep nor the clock has to
 * search the table.
 */
const remember = (item: Item, { expiry, due }: Times, before?: Item): void => {
  const named = item[TABLE.partitionKey] === undefined ? before : item;
  if (named === undefined) return;
  const key = JSON.stringify({
    [TABLE.partitionKey]: named[TABLE.partitionKey],
    [TABLE.sortKey]: named[TABLE.sortKey],
  });
  expiry.set(key, numberIn(item[TABLE.ttl]));
  due.set(
    key,
    item[TABLE.dueIndex.partitionKey] === undefined ? undefined : numberIn(item[TABLE.dueIndex.sortKey]),
  );
};

const numberIn = (value: AttributeValue | undefined): number | undefined =>
  value?.['N'] === undefined ? undefined : Number(value['N']);

const withOldItem = (error: unknown, touched: Touched): unknown => {
  if (!(error instanceof AwsError) || error.name !== 'ConditionalCheckFailedException') return error;
  const old = [...touched.read.values()][0];
  return old === undefined ? error : new AwsError(error.name, error.message, error.status, { Item: old });
};

const timeToLive = (
  operation: string,
  input: Document,
  attributes: Map<string, string>,
): Document | undefined => {
  const table = String(input['TableName']);
  if (operation === 'UpdateTimeToLive') {
    const wanted = input['TimeToLiveSpecification'] as
      | { Enabled?: boolean; AttributeName?: string }
      | undefined;
    if (typeof wanted?.AttributeName !== 'string')
      throw new AwsError('ValidationException', 'TimeToLiveSpecification.AttributeName is missing.');
    if (wanted.Enabled === true) attributes.set(table, wanted.AttributeName);
    else attributes.delete(table);
    return { TimeToLiveSpecification: wanted };
  }
  if (operation !== 'DescribeTimeToLive') return undefined;
  const attribute = attributes.get(table);
  return {
    TimeToLiveDescription:
      attribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
  };
};

const resourcesOf = (operation: string, input: Document): readonly string[] => {
  if (operation.startsWith('Batch'))
    return Object.keys((input['RequestItems'] ?? {}) as Document).map(arns.table);
  const table = String(input['TableName']);
  return [typeof input['IndexName'] === 'string' ? arns.index(table, input['IndexName']) : arns.table(table)];
};
