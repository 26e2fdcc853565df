/** I6 as well: no marketing for somebody of whom an input lies in the dead letters, because it may be the order. */
import { type Check, customerAt, iso } from './problem.ts';

export const heldBack: Check = (facts) =>
  facts.witness.mails.flatMap(({ to, flow, step, at, held, headers }) =>
    held && headers['List-Unsubscribe'] !== undefined
      ? [
          {
            invariant: 'I6',
            ...customerAt(facts, to),
            text: `${flow}/${step} left for ${to} at ${iso(at)} with an input of theirs in the dead letters`,
          },
        ]
      : [],
  );
