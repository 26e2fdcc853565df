/** What happens to a request that is welcome: into the queue, ignored, or into quarantine. Answers 2xx only after it is stored. */
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { quarantine, textOf } from '../../adapters/quarantine.ts';
import type { RawBucket } from '../../adapters/raw-bucket.ts';
import type { Secrets } from '../../adapters/secrets.ts';
import { identityKey } from '../../adapters/secrets.ts';
import type { ReceiveWebhookEnv } from '../../contract/environment.ts';
import { METRICS } from '../../contract/routes.ts';
import type { Queues } from '../../core/ports.ts';
import type { Understanding } from '../../platforms/understand.ts';
import { understand } from '../../platforms/understand.ts';
import type { Log } from '../middleware/log.ts';
import type { Answer } from './answer.ts';
import { answer, refusal } from './answer.ts';
import type { Request } from './request.ts';

type Door = Readonly<{ env: ReceiveWebhookEnv; secrets: Secrets; queues: Queues; bucket: RawBucket; log: Log; metrics: Metrics }>;

export const accept = async (door: Door, request: Request): Promise<Answer> => {
  if (!request.platform.accepts(request.headers['content-type'] ?? ''))
    return refusal(415, 'unsupported-media-type', 'Send JSON: application/json, or application/cloudevents+json with one event.');
  const understanding = await read(door, request);
  switch (understanding.kind) {
    case 'ignored':
      return answer(200, { status: 'ignored', reason: understanding.reason });
    case 'not-understood':
      return await keep(door, request, understanding.reason);
    case 'inputs':
      await door.queues.sendInputs(understanding.inputs);
      return answer(200, { status: 'accepted' });
  }
};

const read = async ({ env, secrets }: Door, { platform, headers, body, now }: Request): Promise<Understanding> => {
  const text = textOf(body);
  if (text === undefined) return { kind: 'not-understood', reason: 'the body is not UTF-8' };
  const key = identityKey(await secrets.keyVersions(env.KEYS_SECRET_ID));
  return understand({ headers, body: text, now }, { platform, key, receivedAt: now });
};

const keep = async ({ bucket, log, metrics }: Door, { platform, headers, body, now }: Request, reason: string): Promise<Answer> => {
  const key = await quarantine(bucket, { platform: platform.name, reason, receivedAt: now, headers, body });
  metrics.addMetric(METRICS.quarantined, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
  log.told('quarantined', { platform: platform.name, key, reason });
  return answer(202, { status: 'quarantined' });
};
