/**
 * Forgets everybody a shop told us of: a walk over all customers in stretches, each begun by a timer, because
 * a chain through queues alone is cut off.
 */
import { erasureOf } from '../../core/decide/person/erase.ts';
import { idOf } from '../../core/identity/identity.ts';
import { ERASE_SHOP_GROUP, heardFrom } from '../../core/privacy/rights.ts';
import type { EraseShopInput, Input } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { Instant } from '../../core/time/instant.ts';
import { timerAt } from '../../core/time/timer-at.ts';
import type { AdvanceDeps } from './deps.ts';

/**
 * Pages of one stretch: each reads up to 500 items, so that a stretch ends well before the function's time is
 * over.
 */
const PAGES_PER_STRETCH = 10;
/** People whose records are looked at side by side. */
const AT_ONCE = 20;

type Walk = Readonly<{ shop: string; at: Instant; after?: string }>;

/** The walk that an input begins or a timer goes on with; undefined where it is about something else. */
export const shopWalkOf = (input: Input): Walk | undefined => {
  if (input.kind === 'erase-shop') return walkFrom(input);
  if (input.kind !== 'timer' || input.profileId !== ERASE_SHOP_GROUP) return undefined;
  const [shop = '', at = '', ...after] = input.entryId.split(' ');
  return { shop, at: Number(at), after: after.join(' ') };
};

const walkFrom = ({ shop, receivedAt }: EraseShopInput): Walk => ({ shop, at: receivedAt });

/**
 * Whoever is found is erased by an input of their own. Walking the same stretch twice sends the same inputs.
 */
export const eraseShop = async (deps: AdvanceDeps, { shop, at, after: from }: Walk): Promise<void> => {
  let after = from;
  for (let page = 0; page < PAGES_PER_STRETCH; page += 1) {
    const { people, next } = await deps.everyone(after);
    for (let start = 0; start < people.length; start += AT_ONCE) {
      const group = people.slice(start, start + AT_ONCE);
      const known = await Promise.all(group.map((person) => cameFrom(deps, person, shop)));
      const found = group.filter((_, index) => known[index]);
      if (found.length > 0) await deps.queues.sendInputs(found.map(({ id }) => erasureOf(id, at)));
    }
    if (next === undefined) return;
    after = next;
  }
  const entryId = `${shop} ${at} ${after}`;
  const now = deps.now();
  await deps.timers.arm({
    timerId: idOf('erase-shop', entryId),
    profileId: ERASE_SHOP_GROUP,
    entryId,
    at: timerAt(now, now),
  });
};

/** Of somebody whose records have expired nobody can tell any more; a shop that leaves takes them along. */
const cameFrom = async (
  { profiles }: AdvanceDeps,
  { id, absorbed }: Profile,
  shop: string,
): Promise<boolean> => {
  let nothing = true;
  for (const partition of [id, ...absorbed]) {
    const records = await profiles.timeline(partition);
    if (records.some(({ entries }) => heardFrom(entries, shop))) return true;
    nothing &&= records.length === 0;
  }
  return nothing;
};
