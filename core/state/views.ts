/** The products that somebody looked at, each once, oldest first. */
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import type { ViewFacts } from './figures.ts';
import type { Profile, RecordRef } from './profile.ts';

const DAY_MS = 24 * 60 * 60_000;

export const withViews = (
  known: readonly ViewFacts[] | undefined,
  more: readonly ViewFacts[],
): readonly ViewFacts[] => {
  const byId = new Map<string, ViewFacts>();
  for (const view of [...(known ?? []), ...more]) {
    const before = byId.get(view.id);
    if (!before || before.at <= view.at) byId.set(view.id, view);
  }
  const kept = [...byId.values()].sort((a, b) => a.at - b.at).slice(-LIMITS.viewsPerProfile);
  return kept.map((view, index) => (index < kept.length - LIMITS.viewsShown ? withoutRef(view) : view));
};

/** Messages show few of them, and a key takes room. Most have given theirs up before. */
const withoutRef = (view: ViewFacts): ViewFacts => {
  if (view.ref === undefined) return view;
  const { ref: _ref, ...kept } = view;
  return kept;
};

/** The views of a profile that is merged into another; `qualify` makes its records findable. */
export const qualifiedViews = (
  views: readonly ViewFacts[] | undefined,
  qualify: (ref: RecordRef) => RecordRef,
): readonly ViewFacts[] =>
  (views ?? []).map((view) => present({ ...view, ref: view.ref && qualify(view.ref) }));

/** What somebody has looked at in the last days and not bought since, the newest first. */
export const seenLately = (
  { views = [], orders }: Pick<Profile, 'views' | 'orders'>,
  now: Instant,
): readonly ViewFacts[] => {
  const isBought = ({ id, at }: ViewFacts): boolean =>
    orders.some((order) => !order.uncounted && order.at >= at && order.products.includes(id));
  return views
    .filter((view) => view.at > now - LIMITS.viewsShownDays * DAY_MS && !isBought(view))
    .toSorted((a, b) => b.at - a.at)
    .slice(0, LIMITS.viewsShown);
};
