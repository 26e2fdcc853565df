/** Composes, once, everything that redrive works with. */
import { createHolds } from '../../adapters/dynamodb/holds.ts';
import { createDeadLetters } from '../../adapters/queues/dead-letters.ts';
import type { RedriveEnv } from '../../contract/environment.ts';
import type { DeadLetters } from '../../core/ports/dead-letters.ts';
import type { Holds } from '../../core/ports/holds.ts';
import { clientOptions, type RequestHandler, sqsClient } from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../../runtime/log.ts';

export type RedriveDeps = Readonly<{
  /** The addresses of the queues. */
  env: RedriveEnv;
  deadLetters: DeadLetters;
  holds: Pick<Holds, 'release'>;
  log: Log;
}>;

export const createDeps = (env: RedriveEnv, requestHandler?: RequestHandler): RedriveDeps => {
  const options = clientOptions(env, requestHandler);
  return {
    env,
    deadLetters: createDeadLetters({ sqs: sqsClient(options) }),
    holds: createHolds({ client: dynamodbClient(options), tableName: env.TABLE_NAME }),
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
