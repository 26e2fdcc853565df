/** Walks a JSON Schema and tells every key that a file may have, for a page that people read. */

type Schema = Readonly<{
  type?: string | readonly string[];
  description?: string;
  default?: unknown;
  enum?: readonly unknown[];
  const?: unknown;
  properties?: Readonly<Record<string, Schema>>;
  items?: Schema;
  anyOf?: readonly Schema[];
  allOf?: readonly Schema[];
  $ref?: string;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
}>;
export type Root = Schema & Readonly<{ definitions?: Readonly<Record<string, Schema>> }>;

export type Row = Readonly<{ key: string; values: string; fallback?: unknown; says: string }>;

const DEFINITION = '#/definitions/';

/** The schema behind a reference, with the description that stands beside the reference. */
const resolved = (schema: Schema, root: Root): Schema => {
  const name = (schema.$ref ?? schema.allOf?.[0]?.$ref)?.slice(DEFINITION.length);
  if (name === undefined) return schema;
  return { ...root.definitions?.[name], ...schema };
};

const nameOf = ({ $ref, allOf }: Schema): string | undefined =>
  ($ref ?? allOf?.[0]?.$ref)?.slice(DEFINITION.length);

const isNull = ({ type }: Schema): boolean => type === 'null';

/** The alternatives that are no null. */
export const alternatives = (schema: Schema): readonly Schema[] =>
  (schema.anyOf ?? [schema]).filter((one) => !isNull(one));

/** What may be written there, in a few words. */
const valuesOf = (schema: Schema, root: Root): string => {
  const named = nameOf(schema);
  if (named !== undefined && named !== 'event') return named;
  const own = resolved(schema, root);
  if (own.const !== undefined) return JSON.stringify(own.const);
  if (own.enum) return own.enum.map((value) => JSON.stringify(value)).join(', ');
  if (own.anyOf) return [...new Set(own.anyOf.map((one) => valuesOf(one, root)))].join(' or ');
  if (own.type === 'array') return `list of ${valuesOf(own.items ?? {}, root)}`;
  return (
    { string: 'text', integer: 'whole number', boolean: 'true, false' }[String(own.type)] ??
    String(own.type ?? 'any')
  );
};

/** Every key below, those of objects and of lists of objects among them. */
export const rowsOf = (schema: Schema, root: Root, prefix = ''): readonly Row[] => {
  const object = alternatives(resolved(schema, root)).find(({ properties }) => properties);
  return Object.entries(object?.properties ?? {}).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    const below = keysBelow(value, root, path);
    const own = resolved(value, root);
    const row = {
      key: path,
      values: below.length > 0 ? shapeOf(own, root) : valuesOf(value, root),
      says: own.description ?? '',
    };
    return [
      own.default === undefined || below.length > 0 ? row : { ...row, fallback: own.default },
      ...below,
    ];
  });
};

const shapeOf = (schema: Schema, root: Root): string =>
  [
    ...new Set(
      alternatives(schema).map((one) => {
        if (one.properties) return 'object';
        return one.items?.properties ? 'list of objects' : valuesOf(one, root);
      }),
    ),
  ].join(' or ');

const keysBelow = (value: Schema, root: Root, path: string): readonly Row[] => {
  if (nameOf(value) !== undefined) return [];
  const one = alternatives(value).find(({ properties, items }) => properties ?? items);
  if (one?.items) return nameOf(one.items) !== undefined ? [] : rowsOf(one.items, root, `${path}[].`);
  return one ? rowsOf(one, root, `${path}.`) : [];
};
