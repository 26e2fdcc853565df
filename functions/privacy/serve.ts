/** Executes each command. handler → [this] → stores, queue */
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { idOf, keyedIdOf } from '../../core/identity/identity.ts';
import { identityKey } from '../../core/identity/keys.ts';
import { exportOf } from '../../core/privacy/privacy-export.ts';
import { ERASED } from '../../core/privacy/rights.ts';
import { zoneOf } from '../../core/time/zone.ts';
import { collectCustomer } from '../../doors/collect-customer.ts';
import { eraseFirst } from '../../doors/erasing.ts';
import { type Answer, answer, refusal } from '../../doors/json-answer.ts';
import { liveShop } from '../../doors/live-shop.ts';
import { carryOutOnce } from '../../doors/once.ts';
import { languageOf, pageAnswer } from '../../doors/page-answer.ts';
import { exportPage } from '../../pages/privacy/privacy-page.ts';
import type { PrivacyDeps } from './deps.ts';
import { inputFor } from './input-for.ts';
import type { PersonOrder, PrivacyRequest } from './request.ts';
import { decideShop, waitingShops } from './shops.ts';
import { suppress } from './suppress.ts';
import { type Who, whoIs } from './who.ts';

/** Each delivery counts once: somebody who obtained a signed command learns nothing by sending it again. */
export const serve = async (deps: PrivacyDeps, request: PrivacyRequest): Promise<Answer> => {
  const key = identityKey(await deps.keys());
  const mark = { hash: keyedIdOf(key, 'once', 'privacy', request.id), meaning: 'command' };
  const carried = await carryOutOnce(deps, mark, () => carryOut(deps, request));
  if ('result' in carried) return carried.result;
  if (carried.before.kind === 'busy') throw new Error('another delivery of it is being carried out');
  return REPEATED;
};

const REPEATED = refusal(
  409,
  'repeated',
  'A command with this webhook-id was carried out before. Give it a new id and sign it again.',
);

const carryOut = async (deps: PrivacyDeps, request: PrivacyRequest): Promise<Answer> => {
  const { order } = request;
  if (!('identity' in order)) {
    deps.log.info('privacy command', { command: order.command });
    return order.command === 'waiting-shops' ? waitingShops(deps) : decideShop(deps, order);
  }
  const who = await whoIs(deps, order);
  if (who.ambiguous) return AMBIGUOUS;
  if (who.sharedNumber && order.command !== 'suppress') return SHARED_NUMBER;
  deps.log.info('privacy command', { command: order.command, people: who.people.length });
  switch (order.command) {
    case 'export':
      return exportPerson(deps, request, who);
    case 'erase':
      return erase(deps, order, who);
    case 'suppress':
      return suppress(deps, order, who);
  }
};

const AMBIGUOUS = refusal(
  409,
  'ambiguous',
  'Several platforms or shops know a customer by this id. Name the platform beside it, such as "platform": "shopify", or the shop within it, such as "customer_id": "tea.example~17".',
);

const SHARED_NUMBER = refusal(
  409,
  'shared-number',
  'This number is shared: several people are known with it, so it does not say who is meant. Nothing was done. Name an e-mail address or a customer_id.',
);

const NOBODY = refusal(
  404,
  'unknown',
  'Nobody is known under this identity, or nothing was heard since the person was erased.',
);

/** Bytes of an answer; Lambda answers with at most 6 MB. */
const ANSWER_BYTES = 4 * 1024 * 1024;

const exportPerson = async (
  deps: PrivacyDeps,
  { format, event }: PrivacyRequest,
  { people }: Who,
): Promise<Answer> => {
  const [person] = people;
  if (!person) return NOBODY;
  const document = exportOf(await collectCustomer(deps, people), deps.now());
  const text = JSON.stringify(document, null, 2);
  if (Buffer.byteLength(text) > ANSWER_BYTES) return store(deps, person.id, text);
  if (format === 'html')
    return pageAnswer(
      200,
      exportPage(languageOf(event), document, {
        zone: zoneOf(person.person, { timeZone: 'UTC' }).zone,
        shop: await liveShop(deps),
      }),
    );
  return answer(200, document, { 'content-disposition': 'attachment; filename="customer.json"' });
};

/**
 * Stores an export that is too large for the answer, in the place of customers' own requests, for 30 days.
 */
const store = async ({ bucket, newToken }: PrivacyDeps, profileId: string, text: string): Promise<Answer> => {
  const key = `${RAW_PREFIX.exports}${profileId}/${idOf('export', newToken())}.json`;
  await bucket.put(key, text);
  return answer(202, { status: 'stored', key });
};

/**
 * Erases a person. The gate holds when it answers; the state follows within seconds. An unknown person is
 * erased too, so that events still on their way bring nobody back.
 */
const erase = async (
  deps: PrivacyDeps,
  { identity }: PersonOrder,
  { identities, people }: Who,
): Promise<Answer> => {
  const profileId = identity.profileId ?? identities[0]?.profileId;
  if (profileId === undefined) return NOBODY;
  const input = inputFor(deps, { profileId, name: ERASED, data: {} });
  await deps.queues.sendInputs(await eraseFirst(deps, [{ ...input, event: { ...input.event, identities } }]));
  return answer(202, { status: 'erasing', known: people.length > 0 });
};
