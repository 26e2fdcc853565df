/**
 * Handles one notification in the order that keeps the promise: first who must not be written to any more,
 * then the ledger, then the profile.
 */

import { METRICS } from '../../contract/routes.ts';
import { type GatePlace, newestPlace, tagOf } from '../../core/consent/gate-places.ts';
import { type Feedback, translateFeedback } from '../../core/message/feedback.ts';
import { present } from '../../core/present.ts';
import type { ReasonCode } from '../../core/reason.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { Input } from '../../core/state/input.ts';
import type { Instant } from '../../core/time/instant.ts';
import { failedInputs, readFailed } from '../../doors/acts.ts';
import type { ReceiveFeedbackDeps } from './deps.ts';
import { takeInWhatsapp, whatsappIn } from './take-in-whatsapp.ts';

/**
 * A record that fails does not keep the others from counting. The error delivers all of them again, which is
 * harmless.
 */
export const takeInAll = async (
  deps: ReceiveFeedbackDeps,
  records: readonly Readonly<{ Sns: Readonly<{ Message: string }> }>[],
): Promise<void> => {
  const failures: unknown[] = [];
  for (const { Sns } of records)
    await takeIn(deps, Sns.Message).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
};

/**
 * Handles one record of SNS. Throws where it is neither an SES event nor one of WhatsApp, so that it ends in
 * the dead-letter queue instead of vanishing.
 */
export const takeIn = async (deps: ReceiveFeedbackDeps, body: string): Promise<void> => {
  const now = deps.now();
  const notification: unknown = JSON.parse(body);
  const whatsapp = whatsappIn(notification);
  if (whatsapp) {
    const why = await takeInWhatsapp(deps, whatsapp);
    return why === undefined ? undefined : ignore(deps, why);
  }
  const translation = translateFeedback(notification, now);
  switch (translation.kind) {
    case 'malformed':
      throw new Error(translation.problem);
    case 'ignored':
      return ignore(deps, translation.why);
    case 'feedback':
      return apply(deps, translation.feedback, now);
  }
};

const ignore = ({ metrics, log }: ReceiveFeedbackDeps, why: string): void => {
  metrics.count(METRICS.feedbackIgnored, 1);
  log.info('feedback ignored', { why });
};

/**
 * Mail of other senders under the same configuration set has none of our tags; an address that bounced must
 * still not be written to.
 */
const apply = async (
  deps: ReceiveFeedbackDeps,
  { messageId, outcome, reason, at, providerId, suppress, withdraw = [], event, about }: Feedback,
  now: Instant,
): Promise<void> => {
  if (suppress) await stop(deps, suppress, at);
  for (const place of await placesOf(deps, withdraw))
    await deps.gateItems.stopMarketing(place, at, 'withdrawn');
  if (messageId === undefined) return ignore(deps, 'not-our-message');
  if (outcome !== undefined)
    await deps.ledger.feedback(messageId, outcome, at, present({ providerId, reason }));
  const inputs: readonly Input[] = [
    ...(event ? [await inputOf(deps, { ...event, about }, now)] : []),
    ...(reason ? await failed(deps, messageId, reason) : []),
  ];
  if (inputs.length > 0) await deps.queues.sendInputs(inputs);
};

/**
 * The customer may have another address when the event arrives, so the event says which address it is about.
 */
const inputOf = async (
  { keys }: ReceiveFeedbackDeps,
  { event, profileId, about }: NonNullable<Feedback['event']> & Pick<Feedback, 'about'>,
  receivedAt: Instant,
): Promise<Input> => {
  const data =
    about === undefined
      ? event.data
      : { ...event.data, for: tagOf(await keys(), { channel: 'email', address: about }) };
  return eventInput({ ...event, data }, { profileId, receivedAt });
};

const failed = async (
  deps: ReceiveFeedbackDeps,
  messageId: string,
  reason: ReasonCode,
): Promise<readonly Input[]> => {
  const row = await readFailed(deps, messageId);
  return row ? failedInputs(row, reason, deps.now()) : [];
};

const stop = async (
  deps: ReceiveFeedbackDeps,
  { addresses, by }: NonNullable<Feedback['suppress']>,
  at: Instant,
): Promise<void> => {
  for (const place of await placesOf(deps, addresses)) await deps.gateItems.stopAll(place, at, by);
};

const placesOf = async (
  { keys }: ReceiveFeedbackDeps,
  addresses: readonly string[],
): Promise<readonly GatePlace[]> => {
  if (addresses.length === 0) return [];
  const versions = await keys();
  return addresses.map((address) => newestPlace(versions, { channel: 'email', address }));
};
