/** AWS on one machine: every service that the functions call, in process, on one virtual clock. */
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createLedger } from '../adapters/dynamodb/ledger.ts';
import { present } from '../core/present.ts';
import type { Clock } from './clock.ts';
import { CONTROL_SURFACE, createAnswer, createRequestHandler, listenFor } from './doorway.ts';
import { earliest } from './due.ts';
import { createDynamo, type DynamoControl } from './dynamodb/dynamodb.ts';
import { bySigningName, type Listening, listenAll, type Services } from './endpoints.ts';
import { createFaults, type Fault } from './faults.ts';
import { createJournal } from './journal.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { LOCAL, REGION } from './names.ts';
import { type CallRow, createRecorder, type Permission } from './record.ts';
import type { S3Control } from './s3/objects.ts';
import { createS3 } from './s3/s3.ts';
import { createScheduler, type SchedulerControl } from './scheduler/scheduler.ts';
import { createSecretsManager, type SecretsControl } from './secrets-manager.ts';
import { createSes } from './sesv2.ts';
import { createShopDocuments, type ShopDocuments } from './shops/bigcommerce-rest.ts';
import { createDiscounts, type Discount } from './shops/discounts.ts';
import { createShops } from './shops/shops.ts';
import { createSns, type SnsControl } from './sns.ts';
import type { SqsControl } from './sqs/queues.ts';
import { createSqs } from './sqs/sqs.ts';
import { createWebhooks, type TakenCall } from './webhooks/webhooks.ts';
import { createApprovedTemplates } from './whatsapp/approved-templates.ts';
import { createMetaGraph } from './whatsapp/meta-graph.ts';
import { createNetwork } from './whatsapp/network.ts';
import { createSocialMessaging } from './whatsapp/social-messaging.ts';
import type { ServiceName } from './wire.ts';

export type StandIns = Readonly<{
  /** For the client option `requestHandler`: answers in process. */
  requestHandler: ReturnType<typeof createRequestHandler>;
  /** Also answers on 127.0.0.1, each service on its own port. `other` refuses services without a stand-in. */
  listen: () => Promise<Listening>;
  /** Meta's Cloud API on 127.0.0.1; no SDK calls it, so it always needs a socket. */
  listenForMeta: () => Promise<{ url: string; close: () => Promise<void> }>;
  /** The shops' own APIs on 127.0.0.1, in which coupon codes are made. */
  listenForShops: () => Promise<{ url: string; close: () => Promise<void> }>;
  /** The web addresses that flows call, on 127.0.0.1, and what came there. */
  listenForCalls: () => Promise<{ url: string; close: () => Promise<void> }>;
  taken: () => readonly TakenCall[];
  /** What the store that is asked for details says. */
  shopDocuments: ShopDocuments;
  /** The codes that were made there. */
  discounts: () => readonly Discount[];
  calls: () => readonly CallRow[];
  resetCalls: () => void;
  /** Distinct permissions that the calls needed, by function. */
  recorded: () => readonly Permission[];
  /** Records what Lambda itself does with a function's role; `counted` where AWS charges for the call. */
  note: (permission: Permission, counted?: Readonly<{ service: ServiceName; operation: string }>) => void;
  /** Throws with the fault where the list is not valid. */
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
  /** The folder in which everything survives; without it, everything is lost at the end. */
  dataFolder?: string;
  schedulerJitterMs?: number;
}>;

export const createStandIns = async (options: StandInOptions): Promise<StandIns> => {
  const { clock, dataFolder, schedulerJitterMs: jitterMs = 0 } = options;
  const now = clock.now;
  // Opened first, because it locks the folder against a second process.
  const folder = dataFolder === undefined ? undefined : join(dataFolder, 'dynamodb');
  const dynamo = await createDynamo(present({ now, folder }));
  const journal = createJournal(dataFolder);
  const recorder = createRecorder();
  const faults = createFaults();
  const answer = createAnswer(recorder, faults);
  const mailbox = createMailbox(journal.part('mailbox'));
  const sqs = createSqs({ now, journal, faults });
  const scheduler = createScheduler({ now, journal, faults, sqs: sqs.control, recorder, jitterMs });
  const s3 = createS3({ now, journal, folder: dataFolder });
  const sns = createSns({ now, journal });
  const secrets = createSecretsManager(now);
  const webhooks = createWebhooks({ now, part: journal.part('webhooks') });
  const discounts = createDiscounts(journal.part('discounts'));
  const shopDocuments = createShopDocuments(journal.part('shop-documents'));
  const network = createNetwork({
    now,
    mailbox,
    run: journal.run,
    approved: createApprovedTemplates(s3.control),
    originOf: originOf(createRequestHandler(answer, new Map([['dynamodb', dynamo.service]]))),
  });
  const services: Services = {
    dynamodb: dynamo.service,
    sqs: sqs.service,
    scheduler: scheduler.service,
    sesv2: createSes({ now, mailbox, run: journal.run }),
    s3: s3.service,
    sns: sns.service,
    'secrets-manager': secrets.service,
    'social-messaging': createSocialMessaging(network),
  };
  return {
    requestHandler: createRequestHandler(answer, bySigningName(services)),
    listen: async () => {
      const listening = await listenAll(answer, services);
      sqs.control.movedTo(listening.endpoints.sqs);
      return listening;
    },
    listenForMeta: () => listenFor(answer, createMetaGraph(network)),
    listenForShops: () => listenFor(answer, createShops({ discounts, documents: shopDocuments, now })),
    listenForCalls: () => listenFor(answer, webhooks.service),
    taken: webhooks.taken,
    discounts: discounts.all,
    shopDocuments,
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
    nextDue: () => earliest([scheduler.control.nextDue(), sqs.control.nextDue()]),
    close: async () => {
      await dynamo.control.close();
      journal.close();
      s3.close();
    },
  };
};

/**
 * Finds the origin of a message. Meta knows our messages only by our id, so its stand-in looks them up, under
 * a name that is neither counted nor hit by faults.
 */
const originOf = (requestHandler: ReturnType<typeof createRequestHandler>) => {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      userAgentAppId: CONTROL_SURFACE,
      requestHandler,
      region: REGION,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );
  const ledger = createLedger({ tableName: LOCAL.table, client });
  return async (messageId: string) => (await ledger.read([messageId]))[0]?.message;
};
