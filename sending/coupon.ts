/**
 * Draws the code of a message directly before it leaves, and tells the customer's profile of it before the
 * call. prepare, hand-over → [this] → coupon store
 */
import { METRICS } from '../contract/routes.ts';
import { expiryOf } from '../core/coupons/expiry.ts';
import { ownEvent } from '../core/events/own-event.ts';
import { idOf } from '../core/identity/identity.ts';
import type { IssuedCoupon } from '../core/ports/coupon-store.ts';
import { present } from '../core/present.ts';
import type { CouponPool } from '../core/program/coupon-pool.ts';
import type { Program } from '../core/program/program.ts';
import { COUPON_ISSUED } from '../core/state/coupons.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import { eventInput } from '../core/state/event-input.ts';
import type { Profile } from '../core/state/profile.ts';
import { toIso } from '../core/time/instant.ts';
import { zoneOf } from '../core/time/zone.ts';
import type { SharedDeps } from './deps.ts';

/** `expired`: the code of the pool is no longer valid. */
export type Drawn = IssuedCoupon | 'empty' | 'expired';

type Deps = Pick<SharedDeps, 'coupons' | 'queues' | 'runtime' | 'log' | 'metrics'>;

type For = Readonly<{ message: OutboxMessage; profile: Profile; program: Program }>;

/** The same message, and every other one of its enrollment, always gets the same code. */
export const drawCoupon = async (deps: Deps, { message, profile, program }: For): Promise<Drawn> => {
  const { coupon } = message;
  const pool = coupon && program.coupons?.[coupon.pool];
  if (!coupon || !pool) return 'empty';
  const now = deps.runtime.now();
  const until = pool.kind === 'one' ? pool.until : undefined;
  if (until !== undefined && until < now) return 'expired';
  const expiresAt = expiryOf(
    { validFor: coupon.validFor, until },
    now,
    zoneOf(profile.person, program.settings).zone,
  );
  return deps.coupons.draw(present({ id: coupon.id, from: sourceOf(pool), expiresAt }), now);
};

const sourceOf = (pool: CouponPool) => (pool.kind === 'one' ? { code: pool.code } : { list: pool.list });

/** An alarm counts this: somebody has to fill the pool. */
export const reportEmpty = (
  { log, metrics }: Pick<Deps, 'log' | 'metrics'>,
  { messageId, coupon }: OutboxMessage,
): void => {
  log.info('no coupon code left', { message: messageId, pool: coupon?.pool ?? 'none' });
  metrics.count(METRICS.couponPoolEmpty, 1);
};

/**
 * Tells the profile before the call, so that no code leaves of which the history does not know. A repeat has
 * the same id, and later messages with the same code tell nothing.
 */
export const announceCoupon = async (
  { coupons, queues, runtime }: Deps,
  message: OutboxMessage,
  { drawn, profile }: Readonly<{ drawn?: Drawn; profile: Profile }>,
): Promise<void> => {
  const { coupon, messageId, flow } = message;
  if (!coupon || typeof drawn !== 'object' || drawn.told) return;
  const at = runtime.now();
  const { code, expiresAt } = drawn;
  const event = ownEvent({
    id: idOf('coupon-issued', coupon.id),
    name: COUPON_ISSUED,
    at,
    source: 'stammkunde',
    data: present({
      coupon_id: coupon.id,
      pool: coupon.pool,
      code,
      expires_at: expiresAt === undefined ? undefined : toIso(expiresAt),
      flow,
      step: coupon.step,
      message_id: messageId,
    }),
  });
  await queues.sendInputs([eventInput(event, { profileId: profile.id, receivedAt: at })]);
  await coupons.markTold(coupon.id);
};
