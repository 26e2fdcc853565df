/** Turns a value into text that is safe in a message: without invisible characters. */

/**
 * null and undefined become an empty text, every other value its string. A plain object has no readable text,
 * so it throws, and the message is skipped as one with invalid content.
 */
export const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(',');
  if (isPlainObject(value)) throw new TypeError('an object stands where a text is expected');
  return String(value);
};

/** Objects of the template engine have a text of their own and are not plain. */
const isPlainObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Tabs and breaks that stand for a blank between two words; the line break itself stays. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BLANKS = /[\t\u000b\u000c\u0085\u2028\u2029]/g;
/** Control characters except the line break, and marks that change the direction of the text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE_CHARACTERS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
export const withoutControls = (value: unknown): string =>
  textOf(value).replace(BLANKS, ' ').replace(UNSAFE_CHARACTERS, '');
