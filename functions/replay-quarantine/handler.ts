/**
 * Tries quarantined payloads again, after their translation was mended. by hand → [this] → input queue →
 * advance
 */
import * as z from 'zod';
import { createQuarantine } from '../../adapters/buckets/quarantine.ts';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createBudget } from '../../adapters/dynamodb/budget.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createWhatsappIds } from '../../adapters/dynamodb/whatsapp-ids.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import type { ReplayQuarantineEnv } from '../../contract/environment.ts';
import { identityKey } from '../../core/identity/keys.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import {
  clientOptions,
  dynamodbClient,
  onlyOnce,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { createLog } from '../../runtime/log.ts';
import { type ReplayResult, replay } from './replay.ts';

/** Payloads of one run; call again while the answer says `more`. */
const LIMIT = 100;
const LIMIT_MAX = 1_000;

const requestSchema = z.strictObject({
  keys: z.array(z.string().startsWith(RAW_PREFIX.quarantine)).max(LIMIT_MAX).optional(),
  limit: z.int().min(1).max(LIMIT_MAX).default(LIMIT),
});

export type ReplayHandler = (event: unknown) => Promise<ReplayResult>;

export const createReplayQuarantine = (
  env: ReplayQuarantineEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): ReplayHandler => {
  const options = clientOptions(env, requestHandler);
  const s3 = s3Client(options);
  const bucket = createRawBucket({ s3, bucket: env.RAW_BUCKET });
  const sqs = sqsClient(options);
  const secrets = createSecrets({ client: secretsClient(options), now: runtime.now });
  const queues = createQueues({ sqs, inputQueueUrl: env.INPUT_QUEUE_URL, bucket });
  const quarantine = createQuarantine(bucket);
  const log = createLog(env.AWS_LAMBDA_FUNCTION_NAME);
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const acts = {
    gateItems: createGateItems(table),
    ledger: createLedger(table),
    whatsappIds: createWhatsappIds(table),
    budget: createBudget({ ...table, once: dynamodbClient(onlyOnce(options)) }),
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    now: runtime.now,
  };
  const erasing = { profiles: createProfileStore(table), gateItems: acts.gateItems, keys: acts.keys };
  return async (event) => {
    const { keys, limit } = requestSchema.parse(event ?? {});
    const listed = keys ? { keys, more: false } : await quarantine.list(limit);
    const key = identityKey(await secrets.keyVersions(env.KEYS_SECRET_ID));
    const result = await replay(
      { quarantine, queues, acts, erasing, key, receivedAt: runtime.now() },
      listed,
    );
    const { stillNotUnderstood, ...counts } = result;
    log.told('replayed', { ...counts, stillNotUnderstood: stillNotUnderstood.length });
    return result;
  };
};
