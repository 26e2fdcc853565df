/** Remembers how far the shops have been asked for orders that no webhook told of. */
import type { Instant } from '../time/instant.ts';
import type { OrdersAsked } from './shop-orders.ts';

export type Reconciliation = Readonly<{
  /** All orders that changed before this were looked at. */
  seenUpTo: Instant;
  /** The stretch of time that a run has not come to the end of yet, and its place in it. */
  open?: OrdersAsked;
  /** Rises with every write. */
  version: number;
}>;

export type Reconciliations = Readonly<{
  read: (platform: string) => Promise<Reconciliation | undefined>;
  /** False where somebody else wrote since `before` was read. */
  write: (platform: string, next: Reconciliation, before: Reconciliation | undefined) => Promise<boolean>;
}>;
