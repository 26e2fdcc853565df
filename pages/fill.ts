/**
 * Puts values into a sentence of ours, all in one pass: a value that looks like a place of its own stays
 * text.
 */
export const fill = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
