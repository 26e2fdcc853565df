/** Tells which fields an event's data may have, read from the schema that the door checks it with. */
import type * as z from 'zod';
import { SCHEMAS } from './event-schemas.ts';

type Schema = z.core.$ZodType;
type Def = Readonly<{ type: string; in?: Schema; out?: Schema; innerType?: Schema; shape?: Shape }>;
type Shape = Readonly<Record<string, Schema>>;

/**
 * True where an event of this name may have the field, and where its data is free: a shop's own events, and
 * those that we make ourselves.
 */
export const mayHave = (event: string, [first = '', ...rest]: readonly string[]): boolean => {
  const schema = Object.hasOwn(SCHEMAS, event) ? SCHEMAS[event] : undefined;
  const shape = schema && shapeOf(schema);
  if (!shape || first === 'type') return true;
  // The door counts the items of a list that it shortens.
  return (first === 'item_count' && Object.hasOwn(shape, 'items')) || isIn(shape, [first, ...rest]);
};

/** The names of an event's fields, for a word that may be misspelt; those inside of others with a dot. */
export const fieldsOf = (event: string): readonly string[] => {
  const schema = Object.hasOwn(SCHEMAS, event) ? SCHEMAS[event] : undefined;
  const shape = schema && shapeOf(schema);
  return Object.entries(shape ?? {}).flatMap(([key, field]) => [
    key,
    ...Object.keys(shapeOf(field) ?? {}).map((inner) => `${key}.${inner}`),
  ]);
};

const isIn = (shape: Shape, [key = '', ...rest]: readonly string[]): boolean => {
  const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
  if (!field) return false;
  const inner = shapeOf(field);
  return rest.length === 0 || (inner ? isIn(inner, rest) : isFree(field));
};

const defOf = (schema: Schema): Def => schema._zod.def;

/** What the door reads a field as, without the wrappers that make it optional or tidy it up. */
const bare = (schema: Schema): Schema => {
  const { type, in: before, out: after, innerType } = defOf(schema);
  if (type === 'pipe' && before && after) return bare(defOf(before).type === 'transform' ? after : before);
  return innerType && type !== 'array' ? bare(innerType) : schema;
};

const shapeOf = (schema: Schema): Shape | undefined => defOf(bare(schema)).shape;

const isFree = (schema: Schema): boolean => defOf(bare(schema)).type === 'record';
