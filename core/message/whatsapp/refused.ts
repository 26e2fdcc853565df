/** Turns a transport's refusal into the result of the send, in the same way for both transports. */
import { present } from '../../present.ts';
import type { SendResult } from '../send-result.ts';
import { refusalOf } from './errors.ts';

/** `why` goes into the log: it holds names and codes, never the provider's quotes from the message. */
export const resultOfRefusal = (
  why: string,
  code: number | undefined,
  status: number | undefined,
): SendResult => {
  const refusal = refusalOf(code, status);
  switch (refusal.kind) {
    case 'final':
      return present({
        kind: 'rejected',
        why,
        reason: refusal.reason,
        optOut: refusal.optOut ? true : undefined,
      });
    case 'later':
      return present({ kind: 'later', why, slow: refusal.slow ? true : undefined });
    case 'unclear':
      return { kind: 'unclear', why };
  }
};
