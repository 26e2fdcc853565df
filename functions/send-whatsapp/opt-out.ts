/**
 * Handles WhatsApp's answer that a person has stopped marketing: writes the gate first, then the profile and
 * its timeline.
 */
import { newestPlace, presentAddresses } from '../../core/consent/gate-places.ts';
import { ownEvent } from '../../core/events/own-event.ts';
import { idOf } from '../../core/identity/identity.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { SharedDeps } from '../../sending/deps.ts';

type Deps = Pick<SharedDeps, 'keys' | 'queues' | 'runtime'> & Readonly<{ gateItems: GateItems }>;
/** May be repeated: the same message makes the same event. */
export const optOut = async (
  { keys, queues, runtime, gateItems }: Deps,
  { message, profile }: Readonly<{ message: OutboxMessage; profile: Profile }>,
): Promise<void> => {
  const versions = await keys();
  const at = runtime.now();
  for (const address of presentAddresses(profile.person, 'whatsapp'))
    await gateItems.stopMarketing(newestPlace(versions, address), at, 'stop');
  const id = idOf('whatsapp-opt-out', message.messageId);
  const data = {
    channel: 'whatsapp',
    purpose: 'marketing',
    evidence: { source: 'whatsapp 131050', message_id: message.messageId },
  };
  const event = ownEvent({ id, name: 'consent.withdrawn', at, source: 'whatsapp', data });
  await queues.sendInputs([eventInput(event, { profileId: profile.id, receivedAt: at })]);
};
