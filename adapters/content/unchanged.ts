/**
 * Remembers the result for a text while the text is unchanged, so that a publish after one edit compiles that
 * one file only.
 */

/**
 * The cache is bounded: the text that was asked for longest ago is dropped first. A failure is not
 * remembered.
 */
export const whileUnchanged = <Result>(
  make: (text: string) => Promise<Result>,
  most: number,
): ((text: string) => Promise<Result>) => {
  const made = new Map<string, Promise<Result>>();
  return async (text) => {
    const result = made.get(text) ?? make(text);
    made.delete(text);
    made.set(text, result);
    const [oldest] = made.keys();
    if (made.size > most && oldest !== undefined) made.delete(oldest);
    try {
      return await result;
    } catch (error) {
      made.delete(text);
      throw error;
    }
  };
};
