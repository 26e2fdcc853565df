/**
 * Calculates what a DynamoDB call consumes on demand: reads in units of 4 KB, writes in units of 1 KB, plus
 * the writes of the indexes.
 */

export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;
export type Index = Readonly<{
  name: string;
  keys: readonly string[] /** undefined: all. */;
  projected?: readonly string[];
}>;
/** An item before and after a write. */
export type Change = Readonly<{ before?: Item; after?: Item }>;

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;
const CONTAINER_BYTES = 3;

/** A read that finds nothing costs one unit too, or half of one where it need not be strongly consistent. */
export const readUnitsOf = (bytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (consistent ? 1 : 0.5);

/** The larger of the item before and after counts. An index is written only where its entry changes. */
export const writeUnitsOf = (change: Change, indexes: readonly Index[]): number =>
  Math.max(writeUnits(change.before), writeUnits(change.after), 1) +
  indexes.reduce((sum, index) => sum + indexUnitsOf(change, index), 0);

export const sizeOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);

const writeUnits = (item: Item | undefined): number =>
  item === undefined ? 0 : Math.max(1, Math.ceil(sizeOf(item) / WRITE_UNIT_BYTES));

const indexUnitsOf = ({ before, after }: Change, index: Index): number => {
  const was = entryOf(before, index);
  const is = entryOf(after, index);
  if (was === undefined || is === undefined) return writeUnits(was) + writeUnits(is);
  if (JSON.stringify(was) === JSON.stringify(is)) return 0;
  const moved = index.keys.some((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
  return moved ? writeUnits(was) + writeUnits(is) : Math.max(writeUnits(was), writeUnits(is));
};

/** The index's entry of an item; undefined unless the item has all keys of the index. */
const entryOf = (item: Item | undefined, index: Index): Item | undefined => {
  if (item === undefined || index.keys.some((key) => item[key] === undefined)) return undefined;
  if (index.projected === undefined) return item;
  const entry: Record<string, AttributeValue> = {};
  for (const name of index.projected) {
    const value = item[name];
    if (value !== undefined) entry[name] = value;
  }
  return entry;
};

const valueSize = (value: AttributeValue): number => {
  const [type, content] = Object.entries(value)[0] ?? ['NULL', true];
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(content));
    case 'N':
      return Math.ceil(String(content).replace(/^-|\./g, '').length / 2) + 1;
    case 'B':
      return Buffer.byteLength(String(content), 'base64');
    case 'L':
      return (content as readonly AttributeValue[]).reduce(
        (sum, entry) => sum + 1 + valueSize(entry),
        CONTAINER_BYTES,
      );
    case 'M':
      return Object.entries(content as Item).reduce(
        (sum, [name, entry]) => sum + 1 + Buffer.byteLength(name) + valueSize(entry),
        CONTAINER_BYTES,
      );
    case 'SS':
    case 'NS':
    case 'BS':
      return (content as readonly string[]).reduce((sum, entry) => sum + Buffer.byteLength(entry), 0);
    default:
      return 1;
  }
};
