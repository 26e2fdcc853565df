/**
 * Decides whether one more message that asks for a confirmation may leave: there is a limit per address and
 * week, and one for everybody together. Anybody can type an address, and each such message costs somebody's
 * attention or the shop's money. The count is here and not at a door, because every message leaves through
 * this room, whatever asked for it. hand-over → [this] → slots
 */
import { METRICS } from '../contract/routes.ts';
import { addressOf } from '../core/consent/address.ts';
import { keyedIdOf } from '../core/identity/identity.ts';
import { identityKey } from '../core/identity/keys.ts';
import { mailboxOf } from '../core/identity/mailbox.ts';
import { LIMITS } from '../core/limits.ts';
import type { Allowance } from '../core/ports/rate-limit.ts';
import type { SlotsAsked } from '../core/ports/slots.ts';
import type { Settings } from '../core/program/settings.ts';
import { signUpRules } from '../core/program/sign-up-rules.ts';
import type { Channel } from '../core/reason.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import type { SharedDeps } from './deps.ts';
import type { Ready } from './ready.ts';

type Deps = Pick<SharedDeps, 'slots' | 'rateLimit' | 'keys' | 'runtime' | 'log' | 'metrics'>;

/**
 * Checks the address's slot before the common count rises, so that a flood of one mailbox uses up nothing of
 * the common limit. A repeated message was counted already and takes its slot anew. A crash in between counts
 * once too often, never too little.
 */
export const mayAskNow = async (
  deps: Deps,
  message: OutboxMessage,
  { asked, profile, program: { settings } }: Pick<Ready<unknown>, 'asked' | 'profile' | 'program'>,
): Promise<boolean> => {
  const address = addressOf(profile.person, message.channel);
  if (asked === undefined || address === undefined) return true;
  const { slots, rateLimit, keys, runtime, log } = deps;
  const slot = slotFor(identityKey(await keys()), { message, address, settings });
  const now = runtime.now();
  const standing = await slots.look(slot, now);
  if (standing === 'full') return false;
  if (
    standing === 'free' &&
    (await rateLimit.take(everybody(message.channel, settings), now)) !== undefined
  ) {
    log.info('ceiling of sign-ups reached', { message: message.messageId });
    deps.metrics.count(METRICS.signUpCeiling, 1);
    return false;
  }
  return slots.take(slot, now);
};

/** The slots of a mailbox, under the key that is never rotated: a new key must not begin the week anew. */
const slotFor = (
  key: string,
  {
    message: { channel, messageId },
    address,
    settings,
  }: Readonly<{ message: OutboxMessage; address: string; settings: Settings }>,
): SlotsAsked => ({
  hash: keyedIdOf(key, 'confirmations', channel, mailboxOf(channel, address)),
  by: messageId,
  limit: signUpRules(settings).perAddressPerWeek,
  windowMs: LIMITS.confirmationWindowMs,
});

const everybody = (channel: Channel, settings: Settings): Allowance => {
  const { perHour, whatsappPerDay } = signUpRules(settings);
  return channel === 'email'
    ? { hash: 'confirmation-mails', limit: perHour, windowMs: LIMITS.confirmationHourMs }
    : { hash: 'confirmation-whatsapps', limit: whatsappPerDay, windowMs: LIMITS.confirmationDayMs };
};
