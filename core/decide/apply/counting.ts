/**
 * Keeps the newest moments of each count that conditions of the live program ask for
 * (core/conditions/moments.ts).
 */
import { evaluate } from '../../conditions/evaluate.ts';
import { type Counter, momentMark, momentOf, momentsOf, withMoments } from '../../conditions/moments.ts';
import type { DomainEvent } from '../../events/event.ts';
import { textAt } from '../../events/read-data.ts';
import { subjectOf } from '../../events/subject.ts';
import { present } from '../../present.ts';
import type { Profile } from '../../state/profile.ts';
import { counts, orderMark, purchasesOf, rowOf } from '../../state/purchases.ts';
import { aheadIn } from '../../time/said.ts';
import { type Draft, patch } from '../draft.ts';

type Counts = NonNullable<Profile['counts']>;

/** Counts the event under this name, before the history knows it: the history is what is known else. */
export const countEvent = (draft: Draft, name: string, event: DomainEvent): void => {
  const counters = draft.rules.program.counters?.[name] ?? [];
  if (counters.length === 0) return;
  const order = name === PLACED ? rowIn(draft, event) : undefined;
  const moment = momentOf(order?.at ?? event.at, order?.id ?? markOf(draft, event));
  const counted = counters.map((counter) => {
    const before = known(draft.profile, counter);
    const others = order ? before.filter((other) => !isOf(other, order.id)) : before;
    const isMore = order?.counts !== false && isMeant(draft, counter, event);
    return [counter.key, isMore ? withMoments(others, [moment], counter.keep) : others] as const;
  });
  patch(draft, { counts: { ...liveCounts(draft), ...Object.fromEntries(counted) } });
};

const PLACED = 'order.placed';

const known = (profile: Profile, { key, event, where }: Counter): readonly string[] =>
  momentsOf(profile, { counter: key, event, where });

const isMeant = ({ profile, rules, now }: Draft, { where }: Counter, event: DomainEvent): boolean =>
  where === undefined ||
  evaluate(
    where,
    present({
      profile,
      program: rules.program,
      since: event.at,
      sinceAhead: aheadIn(event),
      subject: subjectOf(event),
      event,
      now,
    }),
  );

/** An order is marked by itself, so that it can be taken back; its row knows when it was placed. */
const rowIn = ({ profile }: Draft, { data }: DomainEvent) => {
  const id = textAt(data, 'order_id');
  const row = id === undefined ? undefined : rowOf(purchasesOf(profile), orderMark(id));
  return row && { id: row.id, at: row.at, counts: counts(row) };
};

/** The id of an input is a hash; the same event has the same, however often it is delivered. */
const markOf = ({ input }: Draft, event: DomainEvent): string =>
  input.kind === 'event' && input.event === event ? input.inputId : event.id;

const isOf = (moment: string, mark: string): boolean => moment.endsWith(momentMark(mark));

/** Counts that no condition asks for any more are dropped. */
const liveCounts = ({ profile: { counts: all = {} }, rules }: Draft): Counts => {
  const counters = Object.values(rules.program.counters ?? {}).flat();
  const isLive = (key: string): boolean => counters.some((counter) => counter.key === key);
  return Object.keys(all).every(isLive)
    ? all
    : Object.fromEntries(Object.entries(all).filter(([key]) => isLive(key)));
};

/** A cancelled order was never placed, as far as counts go. */
export const takeBackMoment = (draft: Draft, mark: string): void => {
  const { counts: all } = draft.profile;
  const counters = draft.rules.program.counters?.[PLACED] ?? [];
  if (!all) return;
  const left: Record<string, readonly string[]> = { ...all };
  for (const { key } of counters) {
    const moments = left[key];
    if (moments) left[key] = moments.filter((moment) => !isOf(moment, mark));
  }
  patch(draft, { counts: left });
};
