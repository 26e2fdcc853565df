/** Creates the table like the deployed one, and iterates over all its items. */
import { TABLE } from '../../contract/table.ts';
import { present } from '../../core/present.ts';
import type { Item } from './capacity.ts';
import type { Document, DynamoStore, Touched } from './store.ts';

export const createTable = async (store: DynamoStore, table: string): Promise<void> => {
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

export const eachItem = async (
  store: DynamoStore,
  table: string,
  visit: (item: Item) => void,
): Promise<void> => {
  let from: unknown;
  do {
    const page: Document = await store.run('Scan', present({ TableName: table, ExclusiveStartKey: from }), {
      read: new Map(),
      changed: [],
    });
    for (const item of page['Items'] as readonly Item[]) visit(item);
    from = page['LastEvaluatedKey'];
  } while (from !== undefined);
};
