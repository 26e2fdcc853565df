/**
 * How an input keeps its name over a redrive: hold items go by it, and the queue must not take the redriven
 * one for a repeat.
 */
import { idOf } from '../identity/identity.ts';

const REDRIVEN = 'redriven.';

/**
 * The deduplication id under which an input leaves the dead-letter queue. The same dead letter gets the same
 * one, so a redrive may be repeated.
 */
export const redrivenAs = (input: string, deadLetterId: string): string =>
  `${REDRIVEN}${idOf('redrive', deadLetterId)}.${input}`;

/** The same for an input that advance puts back itself: `round` tells how often it did so. */
export const putBackAs = (input: string, messageId: string, round: number): string =>
  `${REDRIVEN}${idOf('redrive', messageId)}-${round}.${input}`;

/** How often advance has put it back; a redrive begins anew. */
export const roundOf = (deduplicationId: string): number =>
  Number(/^redriven\.[^.]*-(\d+)\./.exec(deduplicationId)?.[1] ?? 0);

/** The input's own name: its first deduplication id, whether it was redriven since or not. */
export const inputNameOf = (deduplicationId: string): string =>
  isRedriven(deduplicationId) ? deduplicationId.split('.').slice(2).join('.') : deduplicationId;

export const isRedriven = (deduplicationId: string): boolean => deduplicationId.startsWith(REDRIVEN);
