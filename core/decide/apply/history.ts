/** Counts events and keeps lists within their bounds. */
import type { DomainEvent } from '../../events/event.ts';
import { LIMITS } from '../../limits.ts';
import type { InMaking } from '../../present.ts';
import { type EventHistory, lastOf } from '../../state/history.ts';
import type { Profile } from '../../state/profile.ts';
import { aheadIn, laterThan } from '../../time/said.ts';
import { isCounted } from '../bounds/counted.ts';
import { oldestOf } from '../bounds/oldest.ts';
import type { Draft } from '../draft.ts';
import { countEvent } from './counting.ts';

/** Counts an event under its name, or under that of the event which it implies. */
export const applyHistory = (draft: Draft, name: string, saying: DomainEvent): void => {
  countEvent(draft, name, saying);
  const known: EventHistory | undefined = draft.profile.history[name];
  const { at } = saying;
  const isLast = !known || laterThan(lastOf(known), saying) <= 0;
  const ahead = isLast ? aheadIn(saying) : known.lastAhead;
  const next: InMaking<EventHistory> = {
    first: Math.min(known?.first ?? at, at),
    // By our clock the later one, also after a sender's clock was put back.
    last: isLast ? at : Math.max(known.last, at),
    count: (known?.count ?? 0) + 1,
  };
  if (ahead) next.lastAhead = ahead;
  draft.profile.history = withRoomFor(draft, name, { ...draft.profile.history, [name]: next });
};

type History = Profile['history'];

/** Drops the event whose last occurrence is oldest among those that no flow can ask for (rule 9). */
const withRoomFor = ({ rules: { program } }: Draft, name: string, history: History): History => {
  const names = Object.keys(history);
  if (names.length <= LIMITS.eventNamesPerProfile) return history;
  const unasked = names.filter((other) => other !== name && !isCounted(other, program.settings));
  const oldest = oldestOf(unasked.map((other) => ({ other, at: history[other]?.last ?? 0 })));
  return oldest
    ? Object.fromEntries(Object.entries(history).filter(([key]) => key !== oldest.other))
    : history;
};

export const keepNewest = <T extends { at: number }>(items: readonly T[], limit: number): readonly T[] =>
  items.length <= limit ? items : [...items].sort((a, b) => a.at - b.at).slice(-limit);
