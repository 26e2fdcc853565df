/** Joins the running parts into the system that the control surface shows and moves. */
import { FACTS_PREFIX, RAW_PREFIX } from '../contract/bucket.ts';
import type { CatchUp } from '../core/ports/catch-ups.ts';
import { present } from '../core/present.ts';
import { toIso } from '../core/time/instant.ts';
import { LOCAL } from '../stand-ins/names.ts';
import type { StandIns } from '../stand-ins/stand-ins.ts';
import type { ControlledSystem } from './control-surface.ts';
import { createCustomers } from './customers.ts';
import { createFigures } from './figures.ts';
import { createNotifier } from './notifications.ts';
import { createOverview } from './overview.ts';
import type { Parts } from './parts.ts';
import { createReplies } from './replies.ts';
import { createSamples } from './samples.ts';
import { signCommand } from './signing.ts';
import { createWhy } from './why.ts';

/** Invented, and the same for every system on one machine; in the cloud Secrets Manager generates it. */
export const IDENTITY_KEY = 'a key for one machine, not a secret of anybody';
const SAMPLE_SHOP = 'sample-shop.example';

export const createSystem = (parts: Parts): ControlledSystem => {
  const { clock, standIns, sources, lane, publishing, functions, runtime, options } = parts;
  const notify = createNotifier({
    now: clock.now,
    newId: runtime.newToken,
    receive: functions.receiveFeedback,
    deadLetter: (event) => void standIns.sqs.send(LOCAL.feedbackDeadLetters, { body: JSON.stringify(event) }),
  });
  const customers = createCustomers(standIns, IDENTITY_KEY);
  const send = async (request: Request): Promise<Response> => parts.publicRoutes.fetch(request);
  const settled = async <T>(task: () => Promise<T>): Promise<T> =>
    lane.run(async () => {
      const result = await task();
      await sources.settle();
      return result;
    });
  return {
    quiet: lane.quiet,
    now: clock.now,
    moveTo: (at) => lane.run(() => sources.moveTo(at)),
    moveToNext: () => lane.run(async () => void (await sources.next())),
    health: async () => ({
      ready: true,
      program: publishing.report()?.program ?? null,
      node: process.version,
      counts: { ...countsOf(standIns), publishes: publishing.count() },
    }),
    messages: standIns.mailbox.messages,
    profile: customers.view,
    why: createWhy({ customers, now: clock.now }),
    ...createFigures({
      rules: customers.rules,
      facts: () => standIns.s3.list(LOCAL.factsBucket, FACTS_PREFIX),
      now: clock.now,
    }),
    catchUp: async () => shownCatchUp(await customers.catchUp()),
    overview: createOverview({
      customers,
      messages: standIns.mailbox.messages,
      report: publishing.report,
      now: clock.now,
      nextDue: sources.nextDue,
    }),
    quarantine: async () => quarantined(standIns),
    deliveries: parts.deliveries,
    redrive: (request) => settled(() => redriveAll(functions, request)),
    replayQuarantine: (request) => settled(() => functions.replayQuarantine(request)),
    notify: (channel, notification) => settled(() => notify(channel, notification)),
    command: (order) => {
      const { path, headers, body } = signCommand(options.secrets, runtime.newToken(), order, clock.now());
      return send(new Request(parts.url + path, { method: 'POST', headers, body }));
    },
    calls: standIns.calls,
    resetCalls: standIns.resetCalls,
    setFaults: standIns.setFaults,
    publish: () => settled(() => publishing.publish()),
    feed: (key, body) => settled(() => readFeed(parts, key, body)),
    discounts: standIns.discounts,
    taken: standIns.taken,
    report: publishing.report,
    reply: createReplies({
      secrets: options.secrets,
      now: clock.now,
      newId: runtime.newToken,
      messages: standIns.mailbox.messages,
      send: ({ path, headers, body }) =>
        send(new Request(parts.url + path, { method: 'POST', headers, body })),
    }),
    sample: createSamples({
      url: parts.url,
      secrets: options.secrets,
      shop: options.shops['shopify']?.[0] ?? SAMPLE_SHOP,
      now: clock.now,
      newId: runtime.newToken,
      send,
      mails: standIns.mailbox.messages,
    }),
  };
};

const readFeed = async ({ standIns, functions }: Parts, key: string, body: Uint8Array): Promise<object> => {
  standIns.s3.put({ bucket: LOCAL.configBucket, key, body });
  return (await functions.importCatalogue({ detail: { object: { key } } })) ?? {};
};

const shownCatchUp = (walk: CatchUp | undefined): object =>
  walk
    ? present({
        program: walk.seq,
        flows: Object.keys(walk.flows),
        looked: walk.looked,
        due: walk.due,
        began: toIso(walk.beganAt),
        state: walk.nextAt === undefined ? 'done' : 'running',
        next: walk.nextAt === undefined ? undefined : toIso(walk.nextAt),
      })
    : { state: 'none' };

/** Both commands of the runbook in one. A request with `release` alone redrives nothing. */
const redriveAll = async (
  { redrive, receiveFeedback }: Parts['functions'],
  request: object,
): Promise<object> => {
  const result = await redrive(request);
  return 'inputs' in result ? { ...result, feedback: await receiveFeedback({ redrive: {} }) } : result;
};

const countsOf = ({ mailbox, sqs, s3, scheduler }: StandIns): Readonly<Record<string, number>> => {
  const waitingIn = (name: string): number => {
    const { visible, inFlight, delayed } = sqs.queue(name).counts();
    return visible + inFlight + delayed;
  };
  const deadLetters = sqs.names.filter((name) => name.includes('dlq'));
  return {
    messages: mailbox.messages().length,
    quarantined: s3.list(LOCAL.rawBucket, RAW_PREFIX.quarantine).length,
    timers: scheduler.schedules().length,
    inputs: waitingIn(LOCAL.inputQueue),
    outbox: waitingIn(LOCAL.outboxQueue),
    deadLetters: deadLetters.reduce((sum, name) => sum + waitingIn(name), 0),
  };
};

const quarantined = ({ s3 }: StandIns): readonly object[] =>
  s3.list(LOCAL.rawBucket, RAW_PREFIX.quarantine).map(({ key, body, modifiedAt }) => {
    const { receivedAt, ...payload } = JSON.parse(Buffer.from(body).toString('utf8')) as {
      receivedAt?: number;
    };
    return { key, at: toIso(receivedAt ?? modifiedAt), ...payload };
  });
