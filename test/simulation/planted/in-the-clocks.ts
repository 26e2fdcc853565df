/** Bugs planted where it matters by whose clock something was said last. */
import { advanceSees } from './at-the-edges.ts';
import { inEvents } from './in-events.ts';
import type { Planted } from './planted.ts';

/** What a shop states as the future counts from its receipt, and what it stated is forgotten. */
const forgetsWhatWasStated = inEvents((event) => {
  delete event.statedAt;
});

/** What is heard last was said last. */
const believesTheReceipt = inEvents((event, { receivedAt }) => {
  event.at = receivedAt ?? event.at;
  delete event.statedAt;
});

export const IN_THE_CLOCKS: readonly Planted[] = [
  {
    name: 'times are clipped to their receipt and forgotten',
    breaks: ['I6', 'I3'],
    seeds: 3,
    from: 2,
    wrap: advanceSees(forgetsWhatWasStated),
  },
  {
    name: 'what is heard last was said last',
    breaks: ['I6', 'I3'],
    says: ' although ',
    seeds: 2,
    wrap: advanceSees(believesTheReceipt),
  },
];
