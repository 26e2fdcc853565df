/**
 * Reads data by a schema and leaves out the fields that it cannot read. It names them, so one odd field
 * neither costs the rest of an event nor gets lost in silence.
 */
import type * as z from 'zod';

export type TolerantReading<T> =
  | Readonly<{ ok: true; data: T; unread: readonly string[] }>
  | Readonly<{ ok: false; issues: readonly z.core.$ZodIssue[] }>;

/**
 * Most names of unread fields that are reported, e.g. `items[].unit_price`. More of them would say the same.
 */
const TOLD_MAX = 20;
/**
 * Passes over the data: fields that depend on others are checked once those are readable, and dropping a
 * field may make its holder invalid.
 */
const PASSES_MAX = 6;

export const readTolerantly = <T>(schema: z.ZodType<T>, raw: unknown): TolerantReading<T> => {
  const unread = new Set<string>();
  const first: z.core.$ZodIssue[] = [];
  let value = raw;
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const read = schema.safeParse(value);
    if (read.success) return { ok: true, data: read.data, unread: [...unread].slice(0, TOLD_MAX) };
    const { issues } = read.error;
    first.push(...issues.slice(0, TOLD_MAX));
    const next = without(value, issues);
    if (!next) return { ok: false, issues: firstIssues(issues, first) };
    for (const { path } of issues) unread.add(nameOf(path));
    value = next;
  }
  return { ok: false, issues: first };
};

type Path = readonly PropertyKey[];

/**
 * Prefers the first message about a field: it says why the field could not be read, the later one only that
 * it is missing.
 */
const firstIssues = (
  issues: readonly z.core.$ZodIssue[],
  first: readonly z.core.$ZodIssue[],
): readonly z.core.$ZodIssue[] =>
  issues.map((issue) => first.find(({ path }) => nameOf(path) === nameOf(issue.path)) ?? issue);

const nameOf = (path: Path): string =>
  path.reduce<string>(
    (name, step) =>
      typeof step === 'number' ? `${name}[]` : `${name}${name === '' ? '' : '.'}${String(step)}`,
    '',
  );

const DROPPED = Symbol('dropped');

/**
 * A copy of the value without the fields that the issues name; undefined where an issue is about the whole
 * value.
 */
const without = (value: unknown, issues: readonly z.core.$ZodIssue[]): unknown => {
  const copy = copyOf(value);
  const shortened = new Set<unknown[]>();
  for (const { path } of issues) if (!drop(copy, path, shortened)) return undefined;
  for (const list of shortened) compact(list);
  return copy;
};

const compact = (list: unknown[]): void => {
  let kept = 0;
  for (const entry of list) if (entry !== DROPPED) list[kept++] = entry;
  list.length = kept;
};

/**
 * Drops the value at the path. Where the path leads to a missing value, that value was required, so its
 * holder is dropped instead.
 */
const drop = (root: unknown, path: Path, shortened: Set<unknown[]>): boolean => {
  for (let length = path.length; length > 0; length -= 1) {
    const holder = at(root, path.slice(0, length - 1));
    const key = path[length - 1];
    if (holder === DROPPED) return true;
    if (Array.isArray(holder) && typeof key === 'number' && key < holder.length) {
      holder[key] = DROPPED;
      shortened.add(holder);
      return true;
    }
    if (
      isObject(holder) &&
      typeof key === 'string' &&
      Object.hasOwn(holder, key) &&
      holder[key] !== undefined
    )
      return delete holder[key];
  }
  return false;
};

const at = (root: unknown, path: Path): unknown => {
  let value = root;
  for (const step of path) {
    if (value === DROPPED) return value;
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isObject(value) && typeof step === 'string' && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const copyOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copyOf);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copyOf(entry)]))
    : value;
};
