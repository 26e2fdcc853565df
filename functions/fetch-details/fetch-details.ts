/**
 * Asks a shop what one notice is about, and takes in what it says. A shop that cannot be asked now is asked
 * later, and a notice that nobody could look up for a day becomes a dead letter: none is lost.
 */
import { METRICS } from '../../contract/routes.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Found } from '../../core/ports/shop-details.ts';
import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import type { ShopNotice } from '../../core/state/shop-notice.ts';
import { platformOf } from '../../platforms/lookup.ts';
import type { FetchDetailsDeps } from './deps.ts';
import { takeDetails } from './take-details.ts';

/** Repeating it is harmless: what the shop says is known by what it is, and not by the notice. */
export const fetchDetails = async (deps: FetchDetailsDeps, notice: ShopNotice): Promise<void> => {
  const platform = platformOf(notice.platform);
  if (!platform?.notices) throw new Error(`the platform ${notice.platform} sends no notices`);
  const found = await deps.details.read(notice);
  if (found.kind === 'later' || found.kind === 'refused') return again(deps, notice, found);
  // A shop may tell of a thing before all of its machines know it.
  if (isTooYoung(deps, notice, found)) return later(deps, notice, LIMITS.detailsSettleMs);
  const askedAt = deps.now();
  await takeDetails(deps, platform, {
    webhook: platform.notices.answered(notice.body, found, askedAt),
    now: askedAt,
  });
};

const isTooYoung = ({ now }: FetchDetailsDeps, { heardAt }: ShopNotice, { kind }: Found): boolean =>
  kind === 'gone' && now() - heardAt < LIMITS.detailsSettleMs;

const again = async (deps: FetchDetailsDeps, notice: ShopNotice, refusal: ShopRefusal): Promise<void> => {
  const { platform, heardAt, thing } = notice;
  const { kind, why } = refusal;
  deps.log.info(`details ${kind}`, { platform, thing: thing.kind, why });
  const age = deps.now() - heardAt;
  // Without an answer carts that were bought are reminded of: an operator hears of it long before a day.
  if (kind === 'refused' || age > LIMITS.detailsLateMs) deps.metrics.count(METRICS.detailsRefused, 1);
  if (age >= LIMITS.detailsTriesMs)
    throw new Error(`a shop could not be asked for ${LIMITS.detailsTriesMs} ms: ${why}`);
  await later(deps, notice, kind === 'refused' ? LIMITS.detailsRefusedMs : refusal.afterMs);
};

/** The wait grows with the age of the notice, so nothing else has to be remembered. */
const later = ({ queues, now }: FetchDetailsDeps, notice: ShopNotice, atLeastMs = 0): Promise<void> =>
  queues.sendNotice(notice, Math.max((now() - notice.heardAt) / 4, atLeastMs, SOONEST_MS) / SECOND_MS);

const SECOND_MS = 1_000;
/** A quota of calls is full again after half a minute at most. */
const SOONEST_MS = 5 * SECOND_MS;
