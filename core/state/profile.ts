/** One customer's state as plain JSON: everything that a decision needs, and nothing else. */
import type { Standing } from '../identity/evidence.ts';
import type { IdentityKind } from '../identity/identity.ts';
import type { Money } from '../money.ts';
import type { Channel, Purpose, ReasonCode } from '../reason.ts';
import type { Instant } from '../time/instant.ts';
import type { Ahead, Said } from '../time/said.ts';
import type { About, Heard } from './about.ts';
import type { Consent } from './consent.ts';
import type { Effect } from './effect.ts';
import type { Figures } from './figures.ts';
import type { EventHistory } from './history.ts';
import type { Preferences } from './preferences.ts';
import type { SendSlot } from './send-slot.ts';
import type { Sharers } from './sharers.ts';
import type { Suppression } from './suppression.ts';
import type { WatchTimer } from './watch-timer.ts';

/**
 * Key of the timeline record that holds an event's details: its sort key, or `profileId/sortKey` after a
 * merge.
 */
export type RecordRef = string;

export type Person = Readonly<{
  email?: string;
  /** The tag of `email` that consents carry (addressTag); absent in states that are older than these tags. */
  emailTag?: string;
  /** E.164. Never a number that was only typed beside another address. */
  phone?: string;
  phoneTag?: string;
  customerId?: string;
  /** Business-scoped WhatsApp user id, e.g. DE.13491…; it is the address where no phone number is known. */
  whatsappId?: string;
  whatsappTag?: string;
  firstName?: string;
  lastName?: string;
  /** BCP 47, e.g. de-DE */
  locale?: string;
  /** ISO 3166-1 alpha-2 */
  country?: string;
  /** IANA name */
  timeZone?: string;
  /** ISO date */
  birthday?: string;
  /** When most of these facts were said; an older word never overwrites a newer fact. */
  asOf: Instant;
  ahead?: Ahead;
  /** When those were said that have another time than `asOf`. */
  times?: Readonly<Partial<Record<string, Said>>>;
}>;

export type FactName = Exclude<keyof Person, `${string}Tag` | 'asOf' | 'ahead' | 'times'>;

export type CartFacts = Readonly<{
  id: string;
  cartId?: string;
  at: Instant;
  ahead?: Ahead;
  /** Undefined where the total was missing or could not be read. */
  total?: Money;
  /** How many pieces lie in the cart; 0 = emptied, or completed. */
  pieces: number;
  /** It was bought: no later event, however new, fills it again. */
  completed?: true;
  /** The profile under which it continues: another address of this person, or another person. */
  movedTo?: string;
  /** Product ids, at most LIMITS.productsPerCheckout. */
  products: readonly string[];
  /** Key of the record that holds the lines with titles, pictures and links. */
  ref: RecordRef;
}>;

export type OrderFacts = Readonly<{
  id: string;
  /** The number that people know it by, where that is not its id. */
  number?: string;
  checkoutId?: string;
  cartId?: string;
  at: Instant;
  /** Undefined where no event has stated a readable total; it then counts in no sum. */
  total?: Money;
  status: 'placed' | 'paid' | 'cancelled' | 'refunded';
  /** Known only from a later event; the one that says it was placed is still to come. */
  implied?: true;
  /** Placed under a mail address of this person that a later merge did not keep. */
  elsewhere?: true;
  products: readonly string[];
  categories?: readonly string[];
  /** Sizes and colours of what was ordered, where the shop tells them. */
  sizes?: readonly string[];
  colours?: readonly string[];
  /** Cancelled, given back as a whole, or a test. */
  uncounted?: true;
  ref: RecordRef;
}>;

/** One profile's run through one flow. It waits if and only if `timerId` is its one live timer (rule 3). */
export type Enrollment = Readonly<{
  /** Deterministic over (profile, flow, trigger); survives merges, so message ids do not change. */
  entryId: string;
  flow: string;
  /** The sequence of the program that the enrollment entered with; the `finish` policy uses it. */
  seq: number;
  /** When the trigger happened; rule 6 compares exits with this time. */
  since: Instant;
  sinceAhead?: Ahead;
  enteredAt: Instant;
  /** Id of the checkout, order or event that started it; `ref` is the record with the details. */
  subject?: string;
  ref?: RecordRef;
  /** The event that started it, where the flow names several. */
  startedBy?: string;
  /** The one order, checkout or shipment that it is about, where the flow has one run for each. */
  about?: About;
  /** The `waitFor` that ended last, and when its event was; an event ends one wait only. */
  answered?: Readonly<{ step: string; at: Instant }>;
  /** Dates that events stated, by the path under which a later wait asks for them. */
  dates?: Readonly<Record<string, string>>;
  /** How many flows in a row have started each other by `emit`, down to this one. */
  depth?: number;
  /** The `coupon` step that it has passed last: its messages carry that step's code. */
  coupon?: CouponPassed;
  /** The later word that `subject` and `ref` come from, where it renewed the content and moved no wait. */
  renewed?: Said;
  /** The step at which it stands: its current wait, or a send that was deferred. */
  step: string;
  /** When the step is due; the next wait counts from this time. */
  dueAt: Instant;
  timerId: string;
  /** The time from which the current wait counts; `restart` and a shortened wait need it. */
  waitFrom: Instant;
  /** Set while a send is deferred: its first due time, from which `usefulFor` counts. */
  firstDueAt?: Instant;
  deferredFor?: ReasonCode;
  /** The deferred send step whose message waits to leave on the second channel. */
  fallbackAt?: string;
  /** A message of it was decided, so `restart` no longer moves its wait. */
  messaged?: true;
}>;

/** `validFor` counts from the first message that carries the code. */
export type CouponPassed = Readonly<{ step: string; pool: string; validFor?: string }>;

export type EnrollmentEnd =
  | 'completed'
  | 'exit'
  | 'goal'
  | 'audience'
  | 'step-removed'
  | 'holdout'
  | 'merged';

/** The part of an ended enrollment that is remembered. */
export type EndedEnrollment = Readonly<{
  entryId: string;
  since: Instant;
  sinceAhead?: Ahead;
  enteredAt: Instant;
  endedAt: Instant;
  end: EnrollmentEnd;
  subject?: string;
  ref?: RecordRef;
  startedBy?: string;
  about?: About;
  coupon?: CouponPassed;
  seq: number;
}>;

/**
 * The last enrollment of a flow, for the rule of re-entry. `earlier`, newest first, ended before it while a
 * message of theirs was still on its way.
 */
export type LastEnrollment = EndedEnrollment & Readonly<{ earlier?: readonly EndedEnrollment[] }>;

/** A code that a message on its way has promised; two messages of one enrollment may promise the same. */
export type PromisedCoupon = Readonly<{ id: string; messageId: string; at: Instant }>;

export type AccountHints = Readonly<{ account: string; beside: readonly string[] }>;

/** An identity as a state knows it; an absent `by` means that it was only typed. */
export type Known = Readonly<{ kind: IdentityKind; value: string; by?: Standing }>;

export type Profile = Basics & Figures;

type Basics = Readonly<{
  kind: 'live';
  id: string;
  since: Instant;
  /** The sequence of the program that the profile was last decided with. */
  seq: number;
  identities: readonly Known[];
  /** Of an account the shop has not told us about yet: profiles beside whose addresses its id was typed. */
  hints?: AccountHints;
  sharers?: Sharers;
  person: Person;
  consents: Readonly<Partial<Record<`${Channel}/${Purpose}`, Consent>>>;
  preferences?: Preferences;
  /** Soft bounces of the e-mail address since its last delivery, named by the start of the event's id. */
  softBounces?: readonly Readonly<{ id: string; at: Instant }>[];
  suppressions: Readonly<Partial<Record<Channel, Suppression>>>;
  /** When the e-mail address last changed; a sale before that was made under another address. */
  emailSince?: Instant;
  attributes: Readonly<Record<string, string | number | boolean>>;
  tags: readonly string[];
  /** The loyalty tier. */
  tier?: string;
  history: Readonly<Record<string, EventHistory>>;
  carts: readonly CartFacts[];
  orders: readonly OrderFacts[];
  /** Total of all purchases that count, net of refunds, in minor units per currency. */
  spent: Readonly<Record<string, number>>;
  enrollments: readonly Enrollment[];
  lastEntries: Readonly<Record<string, LastEnrollment>>;
  /** What was said about single orders and parcels; only where flows have a run for each. */
  heard?: readonly Heard[];
  /** Absent where no flow waits for time alone. */
  watch?: WatchTimer;
  /** Per flow with a watch: the latest moment that was acted on, so that none is acted on twice. */
  watched?: Readonly<Record<string, Instant>>;
  slots: readonly SendSlot[];
  /** Codes that messages on their way have promised. */
  coupons?: readonly PromisedCoupon[];
  /** Ids of profiles that were merged into this one and had a state of their own. */
  absorbed: readonly string[];
  /** When the profile was erased; events dated before it are dropped (I9). */
  erasedAt?: Instant;
  applied: readonly string[];
  /** Effects decided and not yet known to be done; every input finishes them first. */
  pending: readonly Effect[];
}>;

/** The rest of a profile that was merged into another; inputs that reach it are forwarded (rule 10). */
export type Tombstone = Readonly<{
  kind: 'tombstone';
  id: string;
  mergedInto: string;
  /** The evidence: the shop or the holder vouched for it; absent in older links, which stored none. */
  by?: 'account' | 'holder';
  at: Instant;
  pending: readonly Effect[];
  last?: Profile;
  sharers?: Sharers;
  /** The identity is an order that several people have: what names nothing else is about none of them. */
  disputed?: true;
  /** When the profile was erased; anything dated before it is not forwarded. */
  erasedAt?: Instant;
}>;

export type ProfileState = Profile | Tombstone;
