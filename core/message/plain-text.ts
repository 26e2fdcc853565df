/** Turns a value into text that is safe in a message: without invisible characters. */

/** null and undefined become an empty text; every other value becomes its string. */
export const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

/** Control characters except the line break, and marks that change the direction of the text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE_CHARACTERS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
export const withoutControls = (value: unknown): string => textOf(value).replace(UNSAFE_CHARACTERS, '');
