/**
 * Asks the gate at the present time, with the facts that were read last and those that only the sender knows.
 * deliver, prepare → [this] → core/gate
 */
import { gate } from '../core/gate/gate.ts';
import type { Verdict } from '../core/gate/gate-facts.ts';
import { LIMITS } from '../core/limits.ts';
import type { Situation } from '../core/ports/look.ts';
import { present } from '../core/present.ts';
import type { Instant } from '../core/time/instant.ts';
import { issuedIn, notMadeIn } from './coupon.ts';
import type { SharedDeps } from './deps.ts';
import type { Ready } from './ready.ts';

/** A message that cannot wait until its deferral ends is expired now. */
export const verdictOf = <Parcel>(
  { runtime, testReachesEveryone }: SharedDeps,
  ready: Ready<Parcel>,
): Verdict => {
  const {
    message,
    profile,
    controls,
    program,
    template,
    gate: item,
    asked,
    foreignNumber,
    outOfStock,
    nothingToShow,
    contentChanged,
    drawn,
  } = ready;
  const now = runtime.now();
  const circumstances = present({
    outOfStock,
    nothingToShow,
    contentChanged: contentChanged || undefined,
    asked,
    foreignNumber,
    couponMissing: drawn === 'empty' || undefined,
    couponNotMade: notMadeIn(drawn)?.kind === 'refused' || undefined,
    couponExpired: isOver(drawn, now) || undefined,
    heldUntil: isHeld(ready, now) ? now + LIMITS.holdRecheckMs : undefined,
  });
  const facts = { profile, message, program, controls, testReachesEveryone, circumstances, now };
  const verdict = gate({
    ...facts,
    ...present({ template, gate: item }),
  });
  return verdict.verdict === 'defer' && verdict.until > message.usefulUntil
    ? { verdict: 'skip', reason: 'expired' }
    : verdict;
};

const isHeld = ({ heldUntil }: Situation, now: Instant): boolean =>
  heldUntil !== undefined && heldUntil > now;

const isOver = (drawn: Ready<unknown>['drawn'], now: Instant): boolean => {
  const end = issuedIn(drawn)?.expiresAt;
  return drawn === 'expired' || (end !== undefined && end < now);
};
