/**
 * What happens to a request that is welcome: into the queue, ignored, or into quarantine. Answers 2xx only
 * after it is stored.
 */
import { textOf } from '../../adapters/buckets/quarantine.ts';
import { METRICS } from '../../contract/routes.ts';
import { identityKey } from '../../core/identity/keys.ts';
import { mentionedIn } from '../../core/identity/mentioned.ts';
import { DATA_REQUESTED } from '../../core/privacy/rights.ts';
import type { Input } from '../../core/state/input.ts';
import { performActs } from '../../doors/acts.ts';
import { eraseFirst } from '../../doors/erasing.ts';
import { type Answer, answer, refusal } from '../../doors/json-answer.ts';
import { type Understanding, understand } from '../../platforms/understand.ts';
import type { ReceiveWebhookDeps } from './deps.ts';
import type { Request } from './request.ts';

export const accept = async (deps: ReceiveWebhookDeps, request: Request): Promise<Answer> => {
  if (!request.platform.accepts(request.headers['content-type'] ?? ''))
    return refusal(
      415,
      'unsupported-media-type',
      'Send JSON: application/json, or application/cloudevents+json with one event.',
    );
  const understanding = await read(deps, request);
  switch (understanding.kind) {
    case 'ignored':
      return answer(200, { status: 'ignored', reason: understanding.reason });
    case 'not-understood':
      return await keep(deps, request, understanding.reason);
    case 'inputs':
      await takeIn(deps, understanding);
      return understanding.leftOver === undefined
        ? answer(200, { status: 'accepted' })
        : await keep(deps, request, understanding.leftOver);
  }
};

/**
 * What has to hold before the answer goes first: a stop that is in force and not yet on the timeline does no
 * harm, the other way round does.
 */
const takeIn = async (
  deps: ReceiveWebhookDeps,
  understanding: Extract<Understanding, { kind: 'inputs' }>,
): Promise<void> => {
  const followed = await performActs(deps, understanding.acts);
  const inputs = await eraseFirst(deps, understanding.inputs);
  await deps.queues.sendInputs([...inputs, ...followed]);
  countPrivacy(deps, inputs);
  countUnread(deps, inputs);
};

/** Counted, so that a platform whose phone numbers or languages are never read is noticed. */
const countUnread = ({ metrics, log }: ReceiveWebhookDeps, inputs: readonly Input[]): void => {
  const fields = inputs.flatMap((input) =>
    input.kind === 'event' || input.kind === 'catalogue' ? (input.event.unread ?? []) : [],
  );
  if (fields.length === 0) return;
  metrics.count(METRICS.unreadFields, fields.length);
  log.info('fields not read', { fields: [...new Set(fields)].join(', ') });
};

/** Both need a person of the shop within 30 days, whatever the engine does by itself. */
const countPrivacy = ({ metrics }: ReceiveWebhookDeps, inputs: readonly Input[]): void => {
  const requests = inputs.filter(
    (input) => input.kind === 'erase-shop' || (input.kind === 'event' && input.event.name === DATA_REQUESTED),
  );
  if (requests.length > 0) metrics.count(METRICS.dataRequests, requests.length);
};

const read = async (
  { keys }: ReceiveWebhookDeps,
  { platform, headers, body, now }: Request,
): Promise<Understanding> => {
  const text = textOf(body);
  if (text === undefined) return { kind: 'not-understood', reason: 'the body is not UTF-8' };
  const key = identityKey(await keys());
  return understand({ headers, body: text, now }, { platform, key, receivedAt: now });
};

const keep = async (
  { keys, quarantine, log, metrics }: ReceiveWebhookDeps,
  { platform, headers, body, now }: Request,
  reason: string,
): Promise<Answer> => {
  const mentioned = mentionedIn(textOf(body) ?? '', {
    key: identityKey(await keys()),
    platform: platform.name,
  });
  const key = await quarantine.keep(
    { platform: platform.name, reason, receivedAt: now, headers, body },
    mentioned,
  );
  metrics.count(METRICS.quarantined, 1);
  log.info('quarantined', { platform: platform.name, key, reason });
  return answer(202, { status: 'quarantined' });
};
