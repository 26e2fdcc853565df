/** The bounds of a shop's own facts about customers, and of what it brings along; a part of limits.ts. */

export const IMPORT_LIMITS = {
  /** The shop's own facts and tags of one customer, and the characters of one fact. */
  attributesPerProfile: 40,
  attributeChars: 200,
  tagsPerProfile: 40,
  /**
   * A file that a shop brings along: columns that are read, and those that become attributes; characters of
   * one line of events; rows of one order; rows that are taken at once, and after which the report is saved;
   * rejections that the report names, and that each file behind it names; calls to the queue and the gate at
   * once.
   */
  importColumns: 1_000,
  importAttributes: 30,
  importLineChars: 64 * 1024,
  importRowsPerThing: 500,
  importBatch: 1_000,
  importSaveRows: 20_000,
  importRejectionsShown: 1_000,
  importRejectionsPerFile: 10_000,
  importCallsAtOnce: 16,
  /** How long a row is remembered, so that the same one is skipped; longer than any move between tools takes. */
  importedDays: 400,
  /**
   * Inputs that may wait while the past is brought in: what customers do now waits behind no more than these.
   */
  importBacklog: 2_000,
  importPauseMs: 500,
  /** What must be left of an invocation so that its last rows are taken and its report is saved. */
  importLeaveMs: 60_000,
} as const;
