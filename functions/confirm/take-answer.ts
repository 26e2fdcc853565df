/**
 * Handles a request to an answer link: opening it answers nothing, because programs open links too; the
 * button does. handler → [this] → input queue
 */

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ownEvent } from '../../core/events/own-event.ts';
import { idOf } from '../../core/identity/identity.ts';
import type { LinkClaims } from '../../core/identity/link-token.ts';
import { present } from '../../core/present.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { Instant } from '../../core/time/instant.ts';
import { liveShop } from '../../doors/live-shop.ts';
import { readLinkOf } from '../../doors/read-link.ts';
import type { AnswerView } from '../../pages/answer/answer-page.ts';
import type { ConfirmDeps } from './deps.ts';

export const takeAnswer = async (deps: ConfirmDeps, event: APIGatewayProxyEventV2): Promise<AnswerView> => {
  const shop = await liveShop(deps);
  const claims = await readLinkOf(deps.keys, event, 'answer');
  const { answered } = claims ?? {};
  if (!claims || !answered) return { state: 'invalid', shop };
  const stays = answered.answer === STAY;
  const { profile } = await deps.look(claims.profileId, []);
  if (!profile || (await isErased(deps, claims, profile))) return { state: 'gone', shop, stays };
  if (event.requestContext.http.method !== 'POST') return { state: 'ask', shop, stays };
  await deps.queues.sendInputs([answerInput(claims, answered, deps.now())]);
  return { state: 'done', shop, stays };
};

/** True where the person was erased after the mail; a later mail to the same address is another matter. */
const isErased = async (
  { ledger }: ConfirmDeps,
  { messageId }: LinkClaims,
  { erasedAt }: Profile,
): Promise<boolean> => {
  if (erasedAt === undefined) return false;
  const [row] = messageId === undefined ? [] : await ledger.read([messageId]);
  return row === undefined || row.message.decidedAt <= erasedAt;
};

/** The answer behind `links.stay`. */
const STAY = 'stay';

type Answered = NonNullable<LinkClaims['answered']>;

/**
 * Pressing the button of one answer again repeats the same input, and the first date counts; another answer
 * of the same mail is another input.
 */
const answerInput = (
  { profileId, messageId }: LinkClaims,
  { question, answer }: Answered,
  at: Instant,
): EventInput => {
  const id = idOf('answer', profileId, messageId ?? '', question, answer);
  const data = { question, answer, ...present({ message_id: messageId }) };
  const event = ownEvent({ id, name: 'survey.answered', at, source: 'answer', data });
  return eventInput(event, { profileId, receivedAt: at });
};
