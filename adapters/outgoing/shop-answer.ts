/** What an answer of a shop's API says, as far as it says the same on every platform. */

import type { ShopRefusal } from '../../core/ports/shop-refusal.ts';
import { present } from '../../core/present.ts';
import { NotPublic, type PublicAnswer } from './public-request.ts';

const SECOND_MS = 1_000;

/** Undefined where the body has to be read: the call went through. */
export const refusalIn = ({ status, retryAfterSeconds, resetMs }: PublicAnswer): ShopRefusal | undefined => {
  if (status >= 200 && status < 300) return undefined;
  const why = `HTTP ${status}`;
  if (status === 401 || status === 403) return { kind: 'refused', why, credentials: true };
  if (status === 408 || status === 429 || status === 430 || status >= 500)
    return present({
      kind: 'later',
      why,
      afterMs: status === 429 && resetMs !== undefined ? resetMs : secondsInMs(retryAfterSeconds),
    });
  return { kind: 'refused', why };
};

const secondsInMs = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * SECOND_MS;

/**
 * No answer came. The shop may have done what it was asked all the same, which the next attempt finds out; an
 * address that is not public stays so until somebody mends it.
 */
export const noAnswer = (error: unknown): ShopRefusal =>
  error instanceof NotPublic
    ? { kind: 'refused', why: error.name }
    : { kind: 'later', why: error instanceof Error ? error.name : 'Error' };

/** The body as JSON; undefined for a page of whatever stands before the shop. */
export const jsonIn = ({ body }: PublicAnswer): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** The same second; shops keep no fractions. */
export const sameEnd = (stated: string | null | undefined, wanted: number | undefined): boolean => {
  if (wanted === undefined) return stated === null || stated === undefined;
  if (typeof stated !== 'string') return false;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(stated) ? stated : `${stated}Z`;
  return Math.floor(Date.parse(zoned) / SECOND_MS) === Math.floor(wanted / SECOND_MS);
};

/** A moment without fractions of a second, which WooCommerce would not understand. */
export const wholeSecond = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
