/**
 * Puts dead letters back where they came from, after their cause was mended, or gives a held customer free.
 * by hand → [this] → queues → advance, sender
 */

import * as z from 'zod';
import { createHolds } from '../../adapters/dynamodb/holds.ts';
import { createDeadLetters } from '../../adapters/queues/dead-letters.ts';
import type { RedriveEnv } from '../../contract/environment.ts';
import type { Redriven } from '../../core/ports/dead-letters.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { clientOptions, dynamodbClient, type RequestHandler, sqsClient } from '../../runtime/clients.ts';
import { createLog } from '../../runtime/log.ts';
import { PLACES, putBack } from './put-back.ts';

/** Messages per queue and run; call again while an answer says `more`. */
const LIMIT = 500;
const LIMIT_MAX = 5_000;
const RELEASES_MAX = 100;

const requestSchema = z.strictObject({
  queues: z.array(z.enum(PLACES)).optional(),
  limit: z.int().min(1).max(LIMIT_MAX).default(LIMIT),
  /** Profile ids whose hold ends without a redrive. Alone it redrives nothing. */
  release: z.array(z.string().min(1)).max(RELEASES_MAX).default([]),
});

export type RedriveResult = Readonly<
  { released: number } & Partial<Record<(typeof PLACES)[number], Redriven>>
>;

export const createRedrive = (env: RedriveEnv, _runtime: Runtime, requestHandler?: RequestHandler) => {
  const options = clientOptions(env, requestHandler);
  const deadLetters = createDeadLetters({ sqs: sqsClient(options) });
  const holds = createHolds({ client: dynamodbClient(options), tableName: env.TABLE_NAME });
  const log = createLog(env.AWS_LAMBDA_FUNCTION_NAME);
  return async (event: unknown): Promise<RedriveResult> => {
    const { release, limit, queues = release.length > 0 ? [] : PLACES } = requestSchema.parse(event ?? {});
    for (const profileId of release) await holds.release(profileId);
    const results: Partial<Record<(typeof PLACES)[number], Redriven>> = {};
    for (const place of queues) results[place] = await putBack({ env, deadLetters }, place, limit);
    log.told('redriven', {
      released: release.length,
      moved: Object.values(results).reduce((sum, { moved }) => sum + moved, 0),
      left: Object.values(results).reduce((sum, { left }) => sum + left, 0),
    });
    return { released: release.length, ...results };
  };
};
