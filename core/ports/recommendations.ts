/** Learns from orders what sells and what is bought together, and suggests products to a customer. */
import type { Basket } from '../catalogue/baskets.ts';
import type { SuggestionAsked, Suggestions } from '../catalogue/sales.ts';
import type { Instant } from '../time/instant.ts';

export type Recommendations = Readonly<{
  /** Counts an order, once however often it is told. At most one write. */
  count: (orderId: string, basket: Basket) => Promise<void>;
  /** Takes an order back that was cancelled or given back as a whole. */
  takeBack: (orderId: string) => Promise<void>;
  /** What is suggested may lag behind the orders by some minutes. */
  suggest: (asked: SuggestionAsked, now: Instant) => Promise<Suggestions>;
}>;
