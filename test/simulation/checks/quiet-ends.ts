/**
 * I2: what quiet hours put off is due in the first minute after them, by the clock on a wall where the
 * customer may live; no earlier, and no later.
 */
import type { Content } from '../content.ts';
import type { Facts } from '../facts.ts';
import type { PutOff } from '../write-watch.ts';
import { isQuietAt, localOf } from './local-time.ts';
import { type Check, iso, ownerOf } from './problem.ts';

const MINUTE = 60_000;
/** Whoever decided may have held the version before, or have heard it from a sender that did. */
const VERSIONS_MS = 2 * 60 * MINUTE;
/** That of the shop, where nothing else is known. */
const SHOP_ZONE = 'Europe/Berlin';

export const quietEnds: Check = (facts) =>
  [...facts.witness.writes.putOff.values()].flatMap((wait) => {
    if (wait.why !== 'quiet-hours') return [];
    const quiet = quietHoursAt(facts, wait);
    const owner = facts.owners.get(wait.profileId);
    const customer = facts.plan.customers.find(({ index }) => index === owner);
    if (!quiet || !customer) return [];
    const zones = [SHOP_ZONE, customer.timeZone ?? SHOP_ZONE];
    const isRight = zones.some((timeZone) => {
      const isQuiet = (at: number): boolean => isQuietAt(quiet, localOf(at, { timeZone }));
      return isQuiet(wait.dueAt - MINUTE) && !isQuiet(wait.dueAt);
    });
    const text = `${wait.flow}/${wait.step} was put off at ${iso(wait.at)} until ${iso(wait.dueAt)}, when quiet hours do not end: ${quiet.from} to ${quiet.to}`;
    return isRight ? [] : [{ invariant: 'I2', ...ownerOf(facts, wait.profileId), text }];
  });

/** Those of every version that may have been held; undefined where they differ. */
const quietHoursAt = (
  { witness: { published } }: Facts,
  { at }: PutOff,
): Content['quietHours'] | undefined => {
  const held = published.filter(
    (one, index) => one.at <= at && (published[index + 1]?.at ?? Number.POSITIVE_INFINITY) > at - VERSIONS_MS,
  );
  const [first, ...others] = held.map(({ content }) => content.quietHours);
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : undefined;
};
