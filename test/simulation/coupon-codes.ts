/**
 * The codes that the shop of a world has in its list: batch after batch, of which only the newest two stay.
 */
const CODES_PER_BATCH = 4;

/** How long a code is valid, in days, and how long a mail with one is of use. */
export const VALID_DAYS = 3;

const batch = (number: number): readonly string[] =>
  Array.from({ length: CODES_PER_BATCH }, (_, index) => `GIFT-${number}-${index}`);

/** The list after so many batches. */
export const codesIn = (batches: number): readonly string[] =>
  [batches - 1, batches].filter((number) => number > 0).flatMap(batch);

/** As it is saved, with every version in another order and in other letters. */
export const codesFile = (batches: number, version: number): string => {
  const codes = codesIn(batches).map((code) => (version % 2 === 0 ? code : code.toLowerCase()));
  return ['code', ...(version % 3 === 0 ? codes.toReversed() : codes)].join('\n');
};

/** The code that a mail shows, however it is written. */
export const codeShown = (html: string): string | undefined => /gift-\d+-\d+/i.exec(html)?.[0].toUpperCase();
