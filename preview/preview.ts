/**
 * Lets one customer live through a script as the running system would: by the same translation, engine and
 * senders. script → [this] → rows for people
 */
import type { JsonObject } from '../core/events/event.ts';
import { sentenceOf } from '../core/explain/entry-words.ts';
import type { Telling } from '../core/explain/telling.ts';
import { profileIdOf } from '../core/identity/identity.ts';
import type { Language } from '../core/message/locale.ts';
import { present } from '../core/present.ts';
import { customerView } from '../core/privacy/customer-view.ts';
import type { ShownEntry } from '../core/privacy/shown-timeline.ts';
import type { CompiledTemplate, Program } from '../core/program/program.ts';
import type { Channel } from '../core/reason.ts';
import { type Instant, toIso } from '../core/time/instant.ts';
import { localTime } from '../core/time/local-time.ts';
import { zoneOf } from '../core/time/zone.ts';
import { addressed } from '../platforms/understand.ts';
import { type AttendedLife, attendedLife, type Settled, type Told } from './attended.ts';
import type { Happening, Script } from './script.ts';
import { costsOf, rowFor, type SentMessage, sentMessage } from './sent.ts';
import { whatsappText } from './whatsapp-text.ts';

/** A preview signs its links with keys of its own: nothing that it shows opens anything. */
const KEYS = { 1: 'preview-preview-preview-preview-preview' };
const PUBLIC_URL = 'https://preview.example';

/** One thing that happened, or was deliberately not done. */
export type Row = Readonly<{
  at: string;
  kind: 'event' | 'decision' | 'message' | 'consent' | 'coupon';
  text: string;
  flow?: string;
  step?: string;
  outcome?: string;
  reason?: string;
  message?: Shown;
}>;

/** A message as the customer gets it. */
export type Shown =
  | Readonly<{ channel: 'email'; subject: string; html: string; text: string }>
  | Readonly<{ channel: 'whatsapp'; text: string; body: JsonObject }>;

export type Preview = Readonly<{
  from: string;
  until: string;
  zone: string;
  rows: readonly Row[];
  /** How many messages left, per channel. */
  sent: Readonly<Record<Channel, number>>;
  messages: readonly SentMessage[];
  /** The whole timeline, as `GET /local/profiles` shows it. */
  timeline: readonly object[];
  /** Decimal amounts that providers bill, by currency. */
  cost: Readonly<Record<string, string>>;
}>;

export const previewOf = async (
  asPublished: Program,
  script: Script,
  language: Language,
): Promise<Preview> => {
  const program = asStated(asPublished, script);
  const profileId = profileFor(script.customer);
  const life = attendedLife(program, {
    ...{ profileId, start: script.start, keys: KEYS, publicUrl: PUBLIC_URL },
    ...{ codes: codesFor(program, script.codes), sold: [] },
  });
  for (const [index, happening] of script.events.entries()) {
    await life.until(happening.at);
    await happens(life, happening, { id: `preview-${index + 1}`, profileId });
  }
  await life.until(script.until);
  return shown(life, program, { script, language });
};

/** A preview shows what would leave, so the master switch stands at `live`. */
const asStated = (program: Program, { codes }: Script): Program => ({
  ...program,
  settings: { ...program.settings, sending: 'live' },
  ...present({ coupons: program.coupons && stocked(program.coupons, codes) }),
});

/** A pool was published with what the folder holds, or with more where the script says that more are free. */
const stocked = (pools: NonNullable<Program['coupons']>, codes: Script['codes']): Program['coupons'] =>
  Object.fromEntries(
    Object.entries(pools).map(([name, pool]) => [
      name,
      pool.kind === 'codes' ? { ...pool, count: Math.max(pool.count, freeIn(name, codes) ?? 0) } : pool,
    ]),
  );

const freeIn = (pool: string, codes: Script['codes']): number | undefined =>
  Object.hasOwn(codes, pool) ? codes[pool] : undefined;

/** Made as the running system makes it, with another key: splits repeat in every preview. */
const profileFor = (customer: JsonObject): string => {
  const { email, customer_id: account, phone } = customer;
  if (typeof email === 'string') return profileIdOf(KEYS[1], 'email', email);
  if (account !== undefined) return profileIdOf(KEYS[1], 'customer', String(account));
  return profileIdOf(KEYS[1], 'phone', String(phone ?? 'nobody'));
};

/** As many codes as the pool holds, or as the script says; which ones they are changes nothing. */
const codesFor = ({ coupons = {} }: Program, codes: Script['codes']) =>
  Object.fromEntries(
    Object.entries(coupons).flatMap(([pool, kind]) => {
      if (kind.kind !== 'codes') return [];
      const length = freeIn(pool, codes) ?? kind.count;
      return [[kind.list, Array.from({ length }, (_, at) => `${pool.toUpperCase()}-${at + 1}`)]];
    }),
  );

type Named = Readonly<{ id: string; profileId: string }>;

/** Translated and addressed as at the door. Whoever it is about, here it is this one customer. */
const happens = async (
  life: AttendedLife,
  { at, event, data }: Happening,
  { id, profileId }: Named,
): Promise<void> => {
  const understood = addressed(
    { kind: 'events', events: [{ id, name: event, at, data }] },
    { platform: { name: 'standard' }, key: KEYS[1], receivedAt: at, now: at },
  );
  if (understood.kind !== 'inputs') return;
  for (const input of understood.inputs) {
    if (input.kind === 'catalogue') await life.learns(input.event);
    else if (input.kind === 'event') await life.hears({ ...input, profileId });
  }
};

type Around = Readonly<{ script: Script; language: Language }>;

const shown = (life: AttendedLife, program: Program, { script, language }: Around): Preview => {
  const zone = zoneOf(life.profile()?.person ?? {}, program.settings).zone;
  const telling = (now: Instant): Telling => ({
    ...{ language, zone, now },
    flowNames: Object.fromEntries(Object.values(program.flows).map(({ id, name }) => [id, name])),
  });
  const asRow = (one: Told): Row | undefined =>
    one.type === 'settled' ? messageRow(one, telling(one.at), program) : rowOf(one, telling(one.at));
  const rows = life.told().flatMap((one) => asRow(one) ?? []);
  const settled = life.told().filter((one): one is Settled => one.type === 'settled');
  const left = settled.filter(({ outcome }) => outcome === 'sent');
  const on = (channel: Channel): number => left.filter(({ message }) => message.channel === channel).length;
  return {
    from: toIso(script.start),
    until: toIso(script.until),
    zone,
    rows,
    sent: { email: on('email'), whatsapp: on('whatsapp') },
    messages: left.map((one) => sentMessage(one, program)),
    timeline: life.known() ? customerView(life.profile(), life.records(), settled.map(rowFor)).timeline : [],
    cost: costsOf(left),
  };
};

const rowOf = (one: Exclude<Told, Settled>, telling: Telling): Row | undefined => {
  const { at } = one;
  // The sender's own word follows.
  if (one.type === 'message' && one.outcome === 'queued') return undefined;
  // What its message tells anyway.
  if (one.type === 'decision' && (one.what === 'queued' || one.what === 'deferred')) return undefined;
  const entry = one as ShownEntry;
  const row = { at: localTime(at, telling.zone), kind: one.type, text: sentenceOf(entry, telling) };
  if (one.type === 'event') return row;
  if (one.type === 'consent') return row;
  const { flow, step } = one;
  const reason = 'reason' in one ? one.reason : undefined;
  const outcome = 'outcome' in one ? one.outcome : undefined;
  return present({ ...row, flow, step, reason, outcome });
};

const messageRow = (settled: Settled, telling: Telling, { templates }: Program): Row => {
  const { at, message, outcome, reason, missing, parcel } = settled;
  const { messageId, flow, step, channel } = message;
  const entry: ShownEntry = present({
    ...{ type: 'message' as const, at, messageId, flow, step, channel, outcome },
    ...{ reason, missing },
  });
  return present({
    at: localTime(at, telling.zone),
    kind: 'message' as const,
    text: sentenceOf(entry, telling),
    ...{ flow, step, outcome, reason },
    message: outcome === 'sent' ? asReceived(channel, parcel, templates[message.template]) : undefined,
  });
};

const asReceived = (channel: Channel, parcel: unknown, template: CompiledTemplate | undefined): Shown => {
  if (channel === 'whatsapp') {
    const { body } = parcel as Readonly<{ body: JsonObject }>;
    return { channel, text: whatsappText(body, template), body };
  }
  const { subject, html, text } = parcel as Readonly<{ subject: string; html: string; text: string }>;
  return { channel, subject, html, text };
};
