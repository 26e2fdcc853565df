/**
 * Takes one message through its phases: claims it, prepares it, asks the gate, and acts on the verdict.
 * handler → [this] → prepare, hand-over
 */

import { METRICS } from '../contract/routes.ts';
import type { LedgerRow } from '../core/message/ledger-row.ts';
import { outcomeInput } from '../core/message/outcome.ts';
import { present } from '../core/present.ts';
import type { ReasonCode } from '../core/reason.ts';
import { ledgerKeptUntil } from '../core/state/due.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import type { Attempt } from './attempt.ts';
import { notMadeIn, reportEmpty, reportNotMade } from './coupon.ts';
import type { SendingDeps, SharedDeps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { afterTheMerge, delayAfter, lookAgain } from './look-again.ts';
import { prepare } from './prepare.ts';
import type { Ready } from './ready.ts';
import { verdictOf } from './verdict.ts';

/**
 * Repeats everything that may be repeated; what may not comes after `calling`. Throws where the queue must
 * deliver the message again.
 */
export const deliver = async <Parcel>(deps: SendingDeps<Parcel>, message: OutboxMessage): Promise<void> => {
  const token = deps.runtime.newToken();
  const standing = await deps.ledger.claim(message, token, deps.runtime.now());
  if (standing !== 'claimed') return handleExistingRow(deps, message, standing);
  const attempt = { message, token };
  const ready = await prepare(deps, message);
  if (ready === 'nobody') return skip(deps, attempt, { reason: 'not-current' });
  if (ready === 'joining') {
    await deps.ledger.release(message.messageId, token);
    return afterTheMerge(deps, message);
  }
  const verdict = verdictOf(deps, ready);
  switch (verdict.verdict) {
    case 'skip':
      if (verdict.reason === 'coupon-pool-empty') reportEmpty(deps, message);
      if (verdict.reason === 'coupon-not-made') reportNotMade(deps, message, ready.drawn);
      return skip(deps, attempt, { reason: verdict.reason, ready });
    case 'defer':
      return defer(deps, attempt, { profileId: ready.profile.id, ...verdict });
    case 'send':
      if (notMadeIn(ready.drawn)) return waitForCode(deps, attempt, ready);
      return dispatch(deps, attempt, { ready, basis: verdict.basis });
  }
};

/**
 * The shop could not say yet whether it has the code. The message goes back into the queue, as when its own
 * provider is full, and is skipped once it would be too late for it.
 */
const waitForCode = async <Parcel>(
  deps: SendingDeps<Parcel>,
  attempt: Attempt,
  ready: Ready<Parcel>,
): Promise<void> => {
  const { message, token } = attempt;
  const notMade = notMadeIn(ready.drawn);
  const wait = delayAfter(message, deps.runtime.now(), notMade?.kind === 'later' ? notMade.afterMs : 0);
  if (wait === undefined) {
    reportNotMade(deps, message, ready.drawn);
    return skip(deps, attempt, { reason: 'coupon-not-made', ready });
  }
  deps.log.info('the shop has made no code yet', { message: message.messageId, why: notMade?.why ?? '' });
  await deps.ledger.release(message.messageId, token);
  await deps.queues.sendMessage(message, wait);
};

/**
 * Handles a row that exists already: a settled one reports its outcome once more, an abandoned call becomes
 * `unknown`, and one in progress is checked again later.
 */
const handleExistingRow = async (deps: SharedDeps, message: OutboxMessage, row: LedgerRow): Promise<void> => {
  const now = deps.runtime.now();
  if (row.phase === 'settled') return reportAgain(deps, row);
  if (row.phase !== 'calling' || (row.leaseUntil ?? 0) > now) return lookAgain(deps, message, row.leaseUntil);
  const settled = await deps.ledger.settle(row.messageId, { outcome: 'unknown', at: now });
  if (settled) deps.log.info('outcome unknown: the call was never finished', { message: row.messageId });
};

/** Reports the outcome again, because the process may have died between settling and reporting. */
const reportAgain = async (
  { queues, runtime }: SharedDeps,
  { outcome, reason, message }: LedgerRow,
): Promise<void> => {
  if (reason === undefined || (outcome !== 'skipped' && outcome !== 'failed')) return;
  await queues.sendInputs([
    outcomeInput(message, { profileId: message.profileId, outcome, reason, at: runtime.now() }),
  ]);
};

type Known = Pick<Ready<unknown>, 'profile' | 'program'>;

/**
 * Settles before it reports: a redelivery finds the settled row and reports again. Where nobody is known,
 * there is no profile to report to.
 */
const skip = async (
  deps: SharedDeps,
  { message, token }: Attempt,
  {
    reason,
    outcome = 'skipped',
    missing,
    ready,
  }: Readonly<{ reason: ReasonCode; outcome?: 'skipped' | 'failed'; missing?: string; ready?: Known }>,
): Promise<void> => {
  const at = deps.runtime.now();
  const keptUntil = ready && ledgerKeptUntil(ready.profile, ready.program.settings.retention, at);
  const settled = await deps.ledger.settle(
    message.messageId,
    present({ outcome, reason, missing, at, keptUntil, token }),
  );
  if (!settled) return lookAgain(deps, message);
  if (ready)
    await deps.queues.sendInputs([
      outcomeInput(message, { profileId: ready.profile.id, outcome, reason, at }),
    ]);
};

/** Reports before it releases: a crash between the two leads to a new decision or to a new claim. */
const defer = async (
  deps: SharedDeps,
  { message, token }: Attempt,
  { reason, until, profileId }: Readonly<{ reason: ReasonCode; until: number; profileId: string }>,
): Promise<void> => {
  await deps.queues.sendInputs([
    outcomeInput(message, { profileId, outcome: 'deferred', reason, until, at: deps.runtime.now() }),
  ]);
  await deps.ledger.release(message.messageId, token);
};

const dispatch = async <Parcel>(
  deps: SendingDeps<Parcel>,
  attempt: Attempt,
  { ready, basis }: Readonly<{ ready: Ready<Parcel>; basis: string }>,
): Promise<void> => {
  const { made } = ready;
  const { messageId } = attempt.message;
  if (!made.ok) {
    const { reason, problem, missing } = made;
    deps.log.info('message not made', { message: messageId, reason, problem });
    // An alarm counts this: a template that cannot be filled is skipped for one customer after the other.
    if (reason === 'content-invalid') deps.metrics.count(METRICS.contentInvalid, 1);
    return skip(
      deps,
      attempt,
      present({ reason, missing, ready, outcome: reason === 'rejected' ? 'failed' : undefined }),
    );
  }
  const refused = await handOver(deps, attempt, { parcel: made.parcel, basis, ready });
  if (!refused) return;
  await skip(deps, attempt, { ...refused, ready });
  await deps.budget?.refund(messageId);
};
