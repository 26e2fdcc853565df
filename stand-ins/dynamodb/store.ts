/**
 * Dynalite without its HTTP server, with two additions: it reports what each call read and changed, and it
 * writes an item together with its index entries.
 */

import { createRequire } from 'node:module';
import db, { type ItemDb, type Store } from 'dynalite/db/index.js';
import validations from 'dynalite/validations/index.js';
import { present } from '../../core/present.ts';
import { AwsError } from '../wire.ts';
import type { Change, Item } from './capacity.ts';
import { type Parser, readOnce } from './parsed-expressions.ts';

export type Document = Record<string, unknown>;

/**
 * The items that one call touched. `read` also holds the items that a failed condition was checked against.
 */
export type Touched = Readonly<{ read: Map<string, Item | undefined>; changed: Change[] }>;

export type DynamoStore = Readonly<{
  /** Runs one operation; throws an AwsError as DynamoDB would. `touched` is filled in both cases. */
  run: (operation: string, input: Document, touched: Touched) => Promise<Document>;
  close: () => Promise<void>;
}>;

const OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;

type Action = (store: unknown, data: Document, callback: (error: unknown, data?: Document) => void) => void;
type Validation = Readonly<{ types: unknown; custom?: unknown }>;

const require = createRequire(import.meta.url);
for (const parser of ['conditionParser', 'updateParser', 'projectionParser'])
  readOnce(require(`dynalite/db/${parser}.js`) as Parser);

export const createDynamoStore = async (folder: string | undefined): Promise<DynamoStore> => {
  const actions = new Map<string, Readonly<{ action: Action; validation: Validation }>>();
  for (const operation of OPERATIONS) {
    const file = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}.js`;
    actions.set(operation, {
      action: require(`dynalite/actions/${file}`),
      validation: require(`dynalite/validations/${file}`),
    });
  }
  const store = db.create(present({ path: folder, createTableMs: 0 }));
  await store.db.open().catch((error: unknown) => {
    throw inUse(folder, error);
  });

  const answer = async (operation: string, input: Document, touched: Touched): Promise<Document> => {
    const known = actions.get(operation);
    if (known === undefined)
      throw new AwsError(
        'UnknownOperationException',
        `The DynamoDB stand-in does not know ${operation}; it knows ${OPERATIONS.join(', ')}.`,
      );
    try {
      const data = validations.checkTypes(input, known.validation.types);
      validations.checkValidations(data, known.validation.types, known.validation.custom, store);
      return await new Promise<Document>((resolve, reject) => {
        known.action(watched(store, touched), data, (error, answer) =>
          error ? reject(error) : resolve(answer ?? {}),
        );
      });
    } catch (error) {
      throw asAwsError(error);
    }
  };
  const running = new Set<Promise<Document>>();
  let closing: Promise<void> | undefined;

  const run: DynamoStore['run'] = (operation, input, touched) => {
    if (closing !== undefined)
      return Promise.reject(new AwsError('InternalServerError', 'The table is closed.', 500));
    const call = answer(operation, input, touched).finally(() => running.delete(call));
    running.add(call);
    return call;
  };
  // A closed database throws where nobody can catch it, in the middle of a call that still runs.
  const end = async (): Promise<void> => {
    await Promise.allSettled(running);
    await new Promise<void>((resolve) => store.db.close(() => resolve()));
  };
  const close = (): Promise<void> => {
    closing ??= end();
    return closing;
  };
  return { run, close };
};

const inUse = (folder: string | undefined, error: unknown): Error => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why =
    (cause as { code?: string }).code === 'LEVEL_LOCKED'
      ? 'another process uses it; stop that one or name another folder'
      : String(cause);
  return new Error(`The data folder ${folder} cannot be opened: ${why}.`, { cause });
};

type Operation = Readonly<{ type: 'put' | 'del'; key: string; value?: unknown }>;

/**
 * The store as one call uses it: reads and writes are recorded, and index writes wait for the item's own
 * write.
 */
const watched = (store: Store, touched: Touched): Store => {
  const indexWrites: Operation[] = [];
  const later =
    (prefix: string, type: 'put' | 'del') =>
    (key: string, ...rest: readonly unknown[]): void => {
      indexWrites.push(present({ type, key: prefix + key, value: type === 'put' ? rest[0] : undefined }));
      (rest.at(-1) as (error: null) => void)(null);
    };
  return {
    ...store,
    getItemDb: (table) => watchedItems(store, store.getItemDb(table), { table, touched, indexWrites }),
    getIndexDb: (kind, table, index) => {
      const prefix = `index-${kind.toLowerCase()}~${table}~${index}~`;
      return {
        ...store.getIndexDb(kind, table, index),
        put: later(prefix, 'put'),
        del: later(prefix, 'del'),
      };
    },
  };
};

type Watch = Readonly<{ table: string; touched: Touched; indexWrites: Operation[] }>;

const watchedItems = (store: Store, items: ItemDb, { table, touched, indexWrites }: Watch): ItemDb => {
  const write = (
    operation: Operation,
    after: Item | undefined,
    callback: (error: Error | null) => void,
  ): void => {
    const before = touched.read.get(operation.key);
    const writes = [...indexWrites.splice(0), { ...operation, key: `item-${table}~${operation.key}` }];
    store.db.batch(writes, (error) => {
      if (!error) touched.changed.push(present({ before, after }));
      callback(error);
    });
  };
  return {
    ...items,
    get: (key, callback) =>
      items.get(key, (error, value) => {
        if (!error) touched.read.set(key, value as Item | undefined);
        callback(error, value);
      }),
    put: (key, value, callback) => write({ type: 'put', key, value }, value as Item, callback),
    del: (key, callback) => write({ type: 'del', key }, undefined, callback),
  };
};

const asAwsError = (error: unknown): unknown => {
  const body = (error as { body?: { __type?: string; message?: string; Message?: string } }).body;
  if (body === undefined) return error;
  return new AwsError(
    body.__type?.split('#').at(-1) ?? 'InternalServerError',
    body.message ?? body.Message ?? '',
  );
};
