/** A value as text that is safe to stand in a message: nothing in it that nobody sees. */

/** Nothing is no text; everything else is what it says of itself. */
export const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

/** Control characters but the line break, and marks that turn the direction of the text around them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE_CHARACTERS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
export const withoutControls = (value: unknown): string => textOf(value).replace(UNSAFE_CHARACTERS, '');
