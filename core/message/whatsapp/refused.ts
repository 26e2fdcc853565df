/** From what a transport answered to what is known of the message: the same words for both transports. */
import type { SendResult } from '../send-result.ts';
import { refusalOf } from './errors.ts';

/** `why` goes into the log: names and codes, never what the provider quotes from the message. */
export const resultOfRefusal = (why: string, code: number | undefined, status: number | undefined): SendResult => {
  const refusal = refusalOf(code, status);
  switch (refusal.kind) {
    case 'final':
      return { kind: 'rejected', why, reason: refusal.reason, ...(refusal.optOut ? { optOut: true } : {}) };
    case 'later':
      return { kind: 'later', why, ...(refusal.slow ? { slow: true } : {}) };
    case 'unclear':
      return { kind: 'unclear', why };
  }
};
