/**
 * A whole system on one machine for tests, reached through its public routes and its control surface over
 * HTTP like any other client.
 */

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { present } from '../../core/present.ts';
import { DEFAULT_SECRETS, type LocalOptions } from '../../local/options.ts';
import { type LocalSystem, startLocal } from '../../local/server.ts';
import { type SignedWebhook, signShopify, signStandard } from '../../local/signing.ts';

/** Everything that a new shop starts with. */
export const SHIPPED = join(import.meta.dirname, '../../content');

const FEW = {
  flows: ['abandoned-cart.json', 'consent-renewal.json', 'opt-in.json', 'opt-in-whatsapp.json'],
  templates: ['cart-help', 'cart-reviews', 'cart-code', 'cart-offer', 'consent-renewal', 'opt-in'].flatMap(
    (name) => ['de', 'en'].map((language) => `${name}.${language}.mjml`),
  ),
  whatsapp: ['opt-in-whatsapp', 'cart-help'].flatMap((name) =>
    ['de', 'en'].map((language) => `${name}.${language}.whatsapp.json`),
  ),
};

/**
 * A folder with few of the shipped flows, so that a test about one of them hears nothing of the others and
 * waits for no other mail to be compiled.
 */
const fewFlows = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'few-flows-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const path of ['settings.json', 'blocks', 'coupons'])
    cpSync(join(SHIPPED, path), join(folder, path), { recursive: true });
  for (const path of ['flows', 'templates']) mkdirSync(join(folder, path));
  for (const file of FEW.flows) cpSync(join(SHIPPED, 'flows', file), join(folder, 'flows', file));
  for (const file of [...FEW.templates, ...FEW.whatsapp])
    cpSync(join(SHIPPED, 'templates', file), join(folder, 'templates', file));
  return folder;
};

export const CONTENT = fewFlows();

export type Mail = Readonly<{
  messageId: string;
  to: string;
  subject: string;
  channel: 'email' | 'whatsapp';
  body: string;
  from: string;
  flow: string;
  html: string;
  text: string;
  sentAt: string;
  step: string;
  providerId: string;
  headers: Record<string, string>;
  tags: Record<string, string>;
}>;
export type Entry = Readonly<{ at: string; type: string } & Record<string, unknown>>;
export type View = Readonly<{
  profile: Record<string, unknown>;
  enrollments: readonly Record<string, unknown>[];
  timeline: readonly Entry[];
}>;

// The functions' log lines would hide a test's own output.
process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT';
process.env['POWERTOOLS_METRICS_DISABLED'] ??= 'true';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** In UTC, in winter; a mail that is due an hour later still leaves on the same evening. */
const DAY_HOURS = { from: 14, to: 19 };

let deliveries = 0;
const nextId = (): string => {
  deliveries += 1;
  return `delivery-${deliveries}`;
};

/** Starts a system whose clock stands at `now`, and returns the calls that tests use. */
export const startSystem = async (now: string, options: Partial<LocalOptions> = {}) => {
  const system: LocalSystem = await startLocal({
    port: 0,
    startAt: Date.parse(now),
    contentFolder: CONTENT,
    // Many tests read the repository's own folder at once, and some copy it.
    reportsBeside: options.contentFolder !== undefined,
    secrets: DEFAULT_SECRETS,
    shops: {},
    transport: 'in-process',
    print: () => {},
    ...options,
  });
  return { ...system, ...speakTo(system.url) };
};

export type TestSystem = Awaited<ReturnType<typeof startSystem>>;

export const speakTo = (url: string) => {
  const get = async (path: string): Promise<Response> => fetch(`${url}${path}`);
  const post = async (path: string, body?: unknown): Promise<Response> =>
    fetch(
      `${url}${path}`,
      present({
        method: 'POST',
        body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const deliver = async ({ path, headers, body }: SignedWebhook): Promise<Response> =>
    fetch(`${url}${path}`, { method: 'POST', headers, body });
  const now = async (): Promise<number> =>
    Date.parse(((await (await get('/local/clock')).json()) as { now: string }).now);
  const move = async (how: object): Promise<string> => {
    const response = await post('/local/clock', how);
    const answer = (await response.json()) as { now: string; error?: string };
    if (!response.ok) throw new Error(answer.error);
    return answer.now;
  };
  return {
    get,
    post,
    deliver,
    json: async <T>(path: string): Promise<T> => (await (await get(path)).json()) as T,
    /** A Standard Webhooks event, stated to have happened now unless `timestamp` says otherwise. */
    tell: async (type: string, data: object, timestamp?: string): Promise<Response> => {
      const at = await now();
      return deliver(
        signStandard(
          DEFAULT_SECRETS,
          nextId(),
          { type, timestamp: timestamp ?? new Date(at).toISOString(), data },
          at,
        ),
      );
    },
    shopify: async (topic: string, payload: object): Promise<Response> =>
      deliver(
        signShopify(
          DEFAULT_SECRETS,
          { topic, shop: 'shop.example', webhookId: nextId(), payload },
          await now(),
        ),
      ),
    advance: (duration: string): Promise<string> => move({ advance: duration }),
    moveTo: (to: string): Promise<string> => move({ to }),
    next: (): Promise<string> => move({ next: true }),
    /**
     * Moves to the next hours that are quiet neither in Berlin nor in New York, unless it is such an hour
     * already.
     */
    intoTheDay: async (): Promise<void> => {
      const at = await now();
      const hour = new Date(at).getUTCHours();
      if (hour >= DAY_HOURS.from && hour < DAY_HOURS.to) return;
      const today = at - (at % DAY_MS) + DAY_HOURS.from * HOUR_MS;
      await move({ to: new Date(today < at ? today + DAY_MS : today).toISOString() });
    },
    mails: async (to?: string): Promise<readonly Mail[]> =>
      (await (
        await get(`/local/messages${to ? `?to=${encodeURIComponent(to)}` : ''}`)
      ).json()) as readonly Mail[],
    view: async (identity: string): Promise<View> =>
      (await (await get(`/local/profiles/${encodeURIComponent(identity)}`)).json()) as View,
  };
};

/** The outcome of each message of one customer: `step outcome reason`. */
export const outcomesOf = ({ timeline }: View): readonly string[] =>
  timeline
    .filter(({ type }) => type === 'message')
    .map(({ step, outcome, reason }) =>
      [step, outcome, reason].filter((part) => part !== undefined).join(' '),
    );
