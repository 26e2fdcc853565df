/**
 * The effects that serve customers' rights: the export, and the permanent stop of an address. perform-effects
 * → [this]
 */
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { newestPlace } from '../../core/consent/gate-places.ts';
import { idOf } from '../../core/identity/identity.ts';
import { present } from '../../core/present.ts';
import { exportOf } from '../../core/privacy/privacy-export.ts';
import type { Effect } from '../../core/state/effect.ts';
import { collectCustomer } from '../../doors/collect-customer.ts';
import { meantAmong, namedBy, namesSharedNumber } from '../../doors/meant.ts';
import type { AdvanceDeps } from './deps.ts';

export const suppressAddress = async (
  { gateItems, keys }: AdvanceDeps,
  { channel, address, at }: Extract<Effect, { kind: 'suppress-address' }>,
): Promise<void> => {
  await gateItems.stopAll(newestPlace(await keys(), { channel, address }), at, 'bounce');
};

/**
 * Stores the export where the runbook says. It is valid too where nobody is known, or where several people
 * have become known by the number meanwhile.
 */
export const exportCustomer = async (
  deps: AdvanceDeps,
  { id, profileId, named, at, request }: Extract<Effect, { kind: 'export' }>,
): Promise<void> => {
  const people = await namedBy(deps, named);
  const found = await collectCustomer(deps, meantAmong(people));
  const sharedNumber = namesSharedNumber(people) || undefined;
  const document = present({ request, sharedNumber, ...exportOf(found, at) });
  await deps.rawBucket.put(
    `${RAW_PREFIX.exports}${found?.profile.id ?? profileId}/${idOf('export', id)}.json`,
    JSON.stringify(document, null, 2),
  );
};
