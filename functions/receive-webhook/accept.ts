/**
 * Handles an authenticated request: its inputs go into the queue, or it is ignored or quarantined. Answers
 * 2xx only after everything is stored.
 */
import { textOf } from '../../adapters/buckets/quarantine.ts';
import { METRICS } from '../../contract/routes.ts';
import { identityKey } from '../../core/identity/keys.ts';
import { present } from '../../core/present.ts';
import { DATA_REQUESTED } from '../../core/privacy/rights.ts';
import type { Input } from '../../core/state/input.ts';
import { type Answer, answer, refusal } from '../../doors/json-answer.ts';
import { keepAside } from '../../doors/keep-aside.ts';
import { passNotice } from '../../doors/pass-notice.ts';
import { takeIn } from '../../doors/take-in.ts';
import { shopOfKept, understandInShop } from '../../platforms/in-shop.ts';
import { hasParcelService } from '../../platforms/lookup.ts';
import type { Understanding, Understood } from '../../platforms/understand.ts';
import type { ReceiveWebhookDeps } from './deps.ts';
import type { Request } from './request.ts';

export const accept = async (deps: ReceiveWebhookDeps, request: Request): Promise<Answer> => {
  if (!request.platform.accepts(request.headers['content-type'] ?? ''))
    return refusal(
      415,
      'unsupported-media-type',
      'Send JSON: application/json, or application/cloudevents+json with one event.',
    );
  const { platform, body, now: heardAt } = request;
  if (platform.notices && (await passNotice(deps, { platform, body: textOf(body) ?? '', heardAt })))
    return answer(200, { status: 'accepted' });
  const understanding = await read(deps, request);
  switch (understanding.kind) {
    case 'ignored':
      return answer(200, { status: 'ignored', reason: understanding.reason });
    case 'forbidden':
      deps.log.info('refused', { platform: request.platform.name, reason: understanding.reason });
      return SIGNATURE_NEEDED;
    case 'not-understood':
      return await keep(deps, request, understanding.reason);
    case 'inputs':
      return await pass(deps, request, understanding);
  }
};

const pass = async (deps: ReceiveWebhookDeps, request: Request, understood: Understood): Promise<Answer> => {
  const taken = await takeIn(deps, understood);
  if (taken.refused !== undefined) return keep(deps, request, taken.refused);
  countPrivacy(deps, taken.inputs);
  countUnread(deps, taken.inputs);
  countWarnings(deps, understood);
  return understood.leftOver === undefined
    ? answer(200, { status: 'accepted' })
    : keep(deps, request, understood.leftOver);
};

const SIGNATURE_NEEDED = refusal(
  403,
  'signature-needed',
  'Erasing somebody and asking for their data must be signed as Standard Webhooks; a bearer token is not enough.',
);

/** Counts unread fields, so that a platform whose phone numbers or languages are never read is noticed. */
const countUnread = ({ metrics, log }: ReceiveWebhookDeps, inputs: readonly Input[]): void => {
  const fields = inputs.flatMap((input) =>
    input.kind === 'event' || input.kind === 'catalogue' ? (input.event.unread ?? []) : [],
  );
  if (fields.length === 0) return;
  metrics.count(METRICS.unreadFields, fields.length);
  log.info('fields not read', { fields: [...new Set(fields)].join(', ') });
};

/** Says what the shop should change; the payload itself is in order. */
const countWarnings = ({ metrics, log }: ReceiveWebhookDeps, { warnings = [] }: Understood): void => {
  if (warnings.length === 0) return;
  metrics.count(METRICS.shopWarnings, warnings.length);
  for (const warning of warnings) log.info('the shop should change something', { warning });
};

/**
 * Counts requests for data and erasures of shops: an operator has to act, for the former within 30 days, for
 * the latter before the erasure runs by itself.
 */
const countPrivacy = ({ metrics }: ReceiveWebhookDeps, inputs: readonly Input[]): void => {
  const asked = inputs.filter((input) => input.kind === 'event' && input.event.name === DATA_REQUESTED);
  if (asked.length > 0) metrics.count(METRICS.dataRequests, asked.length);
  const left = inputs.filter(({ kind }) => kind === 'erase-shop');
  if (left.length > 0) metrics.count(METRICS.shopErasures, left.length);
};

const read = async (
  deps: ReceiveWebhookDeps,
  { platform, headers, body, now, bearer, ownSecret }: Request,
): Promise<Understanding> => {
  const text = textOf(body);
  if (text === undefined) return { kind: 'not-understood', reason: 'the body is not UTF-8' };
  const key = identityKey(await deps.keys());
  // A link by number costs a write, so it is made only where somebody may ask by number.
  const ordersByNumber = hasParcelService(await deps.webhookSecrets()) || undefined;
  return understandInShop(
    deps,
    { headers, body: text, now, ...present({ bearer }) },
    { platform, key, receivedAt: now, ordersByNumber },
    ownSecret && 'own-secret',
  );
};

const keep = async (
  deps: ReceiveWebhookDeps,
  { platform, headers, body, now, bearer, ownSecret }: Request,
  reason: string,
): Promise<Answer> => {
  const kept = { platform: platform.name, reason, receivedAt: now, signed: !bearer, headers, body };
  const refused = present({ ...kept, ownSecret });
  const text = textOf(body) ?? '';
  const shop = await shopOfKept(deps, platform, { headers, body: text });
  await keepAside(deps, refused, { text, shop });
  return answer(202, { status: 'quarantined' });
};
