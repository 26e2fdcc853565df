/**
 * The answers to browsers. Nothing in them is about anybody, and no cookie is ever read, so every page may
 * see them; which pages may send is judged by `Origin` (receive.ts).
 */

import { LIMITS } from '../../core/limits.ts';
import { type Answer, answer, refusal, unavailable } from '../../doors/json-answer.ts';

const CORS = { 'access-control-allow-origin': '*' };
const PREFLIGHT = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
};

const open = (made: Answer): Answer => ({ ...made, headers: { ...made.headers, ...CORS } });
const refuse = (status: number, error: string, message: string): Answer =>
  open(refusal(status, error, message));

export const greeting = (): Answer => ({ statusCode: 204, headers: { ...CORS, ...PREFLIGHT } });
/** Taken as a whole. */
export const TAKEN: Answer = { statusCode: 204, headers: CORS };

/** Taken in part: what was left out, and why. */
export const takenInPart = (
  accepted: number,
  left: readonly Readonly<{ event: number; reason: string }>[],
): Answer => open(answer(202, { accepted, left }));

export const AGAIN = open(unavailable('The events were not taken. Send them again.'));
export const WRONG_KEY = refuse(
  401,
  'key-wrong',
  'The address ends in /events?key= and the write key of this shop. Copy it anew from the secret of write keys.',
);
export const WRONG_ORIGIN = refuse(
  403,
  'origin-not-allowed',
  'This page is not among those that may send. Add its origin to tracker.origins in settings.json.',
);
export const TOO_LARGE = refuse(413, 'too-large', `The body is larger than ${LIMITS.browseBodyBytes} bytes.`);
export const UNSUPPORTED = refuse(
  415,
  'unsupported-media-type',
  'Send JSON as text/plain (as sendBeacon does) or application/json.',
);
export const unreadable = (problem: string): Answer => refuse(400, 'unreadable', `${problem}.`);

export const tooMany = (waitMs: number): Answer =>
  open(
    answer(
      429,
      {
        error: 'too-many-requests',
        message: 'Too many events; send again after the seconds in Retry-After.',
      },
      { 'retry-after': String(Math.ceil(waitMs / SECOND_MS)) },
    ),
  );
const SECOND_MS = 1_000;
