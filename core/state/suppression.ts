/** What a customer's state keeps of a stop that ends everything on a channel. */
import type { Instant } from '../time/instant.ts';

export type Suppression = Readonly<{
  reason: 'bounce' | 'complaint' | 'manual' | 'erased';
  at: Instant;
  /**
   * The tag of the address it is about: one that bounced, or one that the customer had given up before the
   * complaint. It stops no other address. Absent: it stops the person, whichever address they have.
   */
  for?: string;
}>;
