/**
 * What happens to a request that is welcome: into the queue, ignored, or into quarantine. Answers 2xx only
 * after it is stored.
 */
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { textOf } from '../../adapters/buckets/quarantine.ts';
import type { ReceiveWebhookEnv } from '../../contract/environment.ts';
import { METRICS } from '../../contract/routes.ts';
import { identityKey } from '../../core/identity/keys.ts';
import { mentionedIn } from '../../core/identity/mentioned.ts';
import type { Quarantine } from '../../core/ports/quarantine.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { Secrets } from '../../core/ports/secrets.ts';
import { DATA_REQUESTED } from '../../core/privacy/rights.ts';
import type { Input } from '../../core/state/input.ts';
import { type ActDeps, performActs } from '../../doors/acts.ts';
import { type ErasingDeps, eraseFirst } from '../../doors/erasing.ts';
import { type Understanding, understand } from '../../platforms/understand.ts';
import type { Log } from '../../runtime/log.ts';
import { type Answer, answer, refusal } from './answer.ts';
import type { Request } from './request.ts';

type Door = Readonly<{
  env: ReceiveWebhookEnv;
  secrets: Secrets;
  acts: ActDeps;
  erasing: ErasingDeps;
  queues: Queues;
  quarantine: Quarantine;
  log: Log;
  metrics: Metrics;
}>;

export const accept = async (door: Door, request: Request): Promise<Answer> => {
  if (!request.platform.accepts(request.headers['content-type'] ?? ''))
    return refusal(
      415,
      'unsupported-media-type',
      'Send JSON: application/json, or application/cloudevents+json with one event.',
    );
  const understanding = await read(door, request);
  switch (understanding.kind) {
    case 'ignored':
      return answer(200, { status: 'ignored', reason: understanding.reason });
    case 'not-understood':
      return await keep(door, request, understanding.reason);
    case 'inputs':
      await takeIn(door, understanding);
      return understanding.leftOver === undefined
        ? answer(200, { status: 'accepted' })
        : await keep(door, request, understanding.leftOver);
  }
};

/**
 * What has to hold before the answer goes first: a stop that is in force and not yet on the timeline does no
 * harm, the other way round does.
 */
const takeIn = async (
  door: Door,
  understanding: Extract<Understanding, { kind: 'inputs' }>,
): Promise<void> => {
  const { acts, erasing, queues } = door;
  const followed = await performActs(acts, understanding.acts);
  const inputs = await eraseFirst(erasing, understanding.inputs);
  await queues.sendInputs([...inputs, ...followed]);
  countPrivacy(door, inputs);
  countUnread(door, inputs);
};

/** Counted, so that a platform whose phone numbers or languages are never read is noticed. */
const countUnread = ({ metrics, log }: Door, inputs: readonly Input[]): void => {
  const fields = inputs.flatMap((input) =>
    input.kind === 'event' || input.kind === 'catalogue' ? (input.event.unread ?? []) : [],
  );
  if (fields.length === 0) return;
  metrics.addMetric(METRICS.unreadFields, MetricUnit.Count, fields.length);
  metrics.publishStoredMetrics();
  log.told('fields not read', { fields: [...new Set(fields)].join(', ') });
};

/** Both need a person of the shop within 30 days, whatever the engine does by itself. */
const countPrivacy = ({ metrics }: Door, inputs: readonly Input[]): void => {
  const requests = inputs.filter(
    (input) => input.kind === 'erase-shop' || (input.kind === 'event' && input.event.name === DATA_REQUESTED),
  );
  if (requests.length === 0) return;
  metrics.addMetric(METRICS.dataRequests, MetricUnit.Count, requests.length);
  metrics.publishStoredMetrics();
};

const read = async (
  { env, secrets }: Door,
  { platform, headers, body, now }: Request,
): Promise<Understanding> => {
  const text = textOf(body);
  if (text === undefined) return { kind: 'not-understood', reason: 'the body is not UTF-8' };
  const key = identityKey(await secrets.keyVersions(env.KEYS_SECRET_ID));
  return understand({ headers, body: text, now }, { platform, key, receivedAt: now });
};

const keep = async (
  { env, secrets, quarantine, log, metrics }: Door,
  { platform, headers, body, now }: Request,
  reason: string,
): Promise<Answer> => {
  const mentioned = mentionedIn(textOf(body) ?? '', {
    key: identityKey(await secrets.keyVersions(env.KEYS_SECRET_ID)),
    platform: platform.name,
  });
  const key = await quarantine.keep(
    { platform: platform.name, reason, receivedAt: now, headers, body },
    mentioned,
  );
  metrics.addMetric(METRICS.quarantined, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
  log.told('quarantined', { platform: platform.name, key, reason });
  return answer(202, { status: 'quarantined' });
};
