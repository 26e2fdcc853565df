/** Every bound of the engine, with its unit in the name. Change one here and nowhere else. */

const KB = 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const LIMITS = {
  /** Profile state as stored (packed): what we aim for, and where saving refuses. */
  profileTargetBytes: 8 * KB,
  profileHardBytes: 64 * KB,
  /** Ring of input ids whose effects are known; older repeats are harmless by their business key. */
  appliedInputs: 16,
  checkoutsPerProfile: 5,
  ordersPerProfile: 10,
  productsPerCheckout: 30,
  identitiesPerProfile: 20,
  /** Profiles that an account remembers beside whose addresses it was typed. */
  hintsPerAccount: 10,
  absorbedProfiles: 50,
  enrollmentsPerProfile: 20,
  pendingEffects: 300,
  eventNamesPerProfile: 60,
  attributesPerProfile: 40,
  tagsPerProfile: 40,
  /** Steps without delay that one decision may run, over all enrollments. */
  stepsPerDecision: 100,
  stepsPerFlow: 100,
  flowsPerProgram: 100,
  conditionDepth: 10,
  conditionParts: 50,
  branchesPerStep: 20,
  /** Ids of steps that are gone, remembered per flow so that waiting people find the next one. */
  removedStepsPerFlow: 500,
  /** Versions of a flow that people may still be inside. */
  earlierVersionsPerFlow: 5,
  contentFiles: 500,
  contentFileBytes: 256 * KB,
  /** Brackets inside brackets in a content file. */
  contentDepth: 60,
  programBytes: 4 * KB * KB,
  waitMs: 366 * DAY_MS,
  /** Items of one cart or order that we keep and show; more are counted but not listed. */
  itemsPerEvent: 300,
  textChars: 500,
  urlChars: 2_000,
  /** The type of an event from outside, with the prefix that CloudEvents put before it. */
  eventTypeChars: 255,
  /**
   * Addresses, numbers, codes, times: a text that is longer is none, whatever it holds, and is not searched.
   */
  fieldChars: 1_000,
  /** Of all that is wrong with a payload, so much is told. */
  problemsTold: 5,
  customDataBytes: 16 * KB,
  /**
   * All of one event's data; longer lists are shortened to it, so that what it leaves on the timeline always
   * fits into one item.
   */
  eventDataBytes: 256 * KB,
  /** What travels in a queue; larger inputs go to the bucket and travel as a pointer. */
  queueInlineBytes: 200 * KB,
  /** Lambda's own limit on a request is 6 MB; beyond this a body is refused with 413. */
  webhookBodyBytes: 5 * KB * KB,
  templateBytes: 100 * KB,
  renderedHtmlBytes: 400 * KB,
  renderMs: 1_000,
  renderMemoryUnits: 10_000_000,
  /** A lost race on the conditional write is decided anew this often before the queue tries again. */
  decisionRaces: 5,
  /**
   * Tombstones between an id and the profile that lives; merges lead to ids that sort first, so chains end.
   */
  tombstonesInARow: 10,
  /** How long a cart or a browser leads to the person that it turned out to be. */
  anonymousLinkDays: 180,
  /** Timers go to Scheduler only this far ahead or more, at a full minute (rule 3). */
  timerMinAheadMs: MINUTE_MS,
  /**
   * Clocks of two functions differ by no more than this: what one took in, another may take for the future.
   */
  clocksDifferMs: 10_000,
  /**
   * An event that arrives later than this counts from its receipt, so that late orders can catch up with late
   * carts.
   */
  lateAnchorMs: 60 * MINUTE_MS,
  /** A wait or effect overdue by this much is driven again and reported (I8). */
  overdueMs: 15 * MINUTE_MS,
  /** How long a message stays useful after its first due time when the flow does not say. */
  usefulForMs: 3 * DAY_MS,
  /**
   * A customer whose input failed is looked at again after this; a redrive is felt at most this much later.
   */
  holdRecheckMs: 15 * MINUTE_MS,
  /** How long a customer's own pause lasts. */
  marketingPauseMs: 30 * DAY_MS,
  /**
   * Ended enrollments of one flow kept beside the last one, newest first, and for how long: messages on their
   * way belong to them.
   */
  overtakenEnrollments: 10,
  overtakenForMs: 7 * DAY_MS,
  /** Slots of the frequency cap kept per profile, newest first. */
  slotsPerProfile: 100,
  /** A link to confirm a consent holds this long after the request. */
  confirmLinkMs: 7 * DAY_MS,
  /** A sign-up that nobody confirmed is forgotten after this many days. */
  unconfirmedDays: 30,
  /**
   * Sign-ups: so many per address and per origin (an IPv4 address, an IPv6 line) in one window, and so large
   * at most.
   */
  signUpsPerAddress: 5,
  signUpAddressWindowMs: 60 * MINUTE_MS,
  signUpsPerOrigin: 60,
  signUpOriginWindowMs: 10 * MINUTE_MS,
  signUpBodyBytes: 16 * KB,
  /**
   * Of a consent's evidence, so much stays in the state for as long as the consent does; all of it stands on
   * the timeline.
   */
  consentProofBytes: 1 * KB,
  dueShards: 8,
  /** Overdue profiles that one sweep drives again, per shard; the next sweep goes on. */
  sweepPerShard: 500,
  ledgerLeaseMs: 2 * MINUTE_MS,
  /** Ledger rows outlive every queue (14 days) and its DLQ (14 days). */
  ledgerRetentionDays: 90,
  /**
   * Of a message that was handed over, the row is kept this much longer than the timeline that shows it:
   * DynamoDB may take two days to remove what has expired.
   */
  ledgerOutlivesTimelineDays: 7,
  rawBodyRetentionDays: 30,
  /** How far ahead somebody is told what is planned for a customer, and over how many decisions at most. */
  forecastMs: 800 * DAY_MS,
  forecastDecisions: 100,
  reviewsPerProduct: 5,
} as const;
