/** The compiled, immutable form of everything in the config bucket. Exactly one version is live. */
import type { Condition, Segment } from '../conditions/condition.ts';
import type { Counter } from '../conditions/moments.ts';
import type { PointsRule } from '../conditions/points.ts';
import type { Tier } from '../conditions/tiers.ts';
import type { NewsKind, WishKind } from '../events/catalogue-news.ts';
import type { JsonObject } from '../events/event.ts';
import type { Channel, Purpose, Topic } from '../reason.ts';
import type { Instant } from '../time/instant.ts';
import type { Wait } from '../time/wait.ts';
import type { CouponPool } from './coupon-pool.ts';
import type { Settings } from './settings.ts';
import type { Watch } from './watch.ts';

/**
 * `next` is the id of the following step; null ends the enrollment. Nested branches are flattened into one
 * table.
 */
export type CompiledStep =
  | Readonly<{ kind: 'wait'; id: string; wait: Wait; next: string | null }>
  | Readonly<{
      kind: 'send';
      id: string;
      channel: Channel;
      template: string;
      /** Beside the topic of the flow. */
      topic?: Topic;
      usefulForMs: number;
      fallback?: Readonly<{ channel: Channel; template: string }>;
      next: string | null;
    }>
  | Readonly<{ kind: 'if'; id: string; condition: Condition; yes: string | null; no: string | null }>
  | Readonly<{
      kind: 'switch';
      id: string;
      cases: readonly Readonly<{ when: Condition; then: string | null }>[];
      otherwise: string | null;
    }>
  | Readonly<{
      kind: 'split';
      id: string;
      branches: readonly Readonly<{ name: string; weight: number; then: string | null }>[];
    }>
  /**
   * Waits for an event about this person and goes on to `yes` when it came in time, to `no` when it did not.
   */
  | Readonly<{
      kind: 'waitFor';
      id: string;
      event: string;
      where?: Condition;
      /** In an enrollment about one order: also an event about another one. */
      any?: true;
      timeout: Wait;
      yes: string | null;
      no: string | null;
    }>
  /** Waits until a date in the data; `at` is a time of day there. */
  | Readonly<{
      kind: 'untilDate';
      id: string;
      path: string;
      at?: Readonly<{ hour: number; minute: number }>;
      next: string | null;
    }>
  | Readonly<{
      kind: 'set';
      id: string;
      attributes?: Readonly<Record<string, string | number | boolean>>;
      addTags?: readonly string[];
      removeTags?: readonly string[];
      tier?: string;
      next: string | null;
    }>
  /** The messages after it carry a code of this pool; `validFor` counts from the first of them. */
  | Readonly<{ kind: 'coupon'; id: string; pool: string; validFor?: string; next: string | null }>
  | Readonly<{ kind: 'emit'; id: string; event: string; next: string | null }>
  | Readonly<{ kind: 'stop'; id: string; channel: Channel; next: string | null }>
  /** A mail about the customer to the shop itself. */
  | Readonly<{ kind: 'notify'; id: string; template: string; next: string | null }>
  /** `body` names facts that stand in it when the call is decided (call-body.ts). */
  | Readonly<{ kind: 'call'; id: string; url: string; body: JsonObject; next: string | null }>
  | Readonly<{ kind: 'forget'; id: string }>
  | Readonly<{ kind: 'exit'; id: string }>;

export type CompiledFlow = Readonly<{
  id: string;
  name: Readonly<{ de: string; en: string }>;
  status: 'draft' | 'live' | 'paused';
  priority: number;
  purpose: Purpose;
  topic?: Topic;
  trigger: Readonly<{
    /** A list where any of several events starts the flow; empty where none does. */
    on: string | readonly string[];
    where?: Condition;
    /** What a WhatsApp message must say, in the form of `keywordIn`. */
    keywords?: readonly string[];
    restart: boolean;
    /**
     * One enrollment per order, checkout or shipment instead of one per flow; `order-event` per event too.
     * `product`: per product that somebody waits for.
     */
    per?: 'order' | 'order-event' | 'product';
    /** What the news is, where the flow tells of a product, and to whom. */
    news?: NewsKind;
    wishes?: readonly WishKind[];
    /** In place of an event: what time brings, or a condition that somebody comes to fulfil. */
    watch?: Watch;
    /** Sequence of the publish from which on the flow waits for it. */
    seq?: number;
    /** Moments before this start nobody, because the shop takes in nobody who fulfilled it before. */
    from?: Instant;
  }>;
  audience?: Condition;
  reentry: Readonly<{ kind: 'never' } | { kind: 'always' } | { kind: 'after'; wait: Wait }>;
  exitOn: readonly string[];
  /** Those of `exitOn` that end an enrollment about one order also where they are about another one. */
  exitOnAny?: readonly string[];
  goal?: Readonly<{ on: string; withinMs?: number; any?: true }>;
  /** Per cent of profiles that get nothing, so that the effect of the flow can be measured. */
  holdout: number;
  /** The last day for the shop on which anybody is held out, `2027-01-15`. */
  holdoutUntil?: string;
  onEdit: 'follow' | 'finish' | 'only-new';
  first: string | null;
  steps: Readonly<Record<string, CompiledStep>>;
  /**
   * Steps of earlier versions, with the next surviving step (null: exit `step-removed`). The table grows with
   * each publish.
   */
  removed: Readonly<Record<string, string | null>>;
  /** Sequence of the publish that last changed this flow. */
  since: number;
  /**
   * Earlier versions that people may still be inside, newest first; kept where the policy is `finish` or
   * `only-new`.
   */
  earlier: readonly CompiledFlow[];
}>;

export type WhatsappHeader = Readonly<{ kind: 'text' | 'image'; source: string }>;
/**
 * `payload` comes back when a quick reply is pressed, `url` completes a link, `code` is copied. `title` is
 * the label of the button, for people who look at messages here.
 */
export type WhatsappButton = Readonly<{ kind: 'payload' | 'url' | 'code'; source: string; title?: string }>;

export type WhatsappTemplate =
  | Readonly<{
      kind: 'template';
      /** The template's name as approved by Meta. */
      name: string;
      language: string;
      text: string;
      /** The template that is sent where the shop says du: approved by Meta too, with the same placeholders. */
      informal?: Readonly<{ name: string; text: string }>;
      /**
       * The category by which Meta bills the template; the flow's purpose decides where the file has none.
       */
      category?: 'marketing' | 'utility';
      header: readonly WhatsappHeader[];
      /** One Liquid source per `{{n}}` in the text. */
      body: readonly string[];
      /** Buttons by their place in the approved template; null where a button takes no parameter. */
      buttons: readonly (WhatsappButton | null)[];
    }>
  | Readonly<{ kind: 'freeform'; text: string }>;

/** Lists of products by what they have to do with the customer: `products.<list>` in templates. */
export const PRODUCT_LISTS = ['viewed', 'bought', 'recommended', 'bestsellers'] as const;
export type ProductList = (typeof PRODUCT_LISTS)[number];

export type CompiledTemplate = Readonly<{
  /** Liquid sources per locale, made from MJML at publish. */
  locales: Readonly<
    Partial<Record<'de' | 'en', Readonly<{ subject: string; preheader: string; html: string; text: string }>>>
  >;
  /**
   * The WhatsApp form per locale: a template approved by Meta with its parameters, or free text for the
   * 24-hour window. Liquid throughout.
   */
  whatsapp?: Readonly<Partial<Record<'de' | 'en', WhatsappTemplate>>>;
  /** Facts that the WhatsApp form needs, like `needs` for the mail. */
  whatsappNeeds?: CompiledTemplate['needs'];
  /** Facts without which the template would not be true, found from the variables it uses. */
  needs: readonly (
    | 'offer'
    | 'coupon'
    | 'coupon-expiry'
    | 'checkout'
    | 'order'
    | 'confirm'
    | 'points'
    | 'wanted'
    | ProductList
  )[];
  /**
   * Lists of products that the mail or the WhatsApp form asks for, needed or not; absent in programs of older
   * versions.
   */
  shows?: readonly ProductList[];
  /** Answers for which the mail has a link: the values behind `links.answer.`, and `stay`. */
  answers?: readonly string[];
}>;

/** `seq` and `at` are those of the publish that first asked for it. */
export type WatchedCondition = Readonly<{ where: Condition; seq: number; at: Instant }>;

export type Program = Readonly<{
  /** Rises with every publish; a rollback gets a new number. */
  seq: number;
  hash: string;
  publishedAt: Instant;
  settings: Settings;
  flows: Readonly<Record<string, CompiledFlow>>;
  /** Flow ids by the event that triggers them. */
  triggers: Readonly<Record<string, readonly string[]>>;
  /** Events that flows with enrollments about single orders ask for; absent where there is no such flow. */
  perOrder?: readonly string[];
  /** Ids of the flows with a watch; absent in programs of older versions. */
  watches?: readonly string[];
  templates: Readonly<Record<string, CompiledTemplate>>;
  /** Absent in programs of older versions, like the keys below. */
  segments?: Readonly<Record<string, Segment>>;
  /** The shop's loyalty tiers, the highest last. */
  tiers?: readonly Tier[];
  /** The rule of the shop's points; `told` where somebody asks for points.changed. */
  points?: PointsRule & Readonly<{ told?: true }>;
  /** Conditions by name, of which profiles keep whether they hold, because a flow starts when that changes. */
  watched?: Readonly<Record<string, WatchedCondition>>;
  /** What conditions count, by the event that is counted. */
  counters?: Readonly<Record<string, readonly Counter[]>>;
  /** How customers came to wait whom flows tell of a product; absent where no flow does. */
  wishes?: Readonly<{ kinds: readonly WishKind[]; seq: number }>;
  /** Pools of coupon codes by their name; absent where there is none. */
  coupons?: Readonly<Record<string, CouponPool>>;
  /** A message may show what sells or is bought together, so orders are counted for it. */
  recommends?: true;
}>;

/**
 * The controls that are always read live, beside the program. They are one small item, so that senders read
 * them with the profile.
 */
export type Controls = Readonly<{ seq: number; sending: Settings['sending']; paused: readonly string[] }>;
