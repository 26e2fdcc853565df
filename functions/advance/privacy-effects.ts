/**
 * The effects by which customers' rights are served: erasing, exporting, and stopping an address for good.
 * perform-effects → [this]
 */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createErase } from '../../adapters/dynamodb/erase.ts';
import { createEveryone } from '../../adapters/dynamodb/everyone.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { newestPlace } from '../../core/consent/gate-places.ts';
import { idOf, profileIdOf } from '../../core/identity/identity.ts';
import { identityKey, type Keys } from '../../core/identity/keys.ts';
import type { Erase } from '../../core/ports/erase.ts';
import type { Everyone } from '../../core/ports/everyone.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { RawBucket } from '../../core/ports/raw-bucket.ts';
import { present } from '../../core/present.ts';
import { exportOf } from '../../core/privacy/privacy-export.ts';
import type { Effect } from '../../core/state/effect.ts';
import { type CollectDeps, collectCustomer } from '../../doors/collect-customer.ts';

export type PrivacyDeps = Readonly<{
  erase: Erase;
  everyone: Everyone;
  gateItems: Pick<GateItems, 'stopAll'>;
  rawBucket: RawBucket;
}> &
  CollectDeps;

type Tools = Readonly<{
  table: Readonly<{ tableName: string; client: DynamoDBClient }>;
  profiles: ProfileStore;
  products: ProductStore;
  rawBucket: RawBucket;
  keys: () => Promise<Keys>;
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
  profiles,
  gateItems: createGateItems(table),
  ledger: createLedger(table),
  keys,
  rawBucket,
});

export const suppressAddress = async (
  { gateItems, keys }: PrivacyDeps,
  { channel, address, at }: Extract<Effect, { kind: 'suppress-address' }>,
): Promise<void> => {
  await gateItems.stopAll(newestPlace(await keys(), { channel, address }), at, 'bounce');
};

/** The answer lies where the runbook says; nobody being known is an answer too. */
export const exportCustomer = async (
  deps: PrivacyDeps,
  { id, profileId, at, request }: Extract<Effect, { kind: 'export' }>,
): Promise<void> => {
  const found = await collectCustomer(deps, profileId);
  const document = { ...present({ request }), ...exportOf(found, at) };
  await deps.rawBucket.put(
    `${RAW_PREFIX.exports}${found?.profile.id ?? profileId}/${idOf('export', id)}.json`,
    JSON.stringify(document, null, 2),
  );
};
