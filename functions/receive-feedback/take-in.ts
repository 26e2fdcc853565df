/** One SES event, in the order that keeps the promise: who must not be written to any more, then the ledger, then the profile. */
import { asciiAddress } from '../../adapters/mail-address.ts';
import type { GateItems } from '../../adapters/gate-items.ts';
import { METRICS } from '../../contract/routes.ts';
import type { Feedback } from '../../core/feedback.ts';
import { translateFeedback } from '../../core/feedback.ts';
import { idOf } from '../../core/identity.ts';
import type { EventInput } from '../../core/input.ts';
import type { Instant } from '../../core/instant.ts';
import type { Keys } from '../../core/keys.ts';
import { gateHash, newestVersion } from '../../core/keys.ts';
import type { Ledger, Queues } from '../../core/ports.ts';
import type { Log } from '../middleware/log.ts';
import type { CountMetrics } from '../middleware/metrics.ts';

export type FeedbackDeps = Readonly<{
  gateItems: GateItems;
  ledger: Pick<Ledger, 'feedback'>;
  queues: Queues;
  keys: () => Promise<Keys>;
  now: () => Instant;
  log: Log;
  metrics: CountMetrics;
}>;

/** Throws where the record is no SES event, so that it ends in the dead-letter queue instead of vanishing. */
export const takeIn = async (deps: FeedbackDeps, body: string): Promise<void> => {
  const now = deps.now();
  const translation = translateFeedback(JSON.parse(body), now);
  switch (translation.kind) {
    case 'malformed':
      throw new Error(translation.problem);
    case 'ignored':
      return ignore(deps, translation.why);
    case 'feedback':
      return apply(deps, translation.feedback, now);
  }
};

const ignore = ({ metrics, log }: FeedbackDeps, why: string): void => {
  metrics.count(METRICS.feedbackIgnored, 1);
  metrics.publish();
  log.told('feedback ignored', { why });
};

/** Mail of others under the same configuration set has no tags of ours; whom it bounced from must still not be written to. */
const apply = async (
  deps: FeedbackDeps,
  { messageId, outcome, at, providerId, suppress, event }: Feedback,
  now: Instant,
): Promise<void> => {
  if (suppress) await stop(deps, suppress, at);
  if (messageId === undefined) return ignore(deps, 'not-our-message');
  if (outcome !== undefined) await deps.ledger.feedback(messageId, outcome, at, providerId);
  if (event) await deps.queues.sendInputs([inputOf(event, now)]);
};

const stop = async (
  { gateItems, keys }: FeedbackDeps,
  { addresses, by }: NonNullable<Feedback['suppress']>,
  at: Instant,
): Promise<void> => {
  const versions = await keys();
  const version = newestVersion(versions);
  for (const address of addresses)
    await gateItems.stopAll({ hash: gateHash(versions, version, 'email', asciiAddress(address) ?? address), channel: 'email' }, at, by);
};

const inputOf = ({ profileId, event }: NonNullable<Feedback['event']>, receivedAt: Instant): EventInput => ({
  kind: 'event',
  inputId: idOf('event', event.source, event.id),
  profileId,
  receivedAt,
  event,
});
