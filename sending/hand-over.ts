/**
 * Makes the one call to the provider, between `calling` and the outcome. After `calling` nothing is tried
 * again unless the provider certainly refused.
 */

import type { SendResult } from '../core/message/send-result.ts';
import { present } from '../core/present.ts';
import type { ReasonCode } from '../core/reason.ts';
import { ledgerKeptUntil } from '../core/state/due.ts';
import type { Attempt } from './attempt.ts';
import { mayAskNow } from './confirmations.ts';
import { announceCoupon } from './coupon.ts';
import type { SendingDeps } from './deps.ts';
import { lookAgain, tryLater } from './look-again.ts';
import { mayNotifyNow } from './notices.ts';
import { giveBack, pay } from './pay.ts';
import type { Ready } from './ready.ts';

/** Why the message does not leave after all; `failed` where the provider refused this message for good. */
export type Refused = Readonly<{ reason: ReasonCode; outcome: 'skipped' | 'failed' }>;

export const handOver = async <Parcel>(
  deps: SendingDeps<Parcel>,
  attempt: Attempt,
  { parcel, basis, ready }: Readonly<{ parcel: Parcel; basis: string; ready: Ready<Parcel> }>,
): Promise<Refused | undefined> => {
  const { ledger, runtime, log } = deps;
  const { message, token } = attempt;
  const { settings } = ready.program;
  const payment = await pay(deps, parcel, ready);
  if (payment === 'budget-spent') return { reason: 'budget', outcome: 'skipped' };
  if (!(await mayAskNow(deps, message, ready))) {
    await giveBack(deps, payment);
    return { reason: 'sign-up-ceiling', outcome: 'skipped' };
  }
  if (!(await mayNotifyNow(deps, message))) return { reason: 'notice-limit', outcome: 'skipped' };
  await announceCoupon(deps, message, ready);
  const at = runtime.now();
  const keptUntil = ledgerKeptUntil(ready.profile, settings.retention, at);
  if (!(await ledger.calling(message.messageId, token, present({ at, keptUntil, payment })))) {
    await giveBack(deps, payment);
    await lookAgain(deps, message);
    return undefined;
  }
  const result = await deps.channel.send(parcel);
  if (result.kind !== 'accepted')
    log.info(`provider: ${result.kind}`, { message: message.messageId, why: result.why });
  if (result.kind === 'rejected') return refuse(deps, attempt, { ready, result });
  await settleCall(deps, attempt, { result, basis });
  return undefined;
};

const settleCall = async <Parcel>(
  deps: SendingDeps<Parcel>,
  { message, token }: Attempt,
  { result, basis }: Readonly<{ result: Exclude<SendResult, { kind: 'rejected' }>; basis: string }>,
): Promise<void> => {
  const { ledger, runtime, channel, budget } = deps;
  const { messageId } = message;
  const at = runtime.now();
  switch (result.kind) {
    case 'accepted':
      await ledger.settle(messageId, { outcome: 'sent', basis, providerId: result.providerId, at, token });
      return channel.onAccepted?.(message, result.providerId);
    case 'unclear':
      await ledger.settle(messageId, { outcome: 'unknown', basis, at, token });
      return;
    case 'later':
      await ledger.release(messageId, token);
      await budget?.refund(messageId);
      return tryLater(deps, message, result.slow);
  }
};

/** Puts an opt-out into force before the refusal is stored: a crash in between only repeats it. */
const refuse = async <Parcel>(
  { channel }: SendingDeps<Parcel>,
  { message }: Attempt,
  { ready, result }: Readonly<{ ready: Ready<Parcel>; result: Extract<SendResult, { kind: 'rejected' }> }>,
): Promise<Refused> => {
  if (result.optOut) await channel.onOptOut?.(message, ready.profile);
  return { reason: result.reason ?? 'rejected', outcome: 'failed' };
};
