/**
 * Whether one more message that asks for a confirmation may leave: so many per address and week, so many to
 * everybody in a time. Anybody can type an address, and each of these costs somebody's attention or the
 * shop's money. It is counted here and not at a door, because this is the one way out, whoever asked.
 * hand-over → [this] → slots
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
import type { Ready } from './prepare.ts';

type Deps = Pick<SharedDeps, 'slots' | 'rateLimit' | 'keys' | 'runtime' | 'log' | 'metrics'>;

/**
 * The address's slot is looked at before the common count goes up, so that a flood of one mailbox uses up
 * nothing of what is there for everybody. A message that comes again has been counted and takes its
 * slot anew; what dies in between has counted once too often, never too little.
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

/** Under the key that is never rotated: a new one must not begin the week anew. */
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
