/**
 * What one thing that a browser told means, before it is addressed to anybody: an event of two kinds, a
 * signed word about who is there, or nothing.
 */
import type { JsonObject } from '../../core/events/event.ts';
import type { Instant } from '../../core/time/instant.ts';

export type Told =
  | Readonly<{
      kind: 'event';
      /** The browser's own id for it, so that a repeat is the same event. */
      id: string;
      clientId: string;
      name: BrowseName;
      at: Instant;
      data: JsonObject;
    }>
  | Readonly<{ kind: 'identify'; clientId: string; token: string }>
  /** Understood and of no use to us. */
  | Readonly<{ kind: 'ignored'; reason: string }>
  /** Cannot be read, or is not a browser's to say. The reason names fields and rules, never values. */
  | Readonly<{ kind: 'refused'; reason: string }>;

/** All that a browser may say. */
export const BROWSE_NAMES = ['product.viewed', 'cart.updated'] as const;
export type BrowseName = (typeof BROWSE_NAMES)[number];

export const ignored = (reason: string): Told => ({ kind: 'ignored', reason });
export const refused = (reason: string): Told => ({ kind: 'refused', reason });

/** Where the thing was told. */
export type Here = Readonly<{
  now: Instant;
  /** Hosts of the shop's own pages, and those whose pictures may be shown; each with all its subdomains. */
  hosts: readonly string[];
  pictureHosts: readonly string[];
}>;
