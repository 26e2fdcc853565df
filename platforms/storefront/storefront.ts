/**
 * Translates what browsers send: one event or several, of Shopify's web pixels or in our tracker's own format.
 * Nothing in it is signed, so nothing in it is believed but what harms nobody (README of this room).
 */
import { LIMITS } from '../../core/limits.ts';
import { readJson } from '../json.ts';
import { isRecord, readOwnEvent } from './own-format.ts';
import { hostOf } from './shown.ts';
import { type Here, refused, type Told } from './told.ts';
import { isPixelEvent, readPixelEvent } from './web-pixel.ts';

/** The source of its events. */
export const STOREFRONT = 'storefront';

type Read = Readonly<{ ok: true; told: readonly Told[] }> | Readonly<{ ok: false; problem: string }>;

export const readBrowserBody = (body: string, here: Here): Read => {
  const json = readJson(body);
  if (!json.ok) return json;
  const all = eventsIn(json.value);
  if (all.length === 0) return { ok: false, problem: 'the body holds no event' };
  if (all.length > LIMITS.browseEventsPerRequest)
    return { ok: false, problem: `the body holds more than ${LIMITS.browseEventsPerRequest} events` };
  return { ok: true, told: all.map((one) => readOne(one, here)) };
};

/** A list, a list in an envelope that names the browser once, or one event. */
const eventsIn = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  if (!isRecord(value) || !Array.isArray(value['events'])) return [value];
  const { events, client_id } = value;
  return events.map((event: unknown) => (isRecord(event) ? { client_id, ...event } : event));
};

const readOne = (value: unknown, here: Here): Told => {
  if (!isRecord(value)) return refused('an event is an object');
  return isPixelEvent(value) ? readPixelEvent(value, here) : readOwnEvent(value, here);
};

/** The hosts of the shop's pages: that of its address, with and without "www.", and those that may send. */
export const hostsOf = (shopUrl: string, origins: readonly string[]): readonly string[] =>
  [shopUrl, ...origins].flatMap((url) => hostOf(url)?.replace(/^www\./, '') ?? []);
