/** Every bound of the engine, with its unit in the name. Change one here and nowhere else. */
import { BROWSE_LIMITS } from './limits-of-browsers.ts';
import { CATALOGUE_LIMITS } from './limits-of-catalogue.ts';
import { IMPORT_LIMITS } from './limits-of-imports.ts';
import { OUTGOING_LIMITS } from './limits-of-outgoing.ts';

const KB = 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const LIMITS = {
  ...CATALOGUE_LIMITS,
  ...IMPORT_LIMITS,
  ...BROWSE_LIMITS,
  ...OUTGOING_LIMITS,
  /** Profile state as JSON without pending effects; above this size details are given up (decide/bounds/). */
  profileHardBytes: 64 * KB,
  /** Packed state of one item. DynamoDB allows 400 KB; the difference is room for keys and attributes. */
  itemBytes: 390 * KB,
  /** Ring of input ids whose effects are known; an older repeat is harmless by its business key. */
  appliedInputs: 16,
  checkoutsPerProfile: 5,
  ordersPerProfile: 10,
  /** Newest orders whose amounts can be taken back one by one, and the marks of older orders that counted. */
  purchasesPerProfile: 20,
  orderMarksPerProfile: 200,
  /** Orders that have left the rows and whose worth is kept one by one, for sums within a time. */
  olderPurchases: 80,
  refundsPerOrder: 10,
  /** Products and categories of orders whose details have left the state, newest last. */
  boughtProducts: 40,
  boughtCategories: 20,
  /** Sizes, and colours, that one order tells of, and those of orders whose details have left the state. */
  choicesPerOrder: 3,
  boughtChoices: 10,
  optionsPerItem: 10,
  /** Longer options are no size or colour. */
  choiceChars: 24,
  categoriesPerItem: 5,
  categoryChars: 60,
  /** Products that were looked at, each once, newest last. Messages show the newest of the last days. */
  viewsPerProfile: 20,
  viewsShown: 6,
  viewsShownDays: 7,
  /** Newest orders that a state keeps however large it is. */
  ordersKeptAlways: 3,
  /** Length to which names are cut in a state that is too large. */
  nameChars: 100,
  productsPerCheckout: 30,
  identitiesPerProfile: 20,
  /** For so long a date that returns every year is caught up with; later it waits for the next year. */
  lateDateMs: 12 * 60 * MINUTE_MS,
  /** Profiles that an account remembers because its id was typed beside their addresses. */
  hintsPerAccount: 10,
  /** People whom a phone number remembers beside the one it leads to. */
  sharersPerNumber: 10,
  absorbedProfiles: 50,
  enrollmentsPerProfile: 20,
  /** Enrollments about single orders that a customer has in one flow at once, and ended ones remembered. */
  enrollmentsAboutPerFlow: 10,
  endedAboutPerFlow: 10,
  /** Words about single orders and parcels, each with its last time. */
  heardPerProfile: 60,
  /** Refunds of one order that are added up. */
  refundsHeardPerOrder: 20,
  pendingEffects: 300,
  eventNamesPerProfile: 60,
  /** Flows that start each other by `emit` in one chain, and events that one decision may emit. */
  emitsInARow: 5,
  emitsPerDecision: 20,
  /** Steps without delay that one decision may run, over all enrollments. */
  stepsPerDecision: 100,
  stepsPerFlow: 100,
  flowsPerProgram: 100,
  conditionDepth: 10,
  conditionParts: 50,
  /** Parts of one condition, with those of every segment that it names. */
  conditionPartsInAll: 2_000,
  segmentsPerProgram: 100,
  /** Largest number that a count within a time may be compared with. */
  countedTimes: 100,
  /** Moments that all counts of a program keep in one profile. */
  countedMoments: 600,
  /** How many more moments a count keeps than it compares with, because a cancelled order takes one back. */
  countedSpare: 3,
  /** How often one decision looks which segments its own steps have moved the customer into. */
  membershipLooks: 4,
  /** Longest time that a condition looks back. */
  lookBackMs: 3_660 * DAY_MS,
  branchesPerStep: 20,
  /** Events in one list of a trigger. */
  eventsPerTrigger: 20,
  /** Ids of removed steps, remembered per flow so that people who wait at one find the next step. */
  removedStepsPerFlow: 500,
  /** Versions of a flow that people may still be inside. */
  earlierVersionsPerFlow: 5,
  /** A list of coupon codes: characters of a code, codes, and bytes of their file. */
  couponCodeChars: 64,
  couponCodes: 200_000,
  couponFileBytes: 8 * KB * KB,
  /** Codes promised to one customer by messages that are still on their way. */
  couponsPromised: 20,
  /** How long a customer's code is found again after it was issued, or has expired: the longest wait and more. */
  couponKeptMs: 400 * DAY_MS,
  contentFiles: 500,
  contentFileBytes: 256 * KB,
  /** Nesting of brackets in a content file. */
  contentDepth: 60,
  programBytes: 4 * KB * KB,
  waitMs: 366 * DAY_MS,
  /** How far ahead a date in the data may lie that a flow waits for. */
  waitUntilMs: 3 * 366 * DAY_MS,
  /** Items of one cart or order that we keep and show; further items are counted but not listed. */
  itemsPerEvent: 300,
  textChars: 500,
  urlChars: 2_000,
  /** The type of an event from outside, with the prefix that CloudEvents put before it. */
  eventTypeChars: 255,
  /** Characters of an address, number, code or time. A longer text is neither read nor searched. */
  fieldChars: 1_000,
  /** Problems of one payload that are reported. */
  problemsTold: 5,
  customDataBytes: 16 * KB,
  /**
   * All of one event's data. Longer lists are shortened to this, so that the event's entry on the timeline
   * always fits into one item.
   */
  eventDataBytes: 256 * KB,
  /** Size of an input that travels in a queue; larger inputs go to the bucket and travel as a pointer. */
  queueInlineBytes: 200 * KB,
  /** Size of a webhook body; a larger one is refused with 413. Lambda itself allows 6 MB per request. */
  webhookBodyBytes: 5 * KB * KB,
  templateBytes: 100 * KB,
  /** Building blocks of mails inside each other. */
  blockDepth: 3,
  blocksPerTemplate: 100,
  renderedHtmlBytes: 400 * KB,
  renderMs: 1_000,
  renderMemoryUnits: 10_000_000,
  /** How often a decision that lost a race on its conditional write is made anew before the queue's turn. */
  decisionRaces: 5,
  /** Tombstones between an id and the living profile. A merge leads to the first of the ids, so chains end. */
  tombstonesInARow: 10,
  /** Timers go to Scheduler at least this far ahead, at a full minute (rule 3). */
  timerMinAheadMs: MINUTE_MS,
  /**
   * Largest difference between the clocks of two functions: an input that one has received may lie in the
   * future for another.
   */
  clocksDifferMs: 10_000,
  /**
   * An event that arrives later than this counts from its receipt, so that late orders can still stop late
   * carts.
   */
  lateAnchorMs: 60 * MINUTE_MS,
  /** A wait or effect overdue by this much is driven again and reported (I8). */
  overdueMs: 15 * MINUTE_MS,
  /** How long a message stays useful after its first due time when the flow does not say. */
  usefulForMs: 3 * DAY_MS,
  /**
   * A customer whose input failed is checked again after this time, so a redrive takes effect at most this
   * much later.
   */
  holdRecheckMs: 15 * MINUTE_MS,
  /** How long a customer's own pause lasts. */
  marketingPauseMs: 30 * DAY_MS,
  /**
   * Ended enrollments of one flow that are kept beside the last one, newest first, and for how long: a
   * message of theirs may still be on its way.
   */
  overtakenEnrollments: 10,
  overtakenForMs: 7 * DAY_MS,
  /** Slots of the frequency cap kept per profile, newest first. */
  slotsPerProfile: 100,
  /**
   * Messages that ask somebody to confirm a sign-up; defaults of settings.signUp. Per address in any 7 days
   * in a row; mails to everybody in a clock hour; WhatsApp messages to everybody in a UTC day.
   */
  confirmationsPerAddress: 3,
  confirmationWindowMs: 7 * DAY_MS,
  confirmationMailsPerHour: 200,
  confirmationHourMs: 60 * MINUTE_MS,
  confirmationWhatsappsPerDay: 50,
  confirmationDayMs: DAY_MS,
  /** Mails to the shop itself, in any day. */
  noticesPerDay: 50,
  noticeWindowMs: DAY_MS,
  /** A customer who withdrew is asked again only after this time, unless by a link that we sent them. */
  askAgainAfterMs: 30 * DAY_MS,
  /** Per cent of the month's budget for paid messages that only transactional messages may use. */
  transactionalSharePercent: 20,
  /** How long after the request a link to confirm a consent is valid. */
  confirmLinkMs: 7 * DAY_MS,
  /** A sign-up that nobody confirmed is forgotten after this many days. */
  unconfirmedDays: 30,
  /**
   * Limits of sign-ups: how many per address and per origin (an IPv4 address, an IPv6 line) in one window,
   * and the size of one.
   */
  signUpsPerAddress: 5,
  signUpAddressWindowMs: 60 * MINUTE_MS,
  signUpsPerOrigin: 60,
  signUpOriginWindowMs: 10 * MINUTE_MS,
  signUpBodyBytes: 16 * KB,
  /**
   * Part of a consent's evidence that stays in the state as long as the consent does; all of the evidence
   * stands on the timeline.
   */
  consentProofBytes: 1 * KB,
  /** Length of the text version and of the source beside a consent's proof. */
  consentWordChars: 200,
  dueShards: 8,
  /** Overdue profiles that one sweep drives again, per shard; the next sweep continues. */
  sweepPerShard: 500,
  ledgerLeaseMs: 2 * MINUTE_MS,
  /** Ledger rows outlive every queue (14 days) and its DLQ (14 days). */
  ledgerRetentionDays: 90,
  /**
   * The ledger row of a message that was handed over or skipped is kept this much longer than the timeline
   * that shows it: DynamoDB may take two days to remove an expired item.
   */
  ledgerOutlivesTimelineDays: 7,
  rawBodyRetentionDays: 30,
  /**
   * How long an erasure or request for data is remembered, because it counts once; how long a repeat is a
   * redelivery; and the lease after which an attempt that broke off is made again.
   */
  takenInDays: 1_096,
  redeliveryMs: 3 * DAY_MS,
  commandLeaseMs: MINUTE_MS,
  /**
   * How long the erasure of a shop that left waits for an operator, and how long a refusal holds against the
   * same request.
   */
  shopErasureWaitMs: 10 * DAY_MS,
  shopErasureRefusedMs: 30 * DAY_MS,
  /**
   * Customers for whom a flow is due at its publish come in so many a day, unless the shop says otherwise; a
   * stretch of the walk reads so many pages, and comes so often where that pace is reached.
   */
  catchUpPerDay: 2_000,
  catchUpPerDayMax: 1_000_000,
  catchUpPages: 10,
  catchUpStretchMs: 15 * MINUTE_MS,
  /** How far ahead a forecast looks for one customer, and how many decisions it makes at most. */
  forecastMs: 800 * DAY_MS,
  forecastDecisions: 100,
} as const;
