/** Composes, once, everything that advance works with. */

import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createCatchUps } from '../../adapters/dynamodb/catch-ups.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createErase } from '../../adapters/dynamodb/erase.ts';
import { createEveryone, placeAfter } from '../../adapters/dynamodb/everyone.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createHolds } from '../../adapters/dynamodb/holds.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createProductStore } from '../../adapters/dynamodb/products.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createRecommendations } from '../../adapters/dynamodb/recommendations.ts';
import { createShopErasures } from '../../adapters/dynamodb/shop-erasures.ts';
import { createTellings } from '../../adapters/dynamodb/tellings.ts';
import { createWaitingLists } from '../../adapters/dynamodb/waiting-lists.ts';
import { createDeadLetters } from '../../adapters/queues/dead-letters.ts';
import { createInputReader, createQueues } from '../../adapters/queues/queues.ts';
import { createTimers } from '../../adapters/queues/timers.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { AdvanceEnv } from '../../contract/environment.ts';
import { profileIdOf } from '../../core/identity/identity.ts';
import { identityKey } from '../../core/identity/keys.ts';
import type { CatchUps } from '../../core/ports/catch-ups.ts';
import type { Erase } from '../../core/ports/erase.ts';
import type { Everyone, PlaceAfter } from '../../core/ports/everyone.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { Holds } from '../../core/ports/holds.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Programs } from '../../core/ports/programs.ts';
import type { Queues, ReadInput } from '../../core/ports/queues.ts';
import type { RawBucket } from '../../core/ports/raw-bucket.ts';
import type { Recommendations } from '../../core/ports/recommendations.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { ShopErasures } from '../../core/ports/shop-erasures.ts';
import type { Tellings } from '../../core/ports/tellings.ts';
import type { Timers } from '../../core/ports/timers.ts';
import type { WaitingLists } from '../../core/ports/waiting-lists.ts';
import type { Program } from '../../core/program/program.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { CollectDeps } from '../../doors/collect-customer.ts';
import {
  type ClientOptions,
  clientOptions,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { correlationId } from '../../runtime/correlation.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../../runtime/log.ts';

export type AdvanceDeps = CollectDeps &
  Readonly<{
    readInput: ReadInput;
    profiles: ProfileStore;
    products: ProductStore;
    recommendations: Pick<Recommendations, 'count' | 'takeBack'>;
    holds: Holds;
    /** Sends the body unchanged, under another deduplication id. */
    putBack: (body: string, address: Readonly<{ group: string; deduplicationId: string }>) => Promise<void>;
    programs: Programs;
    /** The program that is live; undefined before the first publish. */
    live: () => Promise<Program | undefined>;
    queues: Queues;
    timers: Timers;
    erase: Erase;
    everyone: Everyone;
    placeAfter: PlaceAfter;
    catchUps: CatchUps;
    waiting: WaitingLists;
    tellings: Tellings;
    shopErasures: Pick<ShopErasures, 'ask' | 'fallDue'>;
    gateItems: Pick<GateItems, 'stopAll' | 'stopMarketing' | 'markErased'>;
    rawBucket: RawBucket;
    now: Runtime['now'];
    log: Log;
    testReachesEveryone: boolean;
  }>;

export const createDeps = (
  env: AdvanceEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): AdvanceDeps => {
  const options = clientOptions(env, requestHandler);
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const s3 = s3Client(options);
  const rawBucket = createRawBucket({ s3, bucket: env.RAW_BUCKET });
  const [profiles, products] = [createProfileStore(table), createProductStore(table)];
  const controls = createControlsStore(table);
  const programs = createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls });
  const secrets = createSecrets({ client: secretsClient(options), now });
  const keys = () => secrets.keyVersions(env.KEYS_SECRET_ID);
  const profileIdsOf = async (identities: Profile['identities']) => {
    const key = identityKey(await keys());
    return identities.map(({ kind, value }) => profileIdOf(key, kind, value));
  };
  return {
    ...createOutputs(env, options, rawBucket),
    readInput: createInputReader(rawBucket),
    profiles,
    products,
    recommendations: createRecommendations(table),
    holds: createHolds(table),
    programs,
    live: async () => {
      const current = await controls.read();
      return current && programs.load(current.seq);
    },
    erase: createErase({ ...table, profiles, products, bucket: rawBucket, profileIdsOf }),
    everyone: createEveryone(table),
    placeAfter,
    catchUps: createCatchUps(table),
    waiting: createWaitingLists(table),
    tellings: createTellings(table),
    shopErasures: createShopErasures(table),
    gateItems: createGateItems(table),
    ledger: createLedger(table),
    rawBucket,
    keys,
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
    testReachesEveryone: env.TEST_REACHES === 'everyone',
  };
};

/** The queues and timers for inputs and messages. */
const createOutputs = (
  env: AdvanceEnv,
  options: ClientOptions,
  bucket: RawBucket,
): Pick<AdvanceDeps, 'putBack' | 'queues' | 'timers'> => {
  const sqs = sqsClient(options);
  const deadLetters = createDeadLetters({ sqs });
  return {
    putBack: (body, address) => deadLetters.send(env.INPUT_QUEUE_URL, body, address),
    queues: createQueues({
      sqs,
      inputQueueUrl: env.INPUT_QUEUE_URL,
      outboxQueueUrl: env.OUTBOX_QUEUE_URL,
      whatsappQueueUrl: env.WHATSAPP_OUTBOX_URL,
      callQueueUrl: env.CALL_QUEUE_URL,
      bucket,
    }),
    timers: createTimers({
      client: new SchedulerClient(options),
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULE_ROLE_ARN,
      queueArn: env.INPUT_QUEUE_ARN,
      deadLetterArn: env.SCHEDULE_DLQ_ARN,
      correlationId,
    }),
  };
};
