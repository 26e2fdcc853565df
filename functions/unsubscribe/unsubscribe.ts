/**
 * Handles a request to the unsubscribe address: opening it never unsubscribes, every POST with one of our
 * links does. handler → [this]
 */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ownEvent } from '../../core/events/own-event.ts';
import { idOf } from '../../core/identity/identity.ts';
import type { Keys } from '../../core/identity/keys.ts';
import { type LinkClaims, signLink } from '../../core/identity/link-token.ts';
import { present } from '../../core/present.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Instant } from '../../core/time/instant.ts';
import { liveShop } from '../../doors/live-shop.ts';
import { readLinkOf } from '../../doors/read-link.ts';
import type { UnsubscribeView } from '../../pages/unsubscribe/unsubscribe-page.ts';
import type { UnsubscribeDeps } from './deps.ts';

/**
 * Writes the gate item first: from then on no marketing leaves, whatever else fails. Where the queue does not
 * accept the event, the whole request fails, so that the mail program or the person repeats it and the
 * timeline gets the event too. Repeating is harmless.
 */
export const unsubscribe = async (
  deps: UnsubscribeDeps,
  event: APIGatewayProxyEventV2,
): Promise<UnsubscribeView> => {
  const claims = await readLinkOf(deps.keys, event, 'unsubscribe');
  if (!claims) return { state: 'invalid', shop: await liveShop(deps) };
  const { channel } = claims;
  const keys = await deps.keys();
  const preferences = preferencesPath(keys, claims);
  if (event.requestContext.http.method !== 'POST')
    return { state: 'ask', channel, preferences, shop: await liveShop(deps) };
  const [at, source] = [deps.now(), sourceOf(event)];
  await deps.gateItems.stopMarketing({ hash: claims.gateHash, channel: claims.channel }, at, 'unsubscribe');
  await deps.queues.sendInputs([withdrawal(claims, at, source)]);
  // Mail programs show their user no answer, so only the page needs the shop.
  const shop = source === 'page' ? await liveShop(deps) : undefined;
  return {
    state: 'done',
    channel,
    preferences,
    back: signLink(keys, { ...claims, purpose: 'sign-up' }),
    shop,
  };
};

/**
 * A link to the preferences, made from the claims of the unsubscribe link: whoever may unsubscribe may also
 * choose.
 */
const preferencesPath = (keys: Keys, claims: LinkClaims): string =>
  `/preferences/${signLink(keys, { ...claims, purpose: 'preferences' })}`;

/**
 * One event per link and minute: a repeated click is the same withdrawal, and one after a new consent is
 * another.
 */
const withdrawal = (
  { profileId, channel, messageId, gateHash }: LinkClaims,
  at: Instant,
  source: string,
): EventInput => {
  const id = idOf('unsubscribe', channel, gateHash, messageId ?? '', Math.floor(at / MINUTE_MS));
  const evidence = present({ source, message_id: messageId });
  const data = { channel, purpose: 'marketing', evidence };
  const event = ownEvent({ id, name: 'consent.withdrawn', at, source: 'unsubscribe', data });
  return eventInput(event, { profileId, receivedAt: at });
};

const MINUTE_MS = 60_000;

/**
 * RFC 8058 sends `List-Unsubscribe=One-Click`, urlencoded or as a part of a form; only the evidence depends
 * on it.
 */
const sourceOf = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): 'one-click' | 'page' => {
  const start = (body ?? '').slice(0, BODY_CHARS);
  return /one-click/i.test(isBase64Encoded ? Buffer.from(start, 'base64').toString() : start)
    ? 'one-click'
    : 'page';
};

const BODY_CHARS = 4_096;
