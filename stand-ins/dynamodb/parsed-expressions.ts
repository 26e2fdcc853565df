/**
 * Parses each DynamoDB expression once. Dynalite parses it on every call, although a system uses a few dozen
 * expressions, each with different values.
 */
import { present } from '../../core/present.ts';

type Context = Readonly<{
  attrNames?: Readonly<Record<string, string>>;
  attrVals?: Readonly<Record<string, object>>;
  /** The parser removes the names and values that it meets; the remaining ones are unused. */
  unusedAttrNames: Record<string, true>;
  unusedAttrVals: Record<string, true>;
  isKeyCondition?: boolean;
}>;
type Parse = (text: string, options: Readonly<{ context: Context }>) => unknown;
export type Parser = { parse: Parse };

/** The result of an expression with placeholder values, by which the places of values are found again. */
type Read = Readonly<{
  result: unknown;
  nameOf: ReadonlyMap<unknown, string>;
  usedNames: readonly string[];
  usedValues: readonly string[];
}>;

/** Expressions whose validity depends on the values themselves; they are parsed every time. */
const JUDGED_BY_VALUE = /BETWEEN|attribute_type/i;

/** Replaces the parser's own function by one that remembers results. */
export const readOnce = (parser: Parser): void => {
  const parse = parser.parse;
  const known = new Map<string, Read>();
  parser.parse = (text, options) => {
    if (JUDGED_BY_VALUE.test(text)) return parse(text, options);
    const key = keyOf(text, options.context);
    const read = known.get(key) ?? readWithOwnValues(parse, text, options.context);
    known.set(key, read);
    return filledIn(read, options.context);
  };
};

/**
 * The key of a result: whether an expression is valid depends on the names and on the types of the values.
 */
const keyOf = (text: string, { attrNames = {}, attrVals = {}, isKeyCondition = false }: Context): string =>
  JSON.stringify([
    isKeyCondition,
    text,
    attrNames,
    Object.entries(attrVals).map(([name, value]) => [name, Object.keys(value)]),
  ]);

/**
 * Parses with placeholder values. Throws what the parser throws, so a wrong expression is parsed anew each
 * time.
 */
const readWithOwnValues = (parse: Parse, text: string, context: Context): Read => {
  const values = Object.entries(context.attrVals ?? {}).map(([name, value]) => [name, { ...value }] as const);
  const own: Context = {
    ...context,
    ...present({ attrVals: context.attrVals ? Object.fromEntries(values) : undefined }),
    unusedAttrNames: { ...context.unusedAttrNames },
    unusedAttrVals: { ...context.unusedAttrVals },
  };
  const result = parse(text, { context: own });
  const usedOf = (before: object, after: object): string[] =>
    Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  return {
    result,
    nameOf: new Map(values.map(([name, value]) => [value, name])),
    usedNames: usedOf(context.unusedAttrNames, own.unusedAttrNames),
    usedValues: usedOf(context.unusedAttrVals, own.unusedAttrVals),
  };
};

/** A copy for each call, because dynalite writes into the parsed expression. */
const filledIn = (
  { result, nameOf, usedNames, usedValues }: Read,
  { attrVals = {}, unusedAttrNames, unusedAttrVals }: Context,
): unknown => {
  for (const name of usedNames) delete unusedAttrNames[name];
  for (const name of usedValues) delete unusedAttrVals[name];
  const made = new Map<unknown, unknown>([...nameOf].map(([own, name]) => [own, attrVals[name]]));
  return copyOf(result, made);
};

/** Copies a part and keeps shared parts shared; values that exist already are taken from `made`. */
const copyOf = (part: unknown, made: Map<unknown, unknown>): unknown => {
  if (typeof part !== 'object' || part === null) return part;
  if (made.has(part)) return made.get(part);
  const copy: object = Array.isArray(part) ? [] : Object.create(Object.getPrototypeOf(part));
  made.set(part, copy);
  for (const [key, inner] of Object.entries(part)) Reflect.set(copy, key, copyOf(inner, made));
  return copy;
};
