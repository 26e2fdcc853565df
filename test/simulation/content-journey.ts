/**
 * The shipped flows as some worlds have them, beside flows that time, money and segments start: the shipped
 * logic with small templates and the one small list of codes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { flow, mail } from './content-flows.ts';
import { JOURNEY_TEMPLATES } from './content-templates.ts';

/** `some` from the beginning; `all` has flows that take in who has been there for long. */
export type Journey = 'none' | 'some' | 'all';

/** Without an order for so many days. */
export const MISSED_DAYS = 6;
export const LATE_DAYS = { 'late-one': 4, 'late-two': 5 } as const;
/** From how much on, in cents. */
export const SPENDER_EUR = 2_500;
export const SILVER_EUR = 3_000;
/** So long after somebody said farewell the shop acts on it. */
export const FAREWELL_HOURS = 24;

const SHIPPED = join(import.meta.dirname, '../../content');
/** The worlds have their own flows about these. */
const OWN = ['abandoned-cart', 'opt-in', 'opt-in-whatsapp'];

const namesIn = (folder: string): readonly string[] =>
  readdirSync(join(SHIPPED, folder)).flatMap((file) =>
    file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : [],
  );
export const SHIPPED_FLOWS = namesIn('flows').filter((name) => !OWN.includes(name));

/** Small mails stand for the shipped templates on every channel, and one list of codes for every pool. */
const adapted = (name: string): string =>
  JSON.stringify(parse(readFileSync(join(SHIPPED, 'flows', `${name}.json`), 'utf8')), byMail)
    .replace(/"template":"([^"]+)"/g, (_all, template: string) => `"template":"${smallOf(template)}"`)
    .replace(/"pool":"[^"]+"/g, '"pool":"gift"')
    .replace(/"coupons\.[a-z-]+"/g, '"coupons.gift"');

/** Where a flow turns to the mail if WhatsApp cannot be used, it goes there at once. */
const byMail = (key: string, value: unknown): unknown => {
  const isSend = key === 'send' && typeof value === 'object' && value !== null && 'fallback' in value;
  return isSend ? value.fallback : value;
};

const smallOf = (template: string): string => {
  if (template === 'browse-reminder') return 'viewed';
  return /-code$|-gift$/.test(template) ? 'gift' : 'note';
};

const silence = (id: string, days: number, more: object): string =>
  JSON.stringify(
    flow(id, {
      topic: 'newsletter',
      trigger: { inactive: { without: ['order.placed'], for: `${days}d` } },
      reentry: 'always',
      steps: [mail(id, 'note')],
      ...more,
    }),
  );

/** A flow for each way: after a wait nobody knows any more what the event said. */
const parting = (way: 'stop' | 'forget', steps: readonly object[]): object =>
  flow(way, {
    trigger: { on: 'acme.farewell', where: { 'event.way': { eq: way } } },
    reentry: 'always',
    steps: [{ id: 'a-day', wait: `${FAREWELL_HOURS}h` }, ...steps],
  });

const FAREWELLS = {
  'farewell-stop': parting('stop', [
    { id: 'end-email', stop: { channel: 'email' } },
    { id: 'end-whatsapp', stop: { channel: 'whatsapp' } },
  ]),
  'farewell-forget': parting('forget', [{ id: 'gone', forget: {} }]),
};

/** Money, a fact, a segment, an event of our own and a message: each starts the next. */
const CHAIN = {
  spender: flow('Spender', {
    trigger: { threshold: { spend: { amount: SPENDER_EUR, currency: 'EUR' } } },
    steps: [{ id: 'mark', set: { attributes: { spender: 'yes' } } }],
  }),
  member: flow('Member', {
    trigger: { segment: 'spenders' },
    steps: [{ id: 'tell', emit: { event: 'acme.noted' } }],
  }),
  noted: flow('Noted', {
    topic: 'newsletter',
    trigger: { on: 'acme.noted' },
    steps: [mail('noted', 'note')],
  }),
};

const files = (flows: Readonly<Record<string, object | string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(flows).map(([id, content]) => [
      `flows/${id}.json`,
      typeof content === 'string' ? content : JSON.stringify(content),
    ]),
  );

/** The shipped flows ask for them. */
const SHIPPED_SEGMENTS = Object.fromEntries(
  namesIn('segments').map((name) => {
    const path = `segments/${name}.json`;
    return [path, readFileSync(join(SHIPPED, path), 'utf8')];
  }),
);

const segment = (where: object): string => JSON.stringify({ name: { de: 'Segment', en: 'Segment' }, where });

const BEFORE: Readonly<Record<string, string>> = {
  ...JOURNEY_TEMPLATES,
  ...files(Object.fromEntries(SHIPPED_FLOWS.map((name) => [name, adapted(name)]))),
  ...files({ missed: silence('missed', MISSED_DAYS, {}), ...FAREWELLS, ...CHAIN }),
  'segments/spenders.json': segment({ 'customer.attributes.spender': { eq: 'yes' } }),
  ...SHIPPED_SEGMENTS,
};

const AFTER: Readonly<Record<string, string>> = files({
  'late-one': silence('late-one', LATE_DAYS['late-one'], { priority: 8 }),
  'late-two': silence('late-two', LATE_DAYS['late-two'], { priority: 2 }),
});

export const journeyFiles = (journey: Journey): Readonly<Record<string, string>> => {
  if (journey === 'none') return {};
  return journey === 'some' ? BEFORE : { ...BEFORE, ...AFTER };
};

const tier = (id: string, amount: number): object => ({
  id,
  name: { de: id, en: id },
  spend: { amount, currency: 'EUR' },
  within: '365d',
});

export const JOURNEY_SETTINGS = {
  customEvents: [
    'acme.hello',
    'acme.farewell',
    'acme.noted',
    'journey.win_back_ended',
    'journey.review_requested',
  ],
  loyalty: { tiers: [tier('silver', SILVER_EUR), tier('gold', 3 * SILVER_EUR)] },
};
