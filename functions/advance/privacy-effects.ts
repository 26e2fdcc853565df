/**
 * The effects by which customers' rights are served: erasing, exporting, and stopping an address for good.
 * perform-effects → [this]
 */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { type CollectCustomer, createCollectCustomer } from '../../adapters/dynamodb/customer-data.ts';
import { createErase, type Erase } from '../../adapters/dynamodb/erase.ts';
import { createEveryone, type Everyone } from '../../adapters/dynamodb/everyone.ts';
import { createGateItems, type GateItems } from '../../adapters/dynamodb/gate-items.ts';
import { asciiAddress } from '../../adapters/providers/mail-address.ts';
import { identityKey } from '../../adapters/secrets/secrets.ts';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import type { KeyVersions } from '../../contract/secrets.ts';
import { idOf, profileIdOf } from '../../core/identity/identity.ts';
import { gateHash, newestVersion } from '../../core/identity/keys.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import { present } from '../../core/present.ts';
import { exportOf } from '../../core/privacy/privacy-export.ts';
import type { Effect } from '../../core/state/effect.ts';

export type PrivacyDeps = Readonly<{
  erase: Erase;
  everyone: Everyone;
  collect: CollectCustomer;
  gateItems: Pick<GateItems, 'stopAll'>;
  keys: () => Promise<KeyVersions>;
  rawBucket: RawBucket;
}>;

type Tools = Readonly<{
  table: Readonly<{ tableName: string; client: DynamoDBClient }>;
  profiles: ProfileStore;
  products: ProductStore;
  rawBucket: RawBucket;
  keys: () => Promise<KeyVersions>;
}>;

export const createPrivacyDeps = ({ table, profiles, products, rawBucket, keys }: Tools): PrivacyDeps => ({
  erase: createErase({
    ...table,
    profiles,
    products,
    bucket: rawBucket,
    profileIdsOf: async (identities) => {
      const key = identityKey(await keys());
      return identities.map(({ kind, value }) => profileIdOf(key, kind, value));
    },
  }),
  everyone: createEveryone(table),
  collect: createCollectCustomer({ ...table, profiles, keys }),
  gateItems: createGateItems(table),
  keys,
  rawBucket,
});

export const suppressAddress = async (
  { gateItems, keys }: PrivacyDeps,
  { channel, address, at }: Extract<Effect, { kind: 'suppress-address' }>,
): Promise<void> => {
  const versions = await keys();
  const written = channel === 'email' ? (asciiAddress(address) ?? address) : address;
  await gateItems.stopAll(
    { hash: gateHash(versions, newestVersion(versions), channel, written), channel },
    at,
    'bounce',
  );
};

/** The answer lies where the runbook says; nobody being known is an answer too. */
export const exportCustomer = async (
  { collect, rawBucket }: PrivacyDeps,
  { id, profileId, at, request }: Extract<Effect, { kind: 'export' }>,
): Promise<void> => {
  const found = await collect(profileId);
  const document = { ...present({ request }), ...exportOf(found, at) };
  await rawBucket.put(
    `${RAW_PREFIX.exports}${found?.profile.id ?? profileId}/${idOf('export', id)}.json`,
    JSON.stringify(document, null, 2),
  );
};
