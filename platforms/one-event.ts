/**
 * Turns what a platform's folder read out of a body into one checked event, for platforms whose bodies hold
 * one each.
 */
import { parseEventData } from '../core/events/event-data.ts';
import { present } from '../core/present.ts';
import type { Instant } from '../core/time/instant.ts';
import { notUnderstood, type Translation } from './platform.ts';

export type ReadEvent = Readonly<{
  /** What makes the id: the thing, and what makes this word about it another one than the word before. */
  key: readonly string[];
  name: string;
  at: Instant | undefined;
  data: Readonly<Record<string, unknown>>;
}>;

export const oneEvent = ({ key, name, at, data }: ReadEvent): Translation => {
  if (at === undefined) return notUnderstood(`${name}: its time is missing or cannot be read`);
  const parsed = parseEventData(name, data);
  if (!parsed.ok) return notUnderstood(parsed.problem);
  const { data: read, unread } = parsed;
  return { kind: 'events', events: [present({ id: key.join(':'), name, at, data: read, unread })] };
};
