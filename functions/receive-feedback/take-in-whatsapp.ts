/**
 * Handles one notification of AWS End User Messaging, which wraps an entry of Meta as text. SNS → handler →
 * [this] → gate items, ledger, input queue
 */
import * as z from 'zod';
import { boundedText } from '../../core/bounded.ts';
import { identityKey } from '../../core/identity/keys.ts';
import type { Instant } from '../../core/time/instant.ts';
import { performActs } from '../../doors/acts.ts';
import { readJson } from '../../platforms/json.ts';
import { type MessageStatus, notUnderstood, type Translation } from '../../platforms/platform.ts';
import { addressed } from '../../platforms/understand.ts';
import { translateBatch } from '../../platforms/whatsapp/batch.ts';
import { whatsapp } from '../../platforms/whatsapp/whatsapp.ts';
import type { ReceiveFeedbackDeps } from './deps.ts';

const envelope = z.object({
  whatsAppWebhookEntry: z.string(),
  messageId: boundedText(256, 1).optional().catch(undefined),
});
type WhatsappNotification = z.infer<typeof envelope>;

/** Undefined where the notification is about something else. */
export const whatsappIn = (notification: unknown): WhatsappNotification | undefined =>
  envelope.safeParse(notification).data;

/**
 * Returns why nothing in it was for us, if so. A part that cannot be understood throws after everything else
 * was handled, and ends in the dead-letter queue.
 */
export const takeInWhatsapp = async (
  deps: ReceiveFeedbackDeps,
  notification: WhatsappNotification,
): Promise<string | undefined> => {
  const now = deps.now();
  const key = identityKey(await deps.keys());
  const understanding = addressed(translationOf(notification, now), {
    platform: whatsapp,
    key,
    receivedAt: now,
    now,
  });
  if (understanding.kind === 'ignored') return understanding.reason;
  if (understanding.kind === 'not-understood')
    throw new Error(`not a WhatsApp notification: ${understanding.reason}`);
  const followed = await performActs(deps, understanding.acts);
  await deps.queues.sendInputs([...understanding.inputs, ...followed]);
  if (understanding.leftOver !== undefined)
    throw new Error(`a part of a WhatsApp notification was not understood: ${understanding.leftOver}`);
  return undefined;
};

const translationOf = (
  { whatsAppWebhookEntry, messageId }: WhatsappNotification,
  now: Instant,
): Translation => {
  const json = readJson(whatsAppWebhookEntry);
  if (!json.ok) return notUnderstood(json.problem);
  const translation = translateBatch([json.value], now);
  return messageId === undefined ? translation : knownTo(translation, messageId);
};

/**
 * Adds AWS's own id of a message: AWS answers a send with its own id, not with Meta's, so a status of one
 * message is found by either.
 */
const knownTo = (translation: Translation, awsId: string): Translation => {
  if (translation.kind !== 'events' || translation.acts?.length !== 1) return translation;
  const [act] = translation.acts;
  if (act?.kind !== 'status') return translation;
  const status: MessageStatus = { ...act.status, providerIds: [...act.status.providerIds, awsId] };
  return { ...translation, acts: [{ kind: 'status', status }] };
};
