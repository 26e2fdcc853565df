/** When a step turns to its second channel, and what the two messages of such a step are called. */
import { idOf } from '../../identity/identity.ts';
import { REASONS, type ReasonCode } from '../../reason.ts';

/** The enrollment id is made from profile and flow, and survives a merge: so does the message id. */
export const messageIdOf = (entryId: string, stepId: string): string => idOf('message', entryId, stepId);

export const fallbackIdOf = (entryId: string, stepId: string): string =>
  idOf('message', entryId, stepId, 'fallback');

/** True for reasons that lie in the channel; all others (an order, the night) hold for every channel. */
export const isOfTheChannel = (reason: ReasonCode): boolean => REASONS[reason].ofChannel === true;
