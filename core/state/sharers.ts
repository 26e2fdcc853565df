/** The people who share a phone number, as the state of the number remembers them. */

/**
 * Of the profile of a number, or of its link: other profiles whose account, or whose own confirmation, names
 * the same number.
 */
export type Sharers = readonly string[];
