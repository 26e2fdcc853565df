/**
 * The effects that serve customers' rights: the export, the stops of an address, and the
 * shop's own erasure. perform-effects
 * → [this]
 */
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { newestPlace } from '../../core/consent/gate-places.ts';
import { ownEvent } from '../../core/events/own-event.ts';
import { idOf, profileIdOf } from '../../core/identity/identity.ts';
import { identityKey } from '../../core/identity/keys.ts';
import { present } from '../../core/present.ts';
import { exportOf } from '../../core/privacy/privacy-export.ts';
import { ERASED } from '../../core/privacy/rights.ts';
import type { Effect } from '../../core/state/effect.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { ProfileState } from '../../core/state/profile.ts';
import { collectCustomer } from '../../doors/collect-customer.ts';
import { eraseFirst } from '../../doors/erasing.ts';
import { meantAmong, namedBy, namesSharedNumber } from '../../doors/meant.ts';
import type { AdvanceDeps } from './deps.ts';

export const suppressAddress = async (
  { gateItems, keys }: AdvanceDeps,
  { channel, address, at }: Extract<Effect, { kind: 'suppress-address' }>,
): Promise<void> => {
  await gateItems.stopAll(newestPlace(await keys(), { channel, address }), at, 'bounce');
};

/** The shop's own rule ends marketing to an address: the gate knows before any profile is read. */
export const stopMarketing = async (
  { gateItems, keys }: AdvanceDeps,
  { channel, address, at }: Extract<Effect, { kind: 'stop-marketing' }>,
): Promise<void> => {
  await gateItems.stopMarketing(newestPlace(await keys(), { channel, address }), at, 'withdrawn');
};

/** Erases a customer by the shop's own rule: in force at the gate first, then one input per profile. */
export const forgetCustomer = async (
  deps: AdvanceDeps,
  { id, profileId, at }: Extract<Effect, { kind: 'forget' }>,
  state: ProfileState,
): Promise<void> => {
  const key = identityKey(await deps.keys());
  const known = state.kind === 'live' ? state.identities : [];
  const identities = known.map(({ kind, value }) => ({
    kind,
    value,
    profileId: profileIdOf(key, kind, value),
  }));
  const event = ownEvent({ id, name: ERASED, at, source: 'privacy', identities });
  const inputs = await eraseFirst(deps, [eventInput(event, { profileId, receivedAt: at, inputId: id })]);
  await deps.queues.sendInputs(inputs);
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
