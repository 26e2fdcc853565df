/**
 * The parts of sending that differ per channel: the recipient's address, how a message is made and handed
 * over, and its price.
 */

import type { AwaitedNow } from '../core/catalogue/awaited.ts';
import type { Product } from '../core/catalogue/product.ts';
import type { Fact } from '../core/conditions/fact-values.ts';
import type { JsonObject } from '../core/events/event.ts';
import type { Cost } from '../core/message/cost.ts';
import type { SendResult } from '../core/message/send-result.ts';
import type { Unrendered } from '../core/message/unrendered.ts';
import type { CompiledTemplate, ProductList, Program } from '../core/program/program.ts';
import type { Settings } from '../core/program/settings.ts';
import type { Channel, ReasonCode } from '../core/reason.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import type { Profile } from '../core/state/profile.ts';
import type { Instant } from '../core/time/instant.ts';

export type Trigger = Readonly<{ name: string; data: JsonObject }>;

export type Ingredients = Readonly<{
  message: OutboxMessage;
  profile: Profile;
  /** The live program, with flows and settings. */
  program: Program;
  /**
   * The template from the message's own program, so that an edit never changes a message that was decided
   * before it.
   */
  template?: CompiledTemplate;
  /** The event that started the enrollment. */
  trigger?: Trigger;
  /** What was told of the order that the enrollment is about, where the flow has a run for each order. */
  beside?: readonly Trigger[];
  /** The catalogue's facts about the products in the message. */
  products: readonly Product[];
  /** Lists of products that can be bought now, as far as the template asks for them. */
  lists?: Readonly<Partial<Record<ProductList, readonly Product[]>>>;
  /** The product of which the message brings news, as it is now. */
  awaited?: AwaitedNow;
  /** The customer's loyalty tier now. */
  tier?: string;
  /** The customer's loyalty points now, where the shop gives any. */
  points?: number;
  /** Finds a fact of conditions about the customer, as it is now. */
  factOf?: (path: string) => Fact;
  /** The currency of which such facts show amounts. */
  currency?: string;
  /** The code that the message carries. */
  coupon?: Readonly<{ code: string; expiresAt?: Instant }>;
}>;

/** A finished message, or the reason why there is none. */
export type Made<Parcel> = Readonly<{ ok: true; parcel: Parcel } | (Unrendered & { reason: ReasonCode })>;

export type ChannelParts<Parcel> = Readonly<{
  channel: Channel;
  make: (ingredients: Ingredients) => Promise<Made<Parcel>>;
  /** Makes exactly one call to the provider and never repeats it. */
  send: (parcel: Parcel) => Promise<SendResult>;
  /**
   * Whether the owner of the address may be asked to confirm a sign-up, on channels where asking costs the
   * shop money.
   */
  mayBeAsked?: (address: string, settings: Settings) => boolean;
  /**
   * The price of a message, on channels whose messages cost more than their infrastructure; it must fit into
   * the month's budget.
   */
  costOf?: (parcel: Parcel) => Cost;
  /** Called after the provider has accepted the message and the ledger has recorded it. */
  onAccepted?: (message: OutboxMessage, providerId: string) => Promise<void>;
  /**
   * Called where the provider says that the person has told it to stop marketing; the stop is in force before
   * anything else is done.
   */
  onOptOut?: (message: OutboxMessage, profile: Profile) => Promise<void>;
}>;
