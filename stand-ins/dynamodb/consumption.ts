/** Calculates the units that AWS would count for one operation, and adds them to the answer. */
import { TABLE } from '../../contract/table.ts';
import { type Index, type Item, readUnitsOf, sizeOf, writeUnitsOf } from './capacity.ts';
import type { Document, Touched } from './store.ts';

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
export const WRITES: readonly string[] = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];
export const READS_BY_INDEX: readonly string[] = ['Query', 'Scan'];

type Run = Readonly<{ input: Document; answer: Document; touched: Touched }>;

export const unitsOf = (
  operation: string,
  { input, answer, touched }: Run,
): { read: number; write: number } => {
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

export const writtenUnits = (touched: Touched): number => {
  if (touched.changed.length > 0)
    return touched.changed.reduce((sum, change) => sum + writeUnitsOf(change, INDEXES), 0);
  return [...touched.read.values()].reduce(
    (sum, item) => sum + writeUnitsOf(item === undefined ? {} : { before: item, after: item }, []),
    0,
  );
};

export const withCapacity = (
  operation: string,
  answer: Document,
  input: Document,
  units: number,
): Document => {
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
 * DynamoDB promises no order, and dynalite shuffles. Here the order is always the same, and not that of the
 * request.
 */
const inOwnOrder = (responses: Record<string, readonly Item[]>): Record<string, readonly Item[]> =>
  Object.fromEntries(
    Object.entries(responses).map(([table, items]) => [
      table,
      [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? 1 : -1)),
    ]),
  );
