/** How large the worlds of the tests are: small, and rougher than usual, so that little time shows much. */

export const SMALL = { customers: 14, days: 30, roughness: 3 };
/** Where one bug is looked for: as many people and days as most bugs need to be seen. */
export const SEARCHED = { customers: 10, days: 20, roughness: 3 };
/** For every test run: an attacker, a family and a handful of others, for as long as a cart flow takes. */
export const SMALLEST = { customers: 10, days: 16, roughness: 3 };
