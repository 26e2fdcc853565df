/** A person to erase on the stand-ins' table, with what tests write about them and find of them afterwards. */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCouponStore } from '../../adapters/dynamodb/coupons.ts';
import { createErase } from '../../adapters/dynamodb/erase.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createProductStore } from '../../adapters/dynamodb/products.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { RawBucket } from '../../core/ports/raw-bucket.ts';
import type { ErasureOrder } from '../../core/state/effect.ts';
import type { Profile } from '../../core/state/profile.ts';
import { recordRef } from '../../core/state/record-ref.ts';
import type { TimelineEntry } from '../../core/state/timeline.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, TEST_START } from './aws.ts';

export const AT = TEST_START;
export const DAY_MS = 24 * 60 * 60_000;

export const merged = (joined: string): TimelineEntry => ({
  type: 'decision',
  at: AT,
  what: 'merged',
  joined,
});
export const heard = (event: string, data: object): TimelineEntry => ({
  type: 'event',
  at: AT,
  event,
  eventId: `e-${event}`,
  source: 'standard',
  data: { ...data },
});
export const emailOf = (value: string) => ({ kind: 'email', value }) as const;

export const orderFor = (profileId: string, change: Partial<ErasureOrder> = {}): ErasureOrder => ({
  kind: 'erase',
  id: 'erase',
  at: AT,
  upTo: AT + 10_000,
  partitions: [profileId],
  identities: [],
  ...change,
});

/** A bucket in memory that remembers what it was asked to remove. */
export const bucketOf = (objects: Record<string, string> = {}) => {
  const removed: [string, number][] = [];
  const bucket: RawBucket = {
    put: async () => {},
    get: async (key) => objects[key],
    list: async (prefix, limit) => {
      const found = Object.keys(objects).filter((key) => key.startsWith(prefix));
      return { keys: found.slice(0, limit), more: found.length > limit };
    },
    remove: async (key) => {
      delete objects[key];
    },
    removeUnder: async (prefix, notAfter) => void removed.push([prefix, notAfter]),
  };
  return { bucket, objects, removed };
};

export const createErasing = async () => {
  const aws = await createTestAws();
  const tableBy = (requestHandler: RequestHandler): Table => ({
    tableName: LOCAL.table,
    client: DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler })),
  });
  const storesIn = (table = tableBy(aws.requestHandler)) => ({
    table,
    profiles: createProfileStore(table),
    products: createProductStore(table),
    ledger: createLedger(table),
    coupons: createCouponStore(table),
  });
  const stores = storesIn();
  return {
    ...stores,
    requestHandler: aws.requestHandler,
    tableBy,
    /** Identities lead to the profile ids that their values name. */
    eraseBy: (bucket = bucketOf().bucket, table = stores.table) => {
      const { profiles, products } = storesIn(table);
      const profileIdsOf = async (identities: Profile['identities']) => identities.map(({ value }) => value);
      return createErase({ ...table, profiles, products, bucket, profileIdsOf });
    },
    records: async (profileId: string, at: number, ...entries: readonly TimelineEntry[]) => {
      const ref = recordRef({ receivedAt: at, inputId: `i${at}` });
      await stores.profiles.putRecord({ profileId, ref, inputId: 'i', entries }, 0, AT + 900 * DAY_MS);
    },
    left: async (profileId: string) => (await stores.profiles.timeline(profileId)).length,
    raw: async (key: Readonly<{ pk: string; sk: string }>) => {
      const Key = { pk: { S: key.pk }, sk: { S: key.sk } };
      return (await aws.rawDynamodb.send(new GetItemCommand({ TableName: LOCAL.table, Key }))).Item;
    },
    close: () => aws.close(),
  };
};

export type Erasing = Awaited<ReturnType<typeof createErasing>>;
