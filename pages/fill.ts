/**
 * Puts values into one of our sentences in a single pass, so that a value which looks like a placeholder
 * stays text.
 */
export const fill = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
