/** Joins the running parts into what the control surface shows and moves. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createLedger } from '../adapters/dynamodb/ledger.ts';
import { createProfileStore } from '../adapters/dynamodb/profiles.ts';
import { RAW_PREFIX } from '../contract/bucket.ts';
import { toIso } from '../core/time/instant.ts';
import { CONTROL_SURFACE } from '../stand-ins/doorway.ts';
import { LOCAL, REGION } from '../stand-ins/names.ts';
import type { StandIns } from '../stand-ins/stand-ins.ts';
import type { ControlledSystem } from './control-surface.ts';
import { createNotifier } from './notifications.ts';
import type { Parts } from './parts.ts';
import { findProfile } from './profile-lookup.ts';
import { viewProfile } from './profile-view.ts';
import { createSamples } from './samples.ts';

/** Made up and the same for every system on one machine; in the cloud Secrets Manager generates it. */
export const IDENTITY_KEY = 'a key for one machine, not a secret of anybody';
const SAMPLE_SHOP = 'sample-shop.example';

export const createSystem = (parts: Parts): ControlledSystem => {
  const { clock, standIns, sources, lane, publishing, functions, runtime, options } = parts;
  const notify = createNotifier({
    now: clock.now,
    newId: runtime.newToken,
    receive: functions.receiveFeedback,
    giveUp: (event) => void standIns.sqs.send(LOCAL.feedbackDeadLetters, { body: JSON.stringify(event) }),
  });
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
      counts: countsOf(standIns),
    }),
    messages: standIns.mailbox.messages,
    profile: createProfileReader(parts),
    quarantine: async () => quarantined(standIns),
    redrive: (request) => settled(() => redriveAll(functions, request)),
    replayQuarantine: (request) => settled(() => functions.replayQuarantine(request)),
    notify: (channel, notification) => settled(() => notify(channel, notification)),
    calls: standIns.calls,
    resetCalls: standIns.resetCalls,
    setFaults: standIns.setFaults,
    publish: () => settled(() => publishing.publish()),
    report: publishing.report,
    sample: createSamples({
      url: parts.url,
      secrets: options.secrets,
      shop: options.shops['shopify']?.[0] ?? SAMPLE_SHOP,
      now: clock.now,
      newId: runtime.newToken,
      send: async (request) => parts.publicRoutes.fetch(request),
      mails: standIns.mailbox.messages,
    }),
  };
};

/** Both commands of the runbook in one; a release alone redrives nothing. */
const redriveAll = async (
  { redrive, receiveFeedback }: Parts['functions'],
  request: object,
): Promise<object> => {
  const result = await redrive(request);
  return 'inputs' in result ? { ...result, feedback: await receiveFeedback({ redrive: {} }) } : result;
};

/**
 * Reads in process whatever the functions use, and under a name that is neither counted nor broken by faults.
 */
const createProfileReader = ({ standIns }: Parts): ControlledSystem['profile'] => {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      userAgentAppId: CONTROL_SURFACE,
      requestHandler: standIns.requestHandler,
      region: REGION,
    }),
  );
  const table = { tableName: LOCAL.table, client };
  const profiles = createProfileStore(table);
  const ledger = createLedger(table);
  return async (identity) => {
    const profile = await findProfile({ profiles, identityKey: IDENTITY_KEY, country: 'DE' }, identity);
    return profile && viewProfile({ profiles, ledger }, profile);
  };
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
