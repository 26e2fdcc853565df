/** Makes a message ready and looks once more: what is sent was made from the very state that the gate is asked about. deliver → [this] → core/render */
import { asciiAddress } from '../../adapters/mail-address.ts';
import type { Situation } from '../../adapters/situation.ts';
import type { OutboxMessage } from '../../core/effect.ts';
import { gateHashes } from '../../core/keys.ts';
import type { Profile } from '../../core/profile.ts';
import type { Letter } from './compose.ts';
import { composeLetter } from './compose.ts';
import type { SendEmailDeps } from './deps.ts';

export type Ready = Situation & Letter & Readonly<{ profile: Profile }>;

/** A profile that changes more often than this while one mail is made is left to the queue's next delivery. */
const ROUNDS_MAX = 4;

/**
 * The address is known only from the profile, and the gate item only from the address. So the first look finds both, the mail is made, and
 * the last look, directly before the call, reads profile, gate items and controls together, strongly consistently.
 */
export const prepare = async (deps: SendEmailDeps, message: OutboxMessage): Promise<Ready | 'nobody'> => {
  let seen = await deps.look(message.profileId, []);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { profile } = seen;
    if (!profile) return 'nobody';
    const letter = await composeLetter(deps, message, { ...seen, profile });
    const current = await deps.look(profile.id, await placesOf(deps, profile));
    if (isSame(seen, current)) return { ...current, ...letter, profile };
    seen = current;
  }
  throw new Error(`The profile of message ${message.messageId} changed ${ROUNDS_MAX} times while its mail was made.`);
};

const placesOf = async ({ keys }: SendEmailDeps, { person }: Profile) => {
  const address = person.email === undefined ? undefined : asciiAddress(person.email);
  return address === undefined ? [] : gateHashes(await keys(), 'email', address).map((hash) => ({ hash, channel: 'email' as const }));
};

const isSame = (a: Situation, b: Situation): boolean =>
  a.profile?.id === b.profile?.id && a.version === b.version && a.controls.seq === b.controls.seq;
