/**
 * I6 as well: no marketing for somebody of whom an input lies in the dead letters, because it may be the
 * order.
 */
import { type Check, customerAt, iso } from './problem.ts';
import { isMarketing } from './reached.ts';

/** Of a sender that stood still after its last look only the look can be judged, and nobody saw what it saw. */
const STANDSTILL_MS = 60_000;

export const heldBack: Check = (facts) =>
  facts.witness.mails.flatMap((mail) =>
    mail.held && isMarketing(mail) && mail.at - mail.read.at < STANDSTILL_MS
      ? [
          {
            invariant: 'I6',
            ...customerAt(facts, mail.to),
            text: `${mail.flow}/${mail.step} left for ${mail.to} at ${iso(mail.at)} with an input of theirs in the dead letters`,
          },
        ]
      : [],
  );
