/** The `{{1}}`, `{{2}}` … of an approved template, which Meta fills with the parameters in their order. */

const PLACEHOLDER = /\{\{\s*(.*?)\s*\}\}/gs;

/** Everything between double braces, numbers or not. */
export const placeholdersIn = (text: string): readonly string[] =>
  [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);

export const highestPlaceholder = (text: string): number =>
  placeholdersIn(text).reduce(
    (highest, name) => (/^[1-9]\d{0,2}$/.test(name) ? Math.max(highest, Number(name)) : highest),
    0,
  );
