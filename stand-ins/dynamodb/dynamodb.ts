/**
 * Stand-in for DynamoDB: dynalite, with ALL_OLD on failed conditions, time to live on the virtual clock and
 * the units that AWS would count.
 */

import { TABLE } from '../../contract/table.ts';
import { present } from '../../core/present.ts';
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
import { type AttributeValue, type Index, type Item, readUnitsOf, sizeOf, writeUnitsOf } from './capacity.ts';
import { createDynamoStore, type Document, type DynamoStore, type Touched } from './store.ts';

export type DynamoControl = Readonly<{
  /** Deletes what has expired by the virtual clock, as AWS does in the background; answers how many. */
  sweepExpired: () => Promise<number>;
  /** The earliest due time in the index of waiting profiles, or the earliest one after a time. */
  earliestDue: (after?: number) => number | undefined;
  /** Who stands in that index with a time up to this one, the earliest first. */
  dueUpTo: (at: number) => readonly Due[];
  close: () => Promise<void>;
}>;

export type Due = Readonly<{ profileId: string; dueAt: number }>;

export type DynamoOptions = Readonly<{ now: () => number; folder?: string; table?: string }>;

const CONTENT_TYPE = 'application/x-amz-json-1.0';
const INDEXES: readonly Index[] = [
  {
    name: TABLE.dueIndex.name,
    keys: [TABLE.dueIndex.partitionKey, TABLE.dueIndex.sortKey],
    projected: [
      TABLE.dueIndex.partitionKey,
      TABLE.dueIndex.sortKey,
      TABLE.partitionKey,
      TABLE.sortKey,
      ...TABLE.dueIndex.projected,
    ],
  },
];
const WRITES: readonly string[] = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];
const READS_BY_INDEX: readonly string[] = ['Query', 'Scan'];

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
    // A copy, because dynalite takes out what it does not know.
    const request = {
      ...input,
      ...(READS_BY_INDEX.includes(operation) && { ReturnConsumedCapacity: 'TOTAL' }),
    };
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

/** Out of a key as the times are kept by: `profile#` and the id. */
const profileIdIn = (key: string): string =>
  String((JSON.parse(key) as Item)[TABLE.partitionKey]?.['S']).split('#')[1] ?? '';

/** What the table is made of; the deployed one is made from the same names. */
const createTable = async (store: DynamoStore, table: string): Promise<void> => {
  const touched: Touched = { read: new Map(), changed: [] };
  const { partitionKey, sortKey, dueIndex, keyTypes } = TABLE;
  const keySchema = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
  const tables = await store.run('ListTables', {}, touched);
  if (!(tables['TableNames'] as string[]).includes(table)) {
    await store.run(
      'CreateTable',
      {
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: Object.entries(keyTypes).map(([AttributeName, AttributeType]) => ({
          AttributeName,
          AttributeType,
        })),
        KeySchema: keySchema(partitionKey, sortKey),
        GlobalSecondaryIndexes: [
          {
            IndexName: dueIndex.name,
            KeySchema: keySchema(dueIndex.partitionKey, dueIndex.sortKey),
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...dueIndex.projected] },
          },
        ],
      },
      touched,
    );
  }
  while (!(await isActive(store, table))) await new Promise((resolve) => setImmediate(resolve));
};

const isActive = async (store: DynamoStore, table: string): Promise<boolean> => {
  const described = await store.run('DescribeTable', { TableName: table }, { read: new Map(), changed: [] });
  return (described['Table'] as { TableStatus?: string }).TableStatus === 'ACTIVE';
};

const eachItem = async (store: DynamoStore, table: string, visit: (item: Item) => void): Promise<void> => {
  let from: unknown;
  do {
    const page: Document = await store.run(
      'Scan',
      present({ TableName: table, ExclusiveStartKey: from ? from : undefined }),
      { read: new Map(), changed: [] },
    );
    for (const item of page['Items'] as readonly Item[]) visit(item);
    from = page['LastEvaluatedKey'];
  } while (from !== undefined);
};

type Times = Readonly<{ expiry: KeyedTimes; due: KeyedTimes }>;

/**
 * Keeps the times of expiry and of waiting beside the table, so that neither a sweep nor the clock has to
 * search it.
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

type Run = Readonly<{ input: Document; answer: Document; touched: Touched }>;

const unitsOf = (operation: string, { input, answer, touched }: Run): { read: number; write: number } => {
  if (WRITES.includes(operation)) return { read: 0, write: writtenUnits(touched) };
  if (READS_BY_INDEX.includes(operation)) {
    const counted =
      (answer['ConsumedCapacity'] as { CapacityUnits?: number } | undefined)?.CapacityUnits ?? 0;
    return { read: Math.max(counted, readUnitsOf(0, input['ConsistentRead'] === true)), write: 0 };
  }
  const consistent =
    operation === 'BatchGetItem'
      ? Object.values((input['RequestItems'] ?? {}) as Record<string, Document>).some(
          (table) => table['ConsistentRead'] === true,
        )
      : input['ConsistentRead'] === true;
  return {
    read: [...touched.read.values()].reduce(
      (sum, item) => sum + readUnitsOf(item === undefined ? 0 : sizeOf(item), consistent),
      0,
    ),
    write: 0,
  };
};

const writtenUnits = (touched: Touched): number => {
  if (touched.changed.length > 0)
    return touched.changed.reduce((sum, change) => sum + writeUnitsOf(change, INDEXES), 0);
  return [...touched.read.values()].reduce(
    (sum, item) => sum + writeUnitsOf(item === undefined ? {} : { before: item, after: item }, []),
    0,
  );
};

const withCapacity = (operation: string, answer: Document, input: Document, units: number): Document => {
  const { ConsumedCapacity: _replaced, ...rest } = answer;
  const wanted = input['ReturnConsumedCapacity'] === 'TOTAL' || input['ReturnConsumedCapacity'] === 'INDEXES';
  const sorted =
    operation === 'BatchGetItem'
      ? { ...rest, Responses: inOwnOrder(rest['Responses'] as Record<string, readonly Item[]>) }
      : rest;
  if (!wanted) return sorted;
  const capacity = { TableName: input['TableName'], CapacityUnits: units };
  return { ...sorted, ConsumedCapacity: operation.startsWith('Batch') ? [capacity] : capacity };
};

/**
 * DynamoDB promises no order, dynalite shuffles; here it is always the same one, and not that of the request.
 */
const inOwnOrder = (responses: Record<string, readonly Item[]>): Record<string, readonly Item[]> =>
  Object.fromEntries(
    Object.entries(responses).map(([table, items]) => [
      table,
      [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? 1 : -1)),
    ]),
  );

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
