/** Composes, once, everything that unsubscribe works with. */
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { UnsubscribeEnv } from '../../contract/environment.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { ControlsStore } from '../../core/ports/controls.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { clientOptions, type RequestHandler, secretsClient, sqsClient } from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../../runtime/log.ts';

export type UnsubscribeDeps = Readonly<{
  gateItems: Pick<GateItems, 'stopMarketing'>;
  controls: Pick<ControlsStore, 'readShop'>;
  queues: Pick<Queues, 'sendInputs'>;
  keys: (maxAgeMs?: number) => Promise<Keys>;
  now: Runtime['now'];
  log: Log;
}>;

export const createDeps = (
  env: UnsubscribeEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): UnsubscribeDeps => {
  const options = clientOptions(env, requestHandler);
  const sqs = sqsClient(options);
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    gateItems: createGateItems(table),
    controls: createControlsStore(table),
    queues: createQueues({ sqs, inputQueueUrl: env.INPUT_QUEUE_URL }),
    keys: (maxAgeMs) => secrets.keyVersions(env.KEYS_SECRET_ID, maxAgeMs),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
