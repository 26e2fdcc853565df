/** The control surface of the system on one machine: JSON under /local, which only this machine can reach. */
import { Hono } from 'hono';
import * as z from 'zod';
import { FEED_KEYS, REVIEW_KEY } from '../contract/bucket.ts';
import { type Instant, parseIso, toIso } from '../core/time/instant.ts';
import { addCustomers, type ExplainedSystem } from './customer-calls.ts';
import { addFigures, type FiguredSystem } from './figure-calls.ts';
import { addPageCalls, type PagedSystem } from './page-calls.ts';
import { Refusal, readBody, readWith, refuse } from './refusal.ts';
import { SAMPLE_CUSTOMERS } from './sample-customers.ts';
import { SAMPLE_NAMES, type Samples } from './samples.ts';

/**
 * Ten years: nobody needs to look further ahead, and a typing error would run through millions of due
 * moments.
 */
const MAX_MOVE_MS = 3653 * 24 * 60 * 60_000;
const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * The part of the system that the surface shows and moves. Every answer waits until everything accepted
 * before is worked off.
 */
export type ControlledSystem = PagedSystem &
  ExplainedSystem &
  FiguredSystem &
  Readonly<{
    now: () => Instant;
    moveTo: (at: Instant) => Promise<void>;
    moveToNext: () => Promise<void>;
    health: () => Promise<object>;
    /** How far the walk has come that meets everybody after a publish. */
    catchUp: () => Promise<object>;
    quarantine: () => Promise<readonly object[]>;
    /** What became of the last webhooks. */
    deliveries: (platform: string | undefined) => readonly object[];
    redrive: (request: object) => Promise<object>;
    replayQuarantine: (request: object) => Promise<object>;
    notify: (channel: 'email' | 'whatsapp', notification: object) => Promise<object>;
    /** Sends a privacy command over the public route, signed with this machine's secret. */
    command: (order: Readonly<{ command: string; shop?: string }>) => Promise<Response>;
    calls: () => readonly object[];
    resetCalls: () => void;
    setFaults: (list: unknown) => readonly object[];
    publish: () => Promise<object>;
    /** Puts a product feed or a file of reviews into the config bucket and reads it. */
    feed: (key: string, body: Uint8Array) => Promise<object>;
    /** The calls of flows that came to this machine's stand-in. */
    taken: () => readonly object[];
    /** The codes that the shops of this machine have made. */
    discounts: () => readonly object[];
    report: () => object | undefined;
    sample: Samples;
  }>;

const feedKey = z.union([z.enum(FEED_KEYS), z.string().regex(REVIEW_KEY)]);

export const createControlSurface = (system: ControlledSystem): Hono => {
  const app = new Hono();
  app.get('/health', async (context) => context.json(await system.health()));
  app.get('/messages', async (context) => {
    await system.quiet();
    const to = context.req.query('to')?.trim().toLowerCase();
    return context.json(
      system.messages().filter((message) => to === undefined || message.to.toLowerCase().includes(to)),
    );
  });
  addCustomers(app, system);
  addFigures(app, system);
  addClock(app, system);
  addOperations(app, system);
  addFeedback(app, system);
  addShopErasures(app, system);
  addPageCalls(app, system);
  app.notFound(() => refuse(404, 'The control surface has no such call. See local/README.md for the list.'));
  app.onError((error) => refuse(error instanceof Refusal ? error.status : 500, error.message));
  return app;
};

const addClock = (app: Hono, system: ControlledSystem): void => {
  app.get('/clock', (context) => context.json({ now: toIso(system.now()) }));
  app.post('/clock', async (context) => {
    const move = await readBody(context.req.raw, clockMove);
    await system.quiet();
    if ('next' in move) await system.moveToNext();
    else await system.moveTo(targetOf(move, system.now()));
    return context.json({ now: toIso(system.now()) });
  });
};

const addOperations = (app: Hono, system: ControlledSystem): void => {
  app.get('/aws', async (context) => {
    await system.quiet();
    return context.json(system.calls());
  });
  app.delete('/aws', async (context) => {
    await system.quiet();
    system.resetCalls();
    return context.json([]);
  });
  app.post('/faults', async (context) => {
    const list = await readBody(context.req.raw, z.unknown());
    try {
      return context.json(system.setFaults(list));
    } catch (error) {
      return refuse(400, error instanceof Error ? error.message : 'These faults cannot be used.');
    }
  });
  app.get('/catch-up', async (context) => {
    await system.quiet();
    return context.json(await system.catchUp());
  });
  app.get('/deliveries', (context) => context.json(system.deliveries(context.req.query('platform'))));
  app.get('/calls', async (context) => {
    await system.quiet();
    return context.json(system.taken());
  });
  app.get('/discounts', async (context) => {
    await system.quiet();
    return context.json(system.discounts());
  });
  app.post('/publish', async (context) => context.json(await system.publish()));
  app.post('/:folder{catalogue|reviews}/:file', async (context) => {
    const { folder, file } = context.req.param();
    const key = readWith(feedKey, `${folder}/${file}`);
    return context.json(await system.feed(key, new Uint8Array(await context.req.arrayBuffer())));
  });
  app.get('/report', async (context) => {
    await system.quiet();
    const report = system.report();
    return report ? context.json(report) : refuse(404, 'Nothing has been published yet.');
  });
  app.post('/samples/:name', async (context) => {
    const name = readWith(z.enum(SAMPLE_NAMES), context.req.param('name'));
    const { customer, lang } = await readBody(context.req.raw, sampleRequest);
    const result = await system.sample(name, customer, lang);
    await system.quiet();
    return result.problem === undefined ? context.json(result) : refuse(409, result.problem);
  });
};

const addFeedback = (app: Hono, system: ControlledSystem): void => {
  app.get('/quarantine', async (context) => {
    await system.quiet();
    return context.json(await system.quarantine());
  });
  app.post('/quarantine/replay', async (context) => {
    const request = await readBody(context.req.raw, replayRequest);
    await system.quiet();
    const counts = await system.replayQuarantine(request);
    await system.quiet();
    return context.json(counts);
  });
  app.post('/redrive', async (context) => {
    const request = await readBody(context.req.raw, redriveRequest);
    await system.quiet();
    const counts = await system.redrive(request);
    await system.quiet();
    return context.json(counts);
  });
  for (const channel of ['email', 'whatsapp'] as const) {
    app.post(`/sns/${channel}`, async (context) => {
      const notification = await readBody(context.req.raw, z.looseObject({}));
      await system.quiet();
      const result = await system.notify(channel, notification);
      await system.quiet();
      return context.json(result);
    });
  }
};

/** Lists the shops that left and wait for a decision, and takes the decision. */
const addShopErasures = (app: Hono, system: ControlledSystem): void => {
  app.get('/shop-erasures', async () => {
    await system.quiet();
    return system.command({ command: 'waiting-shops' });
  });
  app.post('/shop-erasures', async (context) => {
    const { shop, word } = await readBody(context.req.raw, shopWord);
    await system.quiet();
    const answer = await system.command({ command: `${word}-shop`, shop });
    await system.quiet();
    return answer;
  });
};

const clockMove = z.union(
  [
    z.strictObject({ advance: z.string() }),
    z.strictObject({ to: z.string() }),
    z.strictObject({ next: z.literal(true) }),
  ],
  'Send one of { "advance": "1h" }, { "to": "2027-03-28T00:00:00Z" } or { "next": true }',
);
const sampleRequest = z.strictObject({
  customer: z.enum(SAMPLE_CUSTOMERS).default('de'),
  lang: z.enum(['de', 'en']).default('en'),
});
const shopWord = z.strictObject({ shop: z.string().min(1), word: z.enum(['release', 'refuse']) });
const redriveRequest = z.strictObject({
  release: z.array(z.string()).optional(),
  limit: z.number().int().positive().optional(),
});
const replayRequest = z.strictObject({
  keys: z.array(z.string()).optional(),
  limit: z.number().int().positive().optional(),
});

const targetOf = (move: { advance: string } | { to: string }, now: Instant): Instant => {
  const at = 'to' in move ? instantOf(move.to) : now + durationOf(move.advance);
  if (at < now)
    throw new Refusal(400, `The clock never goes back: it is ${toIso(now)}, and ${toIso(at)} is earlier.`);
  if (at - now > MAX_MOVE_MS)
    throw new Refusal(400, `The clock moves at most ten years at a time; ${toIso(at)} is further away.`);
  return at;
};

const instantOf = (text: string): Instant => {
  const at = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? parseIso(text) : undefined;
  if (at === undefined)
    throw new Refusal(
      400,
      `"to" is "${text}", but must be an ISO 8601 date-time with a zone, such as 2027-03-28T00:00:00Z.`,
    );
  return at;
};

/** Milliseconds of "90s", "30m", "1h", "2d", "1w" or several of them: "1h30m". A day has 24 hours here. */
const durationOf = (text: string): number => {
  const parts = [...text.matchAll(/(\d{1,9})([smhdw])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text)
    throw new Refusal(
      400,
      `"advance" is "${text}", but must be a duration such as 30m, 1h, 1h30m, 2d or 1w.`,
    );
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS],
    0,
  );
};
