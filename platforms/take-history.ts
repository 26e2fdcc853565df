/** Turns the rows of one thing into inputs of the past, or says why not. rows → [this] → gate, queue */
import { gravelyUnread, parseEventData } from '../core/events/event-data.ts';
import { keyedIdOf } from '../core/identity/identity.ts';
import { present } from '../core/present.ts';
import type { CatalogueInput, EventInput } from '../core/state/input.ts';
import type { Instant } from '../core/time/instant.ts';
import { type Columns, cellOf } from './exports/columns.ts';
import type { Row, Stop, ToldEvent } from './exports/format.ts';
import type { Known } from './exports/formats.ts';
import type { Reason } from './exports/reasons.ts';
import { readOwnEvent } from './own-history.ts';
import type { TranslatedEvent } from './platform.ts';
import { standard } from './standard/standard.ts';
import { addressed } from './understand.ts';

export type Taken =
  | Readonly<{
      /** A keyed hash of what the rows say: the same again is known already. */
      mark: string;
      inputs: readonly (EventInput | CatalogueInput)[];
      stops: readonly Stop[];
    }>
  | Readonly<{ rejected: Reason }>;

/** `at` is when the file was put where it is, `key` the deployment's identity key. */
export type TakeContext = Readonly<{
  key: string;
  at: Instant;
  now: Instant;
  /** The shop whose name the file's numbers carry. */
  shop?: string | undefined;
}>;

/** What the rows of one thing say, in a file of another tool. */
export const takeRows = (rows: readonly Row[], { format, columns }: Known, context: TakeContext): Taken => {
  if (rows.some(({ cells }) => cells.some((cell) => cell.includes(UNREADABLE)))) return UNREAD;
  const reading = format.read(rows, { columns, at: Math.min(context.at, context.now) });
  if ('rejected' in reading) return reading;
  const ofShop = context.shop === undefined ? [] : [context.shop];
  const mark = keyedIdOf(context.key, 'imported', format.name, ...ofShop, contentOf(rows, columns));
  const events = checked(reading.events, (event, index) => idOfEvent(context.key, { mark, event, index }));
  return 'rejected' in events
    ? events
    : told(events.events, { ...context, mark, source: format.source, stops: reading.stops ?? [] });
};

/** What a line of our own events says. */
export const takeLine = ({ cells }: Row, context: TakeContext): Taken => {
  const [line = ''] = cells;
  if (line.includes(UNREADABLE)) return UNREAD;
  const read = readOwnEvent(line, context.now);
  if ('rejected' in read) return read;
  const mark = keyedIdOf(context.key, 'imported', standard.name, ...read.sameness);
  const events = read.events.map((event) => ({ ...event, id: keyedIdOf(context.key, 'told', event.id) }));
  return told(events, { ...context, mark, source: standard.name, stops: [] });
};

/** What a decoder writes for bytes that are no characters. */
const UNREADABLE = '\ufffd';
const UNREAD = { rejected: 'unreadable' } as const;

/** The same however the columns stand, and in whatever encoding. */
const contentOf = (rows: readonly Row[], { sorted }: Columns): string =>
  rows.map(({ cells }) => sorted.flatMap((column) => filledIn(column, cells)).join('\u001f')).join('\u001e');

const filledIn = (
  { name, places }: Columns['sorted'][number],
  cells: readonly string[],
): readonly string[] => {
  const texts = places.flatMap((place) => {
    const text = cellOf(cells[place]);
    return text === '' ? [] : [`${name}=${text}`];
  });
  return texts.length > 1 ? texts.toSorted() : texts;
};

type Numbered = Readonly<{ mark: string; event: ToldEvent; index: number }>;

/** What an order gave back counts once, however else its row has changed. */
const idOfEvent = (key: string, { mark, event, index }: Numbered): string =>
  event.name === 'order.refunded'
    ? keyedIdOf(key, 'refunded', String(event.data.order_id), String(event.data.amount))
    : `${mark}.${index}`;

/** Names of ours that only the engine may use have no schema: what the formats state there is as it is. */
const checked = (
  events: readonly ToldEvent[],
  idOf: (event: ToldEvent, index: number) => string,
): Readonly<{ events: readonly TranslatedEvent[] }> | Readonly<{ rejected: Reason }> => {
  const read: TranslatedEvent[] = [];
  for (const [index, event] of events.entries()) {
    const id = idOf(event, index);
    if (event.name === 'suppression.added') {
      read.push({ ...event, id });
      continue;
    }
    const parsed = parseEventData(event.name, event.data);
    if (!parsed.ok) return { rejected: 'not-understood' };
    const { data, unread } = parsed;
    if (gravelyUnread(unread).length > 0) return { rejected: 'odd-amount' };
    read.push(present({ ...event, id, data, unread }));
  }
  return { events: read };
};

type Telling = TakeContext & Readonly<{ mark: string; source: string; stops: readonly Stop[] }>;

const told = (
  events: readonly TranslatedEvent[],
  { key, now, shop, mark, source, stops }: Telling,
): Taken => {
  // A repeat after days replaces its entry on the timeline, and the entry stands at its own time.
  const platform = { name: source, repeatsForDays: true } as const;
  const understood = addressed({ kind: 'events', events }, { platform, shop, key, receivedAt: now, now });
  if (understood.kind !== 'inputs') return { rejected: 'no-address' };
  const inputs = understood.inputs.flatMap((input) =>
    input.kind === 'event' || input.kind === 'catalogue' ? [{ ...input, history: true as const }] : [],
  );
  return { mark, inputs, stops };
};
