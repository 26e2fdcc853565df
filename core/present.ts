/**
 * Leaves out what is not there, so that an absent value is an absent key: in stored state, in requests, on
 * timelines.
 */

type PossibleKeys<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** The same object type, with every key that may be undefined optional instead. */
export type Present<T> = Omit<T, PossibleKeys<T>> & {
  [K in PossibleKeys<T>]?: Exclude<T[K], undefined>;
};

/**
 * The object without the keys whose value is undefined; null, '', 0 and false stay. A loop, because decisions
 * make many of these.
 */
export const present = <const T extends object>(values: T): Present<T> => {
  const kept: Partial<T> = {};
  for (const key in values) if (values[key] !== undefined) kept[key] = values[key];
  return kept as Present<T>;
};
