/** When a step turns to its second channel, and what the two messages of such a step are called. */
import { idOf } from '../../identity/identity.ts';
import type { ReasonCode } from '../../reason.ts';

/** The entry id is made from profile and flow, and survives a merge: so does the message id. */
export const messageIdOf = (entryId: string, stepId: string): string => idOf('message', entryId, stepId);

export const fallbackIdOf = (entryId: string, stepId: string): string =>
  idOf('message', entryId, stepId, 'fallback');

/**
 * Reasons that lie in the channel: another one may do. All others (an order, a left audience, the night) hold
 * for every channel.
 */
const OF_THE_CHANNEL: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'no-legal-basis',
  'suppressed',
  'channel-off',
  'no-address',
  'template-missing',
  // Each channel has a text of its own.
  'content-invalid',
  'whatsapp-window',
  'budget',
  // Only the provider can say these.
  'provider-cap',
  'rejected',
]);

export const isOfTheChannel = (reason: ReasonCode): boolean => OF_THE_CHANNEL.has(reason);
