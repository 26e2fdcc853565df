/** Inputs: anything that may move a profile. They travel through one FIFO queue, one group per profile. */

import type { NewsOf } from '../events/catalogue-news.ts';
import type { DomainEvent } from '../events/event.ts';
import type { Outcome, ReasonCode } from '../reason.ts';
import type { Instant } from '../time/instant.ts';
import type { AbsorbedState } from './effect.ts';

type Base = Readonly<{
  /** Deterministic, the same over redeliveries; also the queue's deduplication id. */
  inputId: string;
  /** The queue group: the profile that the input is about, as far as its sender knew. */
  profileId: string;
  /** When the door (or the engine) accepted it. */
  receivedAt: Instant;
}>;

/**
 * What is told only now and happened long ago, as a file says that brings a shop's past along. It becomes
 * known like any other word and ends what it makes pointless, but it starts nothing: no flow, no answer to a
 * wait, no news for anybody.
 */
type Told = Readonly<{ history?: true }>;

export type EventInput = Base & Told & Readonly<{ kind: 'event'; event: DomainEvent }>;
/** A timer that fired. Scheduler sends it; `inputId` is the `timerId`. */
export type TimerInput = Base & Readonly<{ kind: 'timer'; timerId: string; entryId: string }>;
/** A skip, failure or deferral that the sender found; plain `sent` does not come back. */
export type OutcomeInput = Base &
  Readonly<{
    kind: 'outcome';
    messageId: string;
    flow: string;
    step: string;
    entryId: string;
    outcome: Extract<Outcome, 'skipped' | 'failed' | 'deferred'>;
    reason: ReasonCode;
    /** For `deferred`: when to try again. */
    until?: Instant;
    dueAt: Instant;
  }>;
/** Tells the losing profile of a merge to become a tombstone. */
export type MergeInput = Base &
  Told &
  Readonly<{
    kind: 'merge';
    into: string;
    /** The one of the two that was named later, for what both were told at the same instant. */
    later?: string;
  }>;
/** Gives the surviving profile of a merge the state of the other one. */
export type AbsorbInput = Base &
  Told &
  Readonly<{ kind: 'absorb'; from: string; state: AbsorbedState; later?: string }>;
/** From the sweep: finish the pending effects and arm overdue timers anew. */
export type WakeInput = Base & Readonly<{ kind: 'wake' }>;
/** About a product; its queue group is `product-<id>`, and it changes no profile. */
export type CatalogueInput = Base & Told & Readonly<{ kind: 'catalogue'; event: DomainEvent }>;
/**
 * Erases everybody whom this shop told us of; it changes no profile itself. As it comes from the platform, it
 * waits for an operator.
 */
export type EraseShopInput = Base &
  Readonly<{
    kind: 'erase-shop';
    shop: string;
    /** The walk over all customers continues after this place. */
    after?: string;
    /** An operator released it. */
    go?: true;
    /** It has waited since this time, and the waiting time is over. */
    askedAt?: Instant;
  }>;

/**
 * Goes on with the walk that meets all customers after a publish, so that who fulfils a trigger already comes
 * in; it changes no profile itself.
 */
export type CatchUpInput = Base &
  Readonly<{
    kind: 'catch-up';
    /** The program that was published. */
    seq: number;
    /** Number of the stretch; absent where the publish asks for the walk to begin. */
    stretch?: number;
  }>;

/**
 * Tells those who wait for a product what has become of it, some at a time; it changes no profile itself.
 */
export type TellInput = Base &
  Readonly<{
    kind: 'tell';
    product: string;
    /** Mark of the event that brought the news. */
    by: string;
    /** The news; absent where a stretch goes on with what was begun. */
    of?: readonly NewsOf[];
    /** Number of the stretch; absent where the catalogue asks for the telling to begin. */
    stretch?: number;
  }>;

export type ProfileInput = EventInput | TimerInput | OutcomeInput | MergeInput | AbsorbInput | WakeInput;
/** The inputs that a timer may put into the queue. */
export type TimedInput = TimerInput | EraseShopInput | CatchUpInput | TellInput;
export type Input = ProfileInput | CatalogueInput | EraseShopInput | CatchUpInput | TellInput;
