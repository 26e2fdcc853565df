/**
 * Draws the code of a message directly before it leaves, and tells the customer's profile of it before the
 * call. prepare, hand-over → [this] → coupon store
 */
import { METRICS } from '../contract/routes.ts';
import { expiryOf } from '../core/coupons/expiry.ts';
import { shopCode } from '../core/coupons/shop-code.ts';
import { ownEvent } from '../core/events/own-event.ts';
import { idOf } from '../core/identity/identity.ts';
import type { CouponAsked, IssuedCoupon } from '../core/ports/coupon-store.ts';
import type { ShopRefusal } from '../core/ports/shop-refusal.ts';
import { present } from '../core/present.ts';
import type { CouponPool } from '../core/program/coupon-pool.ts';
import type { Program } from '../core/program/program.ts';
import { COUPON_ISSUED } from '../core/state/coupons.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import { eventInput } from '../core/state/event-input.ts';
import type { Profile } from '../core/state/profile.ts';
import { type Instant, toIso } from '../core/time/instant.ts';
import { zoneOf } from '../core/time/zone.ts';
import type { SharedDeps } from './deps.ts';

/** `expired`: the code of the pool is no longer valid. */
export type Drawn = IssuedCoupon | ShopRefusal | 'empty' | 'expired';

type Deps = Pick<SharedDeps, 'coupons' | 'shopCodes' | 'queues' | 'runtime' | 'log' | 'metrics'>;

type For = Readonly<{ message: OutboxMessage; profile: Profile; program: Program }>;

/** The same message, and every other one of its enrollment, always gets the same code. */
export const drawCoupon = async (deps: Deps, { message, profile, program }: For): Promise<Drawn> => {
  const { coupon } = message;
  const pool = coupon && program.coupons?.[coupon.pool];
  if (!coupon || !pool) return 'empty';
  const now = deps.runtime.now();
  const until = pool.kind === 'one' ? pool.until : undefined;
  if (until !== undefined && until < now) return 'expired';
  const validFor = coupon.validFor ?? (pool.kind === 'shop' ? pool.validFor : undefined);
  const expiresAt = expiryOf({ validFor, until }, now, zoneOf(profile.person, program.settings).zone);
  const from = sourceOf(pool, coupon.id);
  const drawn = await deps.coupons.draw(present({ id: coupon.id, from, expiresAt }), now);
  return pool.kind === 'shop' ? inShop(deps, { coupon, pool, drawn, now }) : drawn;
};

const sourceOf = (pool: CouponPool, id: string): CouponAsked['from'] => {
  if (pool.kind === 'shop') return { own: shopCode(id, pool.prefix) };
  return pool.kind === 'one' ? { code: pool.code } : { list: pool.list };
};

type InShop = Readonly<{
  coupon: NonNullable<OutboxMessage['coupon']>;
  pool: Extract<CouponPool, { kind: 'shop' }>;
  drawn: IssuedCoupon | 'empty';
  now: Instant;
}>;

/**
 * Code and end are written down before the shop is asked, so every repeat asks for the very same; only what
 * the shop has confirmed is given out.
 */
const inShop = async (deps: Deps, { coupon, pool, drawn, now }: InShop): Promise<Drawn> => {
  if (drawn === 'empty') return { kind: 'refused', why: 'another customer has the code' };
  const { unmade, ...issued } = drawn;
  if (!unmade) return issued;
  const { code, expiresAt } = issued;
  if (expiresAt !== undefined && expiresAt < now) return 'expired';
  const { shop, worth, minimum } = pool;
  const title = `Stammkunde: ${coupon.pool}`;
  const made = await deps.shopCodes.make(
    shop,
    present({ code, worth, minimum, startsAt: now, expiresAt, title }),
  );
  if (made.kind !== 'made') return made;
  await deps.coupons.markMade(coupon.id);
  return issued;
};

/** The code itself, where there is one that may leave. */
export const issuedIn = (drawn: Drawn | undefined): IssuedCoupon | undefined =>
  typeof drawn === 'object' && 'code' in drawn ? drawn : undefined;

/** Why the shop made no code, where it was asked. */
export const notMadeIn = (drawn: Drawn | undefined): ShopRefusal | undefined =>
  typeof drawn === 'object' && 'kind' in drawn ? drawn : undefined;

/** An alarm counts this: somebody has to see to the shop, or to its credentials. */
export const reportNotMade = (
  { log, metrics }: Pick<Deps, 'log' | 'metrics'>,
  { messageId, coupon }: OutboxMessage,
  drawn: Drawn | undefined,
): void => {
  const why = notMadeIn(drawn)?.why ?? 'unknown';
  log.info('the shop made no coupon code', { message: messageId, pool: coupon?.pool ?? 'none', why });
  metrics.count(METRICS.couponNotMade, 1);
};

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
  const issued = issuedIn(drawn);
  if (!coupon || !issued || issued.told) return;
  const at = runtime.now();
  const { code, expiresAt } = issued;
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
