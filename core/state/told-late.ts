/** What a shop is asked for may have happened long ago: it becomes known, and starts nothing. */
import { LIMITS } from '../limits.ts';
import type { Instant } from '../time/instant.ts';
import type { Input } from './input.ts';

/** Marks an event of long ago as history: thanks would come late. Everything else comes back as it is. */
export const asToldLate = (input: Input, now: Instant): Input =>
  input.kind === 'event' && now - input.event.at > LIMITS.reconcileStaleMs
    ? { ...input, history: true }
    : input;
