/**
 * What a channel brings to the way of sending that all channels share: whom it writes to, how a message is
 * made and handed over, and its price.
 */

import type { Product } from '../core/catalogue/product.ts';
import type { JsonObject } from '../core/events/event.ts';
import type { Cost } from '../core/message/cost.ts';
import type { SendResult } from '../core/message/send-result.ts';
import type { CompiledTemplate, Program } from '../core/program/program.ts';
import type { Channel, ReasonCode } from '../core/reason.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import type { Profile } from '../core/state/profile.ts';

export type Trigger = Readonly<{ name: string; data: JsonObject }>;

export type Ingredients = Readonly<{
  message: OutboxMessage;
  profile: Profile;
  /** The live program: flows and settings. */
  program: Program;
  /** From the message's own program, so that an edit never mixes into what was decided before it. */
  template?: CompiledTemplate;
  /** The event that started the enrollment. */
  trigger?: Trigger;
  /** What the catalogue knows of the products in it. */
  products: readonly Product[];
}>;

/** A finished message, or why there can be none. */
export type Made<Parcel> = Readonly<
  { ok: true; parcel: Parcel } | { ok: false; reason: ReasonCode; problem: string }
>;

export type ChannelParts<Parcel> = Readonly<{
  channel: Channel;
  make: (ingredients: Ingredients) => Promise<Made<Parcel>>;
  /** Exactly one call to the provider, no repetition. */
  send: (parcel: Parcel) => Promise<SendResult>;
  /**
   * Channels whose messages cost more than their infrastructure have a price, which the month's budget must
   * hold.
   */
  costOf?: (parcel: Parcel) => Cost;
  /** After the provider has taken it and the ledger knows. */
  onAccepted?: (message: OutboxMessage, providerId: string) => Promise<void>;
  /**
   * The provider says that this person has told it to stop marketing: in force before anything else is done.
   */
  onOptOut?: (message: OutboxMessage, profile: Profile) => Promise<void>;
}>;
