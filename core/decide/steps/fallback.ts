/** Decides when a step uses its second channel, and makes the ids of its two messages. */
import { idOf } from '../../identity/identity.ts';
import { REASONS, type ReasonCode } from '../../reason.ts';

/** The enrollment id is made from profile and flow and survives a merge, so the message id does too. */
export const messageIdOf = (entryId: string, stepId: string): string => idOf('message', entryId, stepId);

export const fallbackIdOf = (entryId: string, stepId: string): string =>
  idOf('message', entryId, stepId, 'fallback');

/**
 * True for reasons that concern the channel only; all others (an order, the night) hold for every channel.
 */
export const isOfTheChannel = (reason: ReasonCode): boolean => REASONS[reason].ofChannel === true;
