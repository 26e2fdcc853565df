/**
 * Stops an address for good by hand, or takes that back: what bounced or complained stays stopped. serve →
 * [this] → gate items, then the profile
 */
import { type Address, allAddresses, everyPlace, newestPlace } from '../../core/consent/gate-places.ts';
import { type Answer, answer, refusal } from './answer.ts';
import { inputFor } from './input-for.ts';
import type { Office } from './office.ts';
import type { PrivacyRequest } from './request.ts';
import type { Who } from './who.ts';

export const suppress = async (
  office: Office,
  { order: { action, channel } }: PrivacyRequest,
  { identities, people }: Who,
): Promise<Answer> => {
  const addresses = allAddresses(identities, people).filter(
    (address) => channel === undefined || address.channel === channel,
  );
  if (addresses.length === 0) return NO_ADDRESS;
  for (const address of addresses) await (action === 'add' ? stop(office, address) : lift(office, address));
  const channels = [...new Set(addresses.map((address) => address.channel))];
  const name = action === 'add' ? 'suppression.added' : 'suppression.removed';
  const inputs = people.flatMap(({ id }) =>
    channels.map((on) => inputFor(office, { profileId: id, name, data: { channel: on, reason: 'manual' } })),
  );
  if (inputs.length > 0) await office.queues.sendInputs(inputs);
  return answer(200, { status: action === 'add' ? 'suppressed' : 'lifted', channels });
};

const NO_ADDRESS = refusal(
  404,
  'no-address',
  'No address is known that could be stopped. Name the e-mail address or the phone number itself.',
);

const stop = async (office: Office, address: Address): Promise<void> => {
  await office.gateItems.stopAll(newestPlace(await office.keys(), address), office.now(), 'manual');
};

/** It may have been entered under an older key. */
const lift = async (office: Office, address: Address): Promise<void> => {
  for (const place of everyPlace(await office.keys(), address)) await office.gateItems.liftManual(place);
};
