/** Finds the oldest of several dated things, which is the first to be given up. */
export const oldestOf = <T extends Readonly<{ at: number }>>(items: readonly T[]): T | undefined =>
  items.length === 0 ? undefined : items.reduce((oldest, item) => (item.at < oldest.at ? item : oldest));
