/**
 * Stops an address for good by hand, or lifts that stop; an address that bounced or complained stays stopped.
 * serve → [this] → gate items, then the profile
 */
import { type Address, allAddresses, everyPlace, newestPlace } from '../../core/consent/gate-places.ts';
import { type Answer, answer, refusal } from '../../doors/json-answer.ts';
import { withoutOthers } from '../../doors/meant.ts';
import type { PrivacyDeps } from './deps.ts';
import { inputFor } from './input-for.ts';
import type { PersonOrder } from './request.ts';
import type { Who } from './who.ts';

export const suppress = async (
  deps: PrivacyDeps,
  { action, channel }: Extract<PersonOrder, { command: 'suppress' }>,
  { identities, people }: Who,
): Promise<Answer> => {
  const own = await withoutOthers(deps, people);
  const addresses = allAddresses(identities, own).filter(
    (address) => channel === undefined || address.channel === channel,
  );
  if (addresses.length === 0) return NO_ADDRESS;
  for (const address of addresses) await (action === 'add' ? stop(deps, address) : lift(deps, address));
  const channels = [...new Set(addresses.map((address) => address.channel))];
  const name = action === 'add' ? 'suppression.added' : 'suppression.removed';
  const inputs = people.flatMap(({ id }) =>
    channels.map((on) => inputFor(deps, { profileId: id, name, data: { channel: on, reason: 'manual' } })),
  );
  if (inputs.length > 0) await deps.queues.sendInputs(inputs);
  return answer(200, { status: action === 'add' ? 'suppressed' : 'lifted', channels });
};

const NO_ADDRESS = refusal(
  404,
  'no-address',
  'No address is known that could be stopped. Name the e-mail address or the phone number itself.',
);

const stop = async (deps: PrivacyDeps, address: Address): Promise<void> => {
  await deps.gateItems.stopAll(newestPlace(await deps.keys(), address), deps.now(), 'manual');
};

/** Looks under every key, because the stop may have been entered under an older one. */
const lift = async (deps: PrivacyDeps, address: Address): Promise<void> => {
  for (const place of everyPlace(await deps.keys(), address)) await deps.gateItems.liftManual(place);
};
