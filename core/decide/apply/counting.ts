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
import type { Program } from '../../program/program.ts';
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
  const counted: Record<string, readonly string[]> = { ...liveCounts(draft) };
  for (const counter of counters) {
    const others = withoutOrder(known(draft.profile, counter), order?.id);
    const isMore = order?.counts !== false && isMeant(draft, counter, event);
    counted[counter.key] = isMore ? withMoments(others, [moment], counter.keep) : others;
  }
  patch(draft, { counts: counted });
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

const withoutOrder = (moments: readonly string[], mark: string | undefined): readonly string[] =>
  mark === undefined ? moments : moments.filter((moment) => !isOf(moment, mark));

const isOf = (moment: string, mark: string): boolean => moment.endsWith(momentMark(mark));

/** Counts that no condition asks for any more are dropped. */
const liveCounts = ({ profile: { counts: all = {} }, rules: { program } }: Draft): Counts => {
  const live = liveKeys(program);
  for (const key in all)
    if (!live.has(key)) return Object.fromEntries(Object.entries(all).filter(([name]) => live.has(name)));
  return all;
};

/** Found once for a program, because every event that is counted asks. */
const liveKeys = (program: Program): ReadonlySet<string> => {
  const before = found.get(program);
  if (before) return before;
  const keys = new Set(Object.values(program.counters ?? {}).flatMap((all) => all.map(({ key }) => key)));
  found.set(program, keys);
  return keys;
};

const found = new WeakMap<Program, ReadonlySet<string>>();

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
