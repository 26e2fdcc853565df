/** AWS on one machine: every service that the functions call, in process, on one virtual clock. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createLedger } from '../adapters/dynamodb/ledger.ts';
import type { Clock } from './clock.ts';
import { type Answer, CONTROL_SURFACE, createAnswer, createRequestHandler, listenFor } from './doorway.ts';
import { createDynamo, type DynamoControl } from './dynamodb/dynamodb.ts';
import { createFaults, type Fault } from './faults.ts';
import { createJournal } from './journal.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { LOCAL, REGION } from './names.ts';
import { type CallRow, createRecorder, type Permission } from './record.ts';
import { createS3, type S3Control } from './s3/s3.ts';
import { createScheduler, type SchedulerControl } from './scheduler/scheduler.ts';
import { createSecretsManager, type SecretsControl } from './secrets-manager.ts';
import { createSes } from './sesv2.ts';
import { createSns, type SnsControl } from './sns.ts';
import { createSqs, earlier, type SqsControl } from './sqs/sqs.ts';
import { createApprovedTemplates } from './whatsapp/approved-templates.ts';
import { createMetaGraph } from './whatsapp/meta-graph.ts';
import { createNetwork } from './whatsapp/network.ts';
import { createSocialMessaging } from './whatsapp/social-messaging.ts';
import type { Service, ServiceName } from './wire.ts';

export type Endpoint =
  | 'dynamodb'
  | 'sqs'
  | 'scheduler'
  | 'sesv2'
  | 's3'
  | 'sns'
  | 'secrets-manager'
  | 'social-messaging'
  | 'other';

export type StandIns = Readonly<{
  /** Client option `requestHandler`: answers in process. */
  requestHandler: ReturnType<typeof createRequestHandler>;
  /** Also answers on 127.0.0.1, each service on its own port. `other` refuses whatever nobody built. */
  listen: () => Promise<{ endpoints: Readonly<Record<Endpoint, string>>; close: () => Promise<void> }>;
  /** Meta's Cloud API on 127.0.0.1; no SDK calls it, so it is always met over a socket. */
  listenForMeta: () => Promise<{ url: string; close: () => Promise<void> }>;
  calls: () => readonly CallRow[];
  resetCalls: () => void;
  /** Distinct permissions that the calls needed, by function. */
  recorded: () => readonly Permission[];
  /**
   * Writes down what Lambda itself does with a function's role; `counted` where it is a call that AWS
   * charges.
   */
  note: (permission: Permission, counted?: Readonly<{ service: ServiceName; operation: string }>) => void;
  /** Throws with what is wrong where the list is not valid. */
  setFaults: (list: unknown) => readonly Fault[];
  faults: () => readonly Fault[];
  mailbox: Mailbox;
  dynamodb: DynamoControl;
  sqs: SqsControl;
  scheduler: SchedulerControl;
  secrets: SecretsControl;
  s3: S3Control;
  sns: SnsControl;
  /**
   * The earliest time at which a schedule fires or a message becomes visible; in the past if it is due
   * already.
   */
  nextDue: () => number | undefined;
  close: () => Promise<void>;
}>;

export type StandInOptions = Readonly<{
  clock: Clock;
  /** Everything survives in this folder; without it, it is gone at the end. */
  dataFolder?: string;
  schedulerJitterMs?: number;
}>;

export const createStandIns = async ({
  clock,
  dataFolder,
  schedulerJitterMs = 0,
}: StandInOptions): Promise<StandIns> => {
  const now = clock.now;
  // First of all, because it locks the folder against a second process.
  const dynamo = await createDynamo({
    now,
    ...(dataFolder !== undefined && { folder: join(dataFolder, 'dynamodb') }),
  });
  const journal = createJournal(dataFolder);
  const recorder = createRecorder();
  const faults = createFaults();
  const mailbox = createMailbox(journal.part('mailbox'));
  const sqs = createSqs({ now, journal, faults });
  const scheduler = createScheduler({
    now,
    journal,
    faults,
    sqs: sqs.control,
    recorder,
    jitterMs: schedulerJitterMs,
  });
  const s3 = createS3({
    now,
    journal,
    etagOf: (body) => `"${createHash('md5').update(body).digest('hex')}"`,
  });
  const sns = createSns({ now, journal });
  const secrets = createSecretsManager(now);
  const ses = createSes({ now, mailbox, run: journal.run });
  const answer = createAnswer(recorder, faults);
  // Meta's side knows our messages only by our id; what stands in for it looks them up.
  const ledger = createLedger({
    tableName: LOCAL.table,
    client: controlClient(createRequestHandler(answer, new Map([['dynamodb', dynamo.service]]))),
  });
  const network = createNetwork({
    now,
    mailbox,
    run: journal.run,
    approved: createApprovedTemplates(s3.control),
    originOf: async (messageId) => (await ledger.read([messageId]))[0]?.message,
  });
  const socialMessaging = createSocialMessaging(network);
  const bySigningName = new Map<string, Service>([
    ['dynamodb', dynamo.service],
    ['sqs', sqs.service],
    ['scheduler', scheduler.service],
    ['ses', ses],
    ['s3', s3.service],
    ['sns', sns.service],
    ['secretsmanager', secrets.service],
    ['social-messaging', socialMessaging],
  ]);
  const byEndpoint: Readonly<Record<Endpoint, Service | undefined>> = {
    dynamodb: dynamo.service,
    sqs: sqs.service,
    scheduler: scheduler.service,
    sesv2: ses,
    s3: s3.service,
    sns: sns.service,
    'secrets-manager': secrets.service,
    'social-messaging': socialMessaging,
    other: undefined,
  };
  return {
    requestHandler: createRequestHandler(answer, bySigningName),
    listen: () => listenAll(answer, byEndpoint, sqs.control),
    listenForMeta: () => listenFor(answer, createMetaGraph(network)),
    calls: recorder.calls,
    resetCalls: recorder.resetCalls,
    recorded: recorder.permissions,
    note: (permission, counted) => {
      recorder.needed(permission);
      if (counted !== undefined) recorder.called(counted.service, counted.operation);
    },
    setFaults: faults.set,
    faults: faults.list,
    mailbox,
    dynamodb: dynamo.control,
    sqs: sqs.control,
    scheduler: scheduler.control,
    secrets: secrets.control,
    s3: s3.control,
    sns: sns.control,
    nextDue: () => earlier(scheduler.control.nextDue(), sqs.control.nextDue()),
    close: async () => {
      await dynamo.control.close();
      journal.close();
    },
  };
};

/** Under a name that is neither counted nor broken by faults. */
const controlClient = (requestHandler: ReturnType<typeof createRequestHandler>): DynamoDBClient =>
  new DynamoDBClient({
    userAgentAppId: CONTROL_SURFACE,
    requestHandler,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

const listenAll = async (
  answer: Answer,
  services: Readonly<Record<Endpoint, Service | undefined>>,
  sqs: SqsControl,
) => {
  const names = Object.keys(services) as Endpoint[];
  const servers = await Promise.all(
    names.map(async (name) => ({ name, ...(await listenFor(answer, services[name])) })),
  );
  const endpoints = Object.fromEntries(servers.map(({ name, url }) => [name, url])) as Record<
    Endpoint,
    string
  >;
  sqs.movedTo(endpoints.sqs);
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()));
  };
  return { endpoints, close };
};
