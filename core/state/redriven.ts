/**
 * Keeps an input's name over a redrive: hold items use the name, and the queue must not take the redriven
 * input for a repeat.
 */
import { idOf } from '../identity/identity.ts';

const REDRIVEN = 'redriven.';

/**
 * The deduplication id under which an input leaves the dead-letter queue. One dead letter always gets the
 * same id, so a redrive may be repeated.
 */
export const redrivenAs = (input: string, deadLetterId: string): string =>
  `${REDRIVEN}${idOf('redrive', deadLetterId)}.${input}`;

/** The deduplication id of an input that advance puts back itself; `round` counts how often it did so. */
export const putBackAs = (input: string, messageId: string, round: number): string =>
  `${REDRIVEN}${idOf('redrive', messageId)}-${round}.${input}`;

/** How often advance has put the input back; a redrive starts the count again. */
export const roundOf = (deduplicationId: string): number =>
  Number(/^redriven\.[^.]*-(\d+)\./.exec(deduplicationId)?.[1] ?? 0);

/** The input's own name: its first deduplication id, whether or not it was redriven since. */
export const inputNameOf = (deduplicationId: string): string =>
  isRedriven(deduplicationId) ? deduplicationId.split('.').slice(2).join('.') : deduplicationId;

export const isRedriven = (deduplicationId: string): boolean => deduplicationId.startsWith(REDRIVEN);
