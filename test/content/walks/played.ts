/** Plays a walk through the shipped content and writes down what one flow did, as lines for people. */
import { Temporal } from 'temporal-polyfill';
import type { JsonObject } from '../../../core/events/event.ts';
import type { Program } from '../../../core/program/program.ts';
import { attendedStory, type Told } from '../../support/attended-story.ts';
import { FROM, UNTIL, type Walk } from './walk.ts';

const BERLIN = 'Europe/Berlin';
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Stands for all flows together. */
export const EVERY_FLOW = 'whole-journey';

export type Published = (at: number) => Promise<Program>;

/** The lines about one flow, under the heading of the walk. */
export const played = async (flow: string, walk: Walk, published: Published): Promise<string> => {
  const zone = walk.zone ?? BERLIN;
  const instant = (at: string): number =>
    Temporal.PlainDateTime.from(at).toZonedDateTime(zone).epochMilliseconds;
  const live = stocked(await published(walk.published === undefined ? 0 : instant(walk.published)), walk);
  const story = attendedStory(walk.published === undefined ? live : withoutFlows(live), {
    start: instant(walk.from ?? FROM),
    codes: Object.fromEntries(
      Object.entries(walk.codes ?? {}).map(([pool, count]) => [pool, codesOf(pool, count)]),
    ),
  });
  const moments = [
    ...walk.script.map(([at, name, data]) => ({
      at: instant(at),
      act: () => story.happens(name, data, walk.phone),
    })),
    ...(walk.published === undefined
      ? []
      : [{ at: instant(walk.published), act: () => story.publishes({ ...live, seq: 2 }) }]),
  ].sort((a, b) => a.at - b.at);
  for (const { at, act } of moments) {
    await story.until(at);
    await act();
  }
  await story.until(instant(walk.until ?? UNTIL));
  const lines = story.told().flatMap((entry) => {
    const said = sentenceOf(flow, entry, zone);
    return said === undefined ? [] : [`${shown(entry.at, zone)}  ${said}`];
  });
  return [`## ${walk.who}`, ...lines].join('\n');
};

const codesOf = (pool: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${pool.toUpperCase()}-${index + 1}`);

/** Pools are shipped empty: these are the codes that this shop has put there. */
const stocked = (program: Program, { codes = {}, spent = [], points }: Walk): Program => {
  const countOf = (pool: string): number => codes[pool] ?? (spent.includes(pool) ? 1 : 0);
  const coupons = Object.keys(program.coupons ?? {}).map((pool) => [
    pool,
    { kind: 'codes' as const, list: pool, hash: pool, count: countOf(pool) },
  ]);
  return {
    ...program,
    settings: { ...program.settings, sending: 'live', loyalty: loyaltyWith(program, points) },
    coupons: Object.fromEntries(coupons),
    ...(points && { points }),
  };
};

const loyaltyWith = ({ settings: { loyalty } }: Program, points: Walk['points']) =>
  points ? { ...loyalty, points: { per: points.per, expire: '365d' } } : loyalty;

const withoutFlows = (program: Program): Program => ({
  ...program,
  flows: {},
  triggers: {},
  watches: [],
  watched: {},
});

const shown = (at: number, zone: string): string => {
  const moment = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const clock = moment.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  return `${WEEKDAYS[moment.dayOfWeek - 1]} ${clock} ${moment.offset}`;
};

const sentenceOf = (flow: string, entry: Told, zone: string): string | undefined => {
  if (entry.type === 'event') return heard(entry.event, entry.data);
  if (entry.type === 'consent') return `consent: ${entry.channel} ${entry.state}`;
  if (flow !== EVERY_FLOW) return entry.flow === flow ? indented(done(entry, zone)) : undefined;
  // Of all flows at once only what reaches the customer, or was kept from them.
  if (entry.type === 'decision' && entry.what !== 'deferred') return undefined;
  const said = done(entry, zone);
  return said && indented(`${entry.flow}: ${said}`);
};

const indented = (said: string | undefined): string | undefined => said && `  ${said}`;

type Done = Exclude<Told, { type: 'event' | 'consent' }>;

const done = (entry: Done, zone: string): string | undefined => {
  switch (entry.type) {
    case 'settled':
      return entry.said;
    case 'message':
      return entry.outcome === 'skipped' || entry.outcome === 'failed'
        ? `${entry.outcome} ${entry.step}: ${entry.reason}`
        : undefined;
    case 'coupon':
      return `code ${entry.code}${entry.expiresAt === undefined ? '' : ` until ${shown(entry.expiresAt, zone)}`}`;
    case 'decision':
      return decided(entry, zone);
  }
};

const NAMED = [
  'order_id',
  'checkout_id',
  'tracking_number',
  'product_id',
  'total',
  'amount',
  'stock',
  'answer',
  'tier',
];

const heard = (event: string, data: JsonObject): string => {
  const product = data['product'] as JsonObject | undefined;
  const about = NAMED.flatMap((name) => data[name] ?? product?.[name] ?? []);
  return [event, ...about].join(' ');
};

const decided = (
  { what, step, reason, until, about }: Extract<Told, { type: 'decision' }>,
  zone: string,
): string | undefined => {
  if (what === 'queued') return undefined;
  return [
    what,
    about === undefined ? [] : `(${Object.values(about).join(' ')})`,
    step ?? [],
    reason === undefined || reason === what ? [] : `because of ${reason}`,
    until === undefined ? [] : `until ${shown(until, zone)}`,
  ]
    .flat()
    .join(' ');
};
