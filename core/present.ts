/**
 * Removes undefined values from objects, so that an absent value is an absent key in stored state, in
 * requests and on timelines.
 */

type PossibleKeys<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** The same object type, in which every key that may be undefined is optional instead. */
export type Present<T> = Omit<T, PossibleKeys<T>> & {
  [K in PossibleKeys<T>]?: Exclude<T[K], undefined>;
};

/** A value while it is being made, key by key. */
export type InMaking<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The object without the keys whose value is undefined; null, '', 0 and false stay. Where there are none it is
 * the very same, and else it is made by a loop, because a decision makes many of these objects.
 */
export const present = <const T extends object>(values: T): Present<T> => {
  for (const key in values) if (values[key] === undefined) return withoutUndefined(values);
  return values as Present<T>;
};

const withoutUndefined = <T extends object>(values: T): Present<T> => {
  const kept: Partial<T> = {};
  for (const key in values) if (values[key] !== undefined) kept[key] = values[key];
  return kept as Present<T>;
};
